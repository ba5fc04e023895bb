"""What a person can do in the workspace, as with Slack's own app in their hand."""

from collections.abc import Callable, Sequence
from typing import Any

from sandbox import payloads
from sandbox.acknowledged import answer_command, answer_window
from sandbox.file import File
from sandbox.finding import find_button, find_control, find_option
from sandbox.inputs import action_of, fill, missing_inputs
from sandbox.mentions import note_pings
from sandbox.screen import NotPossible, Screen
from sandbox.traffic import Delivery
from sandbox.web_api.files import file_json
from sandbox.web_api.message_json import message_json
from sandbox.web_api.views import as_json as view_json
from sandbox.workspace import Json, Message, View, Workspace

Deliver = Callable[[str, Json], Delivery]


class Person(Screen):
    """One person. Each act waits until the app has acknowledged it, or has not in three seconds."""

    def __init__(
        self,
        workspace: Workspace,
        user_id: str,
        deliver: Deliver,
        new_response_url: Callable[..., str],
        announce: Callable[[Json, str], None],
    ) -> None:
        super().__init__(workspace, user_id)
        self._deliver, self._new_response_url, self._announce = deliver, new_response_url, announce

    def runs(self, line: str, channel: str) -> Delivery:
        """Type a slash command; its immediate answer is shown to this person only, unless it asks for more."""
        side = self._must_be_at_home("slash commands")
        self._must_be_in(channel)
        known, name = self._workspace.commands, line.split(" ", maxsplit=1)[0]
        if known is not None and name not in [command.name for command in known]:
            raise NotPossible(f"{name} is not a valid command")
        with self._workspace.changing():
            url = self._new_response_url(self.id, channel)
            payload = payloads.slash_command(side, self.user, line, channel, url)
        delivery = self._deliver("slash_commands", payload)
        answer = delivery.ack if isinstance(delivery.ack, dict) else {"text": delivery.ack}
        if answer.get("text") or answer.get("blocks"):
            with self._workspace.changing():
                answer_command(side, self.id, channel, answer)
        return delivery

    def invites_app(self, channel: str) -> None:
        """Type Slack's own command that brings the app into a channel."""
        side = self._must_be_at_home("/invite and the app")
        self._must_be_in(channel)
        members = self._workspace.channels[channel].members
        if side.bot_user in members:
            raise NotPossible("Accord is in this channel already")
        with self._workspace.changing():
            members.add(side.bot_user)
            event = {"type": "member_joined_channel", "user": side.bot_user, "channel": channel, "channel_type": "C"}
            event |= {"team": side.team_id, "inviter": self.id, "event_ts": self._workspace.new_ts()}
        self._announce(event, channel)

    def uses_shortcut(self, callback_id: str) -> Delivery:
        side = self._must_be_at_home("shortcuts")
        self._must_be_known(callback_id)
        with self._workspace.changing():
            payload = payloads.shortcut(side, self.user, callback_id)
        return self._deliver("interactive", payload)

    def uses_message_shortcut(self, callback_id: str, message: Message) -> Delivery:
        side = self._must_be_at_home("shortcuts")
        self._must_be_known(callback_id)
        with self._workspace.changing():
            url = self._new_response_url(self.id, message.channel)
            payload = payloads.message_action(side, self.user, callback_id, message, url)
        return self._deliver("interactive", payload)

    def clicks(self, words: str, place: Message | View) -> Delivery:
        """Press the button with these words."""
        button, block_id = find_button(place, words)
        if button is None:
            raise NotPossible(f"there is no button {words!r} here")
        return self._acts(place, block_id, button, None)

    def chooses(self, words: str, place: Message | View) -> Delivery:
        """Choose the option with these words from a menu."""
        menu, option, block_id = find_option(place, words)
        if menu is None or option is None:
            raise NotPossible(f"there is no option {words!r} here")
        return self._acts(place, block_id, menu, {"value": option["value"]})

    def uses(self, place: Message | View, block_id: str, action_id: str, choice: Any = None) -> Delivery:
        """Use a control by its ids: press a button, or choose; an option is named by {"value": …}."""
        element = find_control(place, block_id, action_id)
        if element is None:
            raise NotPossible("this control is not there any more")
        return self._acts(place, block_id, element, choice)

    def offered(self, label: str, words: str = "") -> list[str]:
        """Type in a list that the app fills; return what it offers, and remember it for `fills`."""
        return [option["text"]["text"] for option in self.looks_up(_labelled(self._open_window(), label), words)]

    def looks_up(self, block: Json, words: str) -> list[Json]:
        """Type in a list that the app fills, in an input of the open window; return the options."""
        view, element = self._open_window(), block["element"]
        with self._workspace.changing():
            payload = payloads.block_suggestion(
                self._side_of(view), self.user, view, block["block_id"], element["action_id"], words
            )
        delivery = self._deliver("interactive", payload)
        options: list[Json] = (delivery.ack or {}).get("options", [])
        # What was offered before can still be chosen, as when several are chosen one after another.
        element["options"] = [*options, *(it for it in element.get("options") or () if it not in options)]
        return options

    def fills(self, typed: dict[str, Any]) -> None:
        """Type into the open window's inputs, by their labels. Lists are chosen from by visible words."""
        view = self._open_window()
        with self._workspace.changing():
            for label, value in typed.items():
                self._fill(view, _labelled(view, label), value)

    def types(self, typed: dict[str, Any]) -> None:
        """Type into the open window's inputs, by the ids of their blocks."""
        view = self._open_window()
        with self._workspace.changing():
            for block in view.body["blocks"]:
                if block["type"] == "input" and block["block_id"] in typed:
                    self._fill(view, block, typed[block["block_id"]])

    def submits(self) -> Delivery:
        """Send the open window. Without an acknowledgement it stays, with everything typed."""
        view = self._open_window()
        if not view.body.get("submit"):
            raise NotPossible("this window has no button that sends it")
        if missing := missing_inputs(view):
            raise NotPossible(f"please fill in {', '.join(missing)}")
        with self._workspace.changing():
            view.errors = {}
            payload = payloads.view_submission(self._side_of(view), self.user, view)
        delivery = self._deliver("interactive", payload)
        if delivery.is_acked:
            with self._workspace.changing():
                answer_window(self._side_of(view), self.id, view, delivery.ack or {})
        return delivery

    def closes(self) -> None:
        view = self._open_window()
        with self._workspace.changing():
            self._workspace.windows[self.id].pop()
            payload = payloads.view_closed(self._side_of(view), self.user, view)
        if view.body.get("notify_on_close"):
            self._deliver("interactive", payload)

    def opens_home(self) -> View | None:
        """Open the app's Home tab, and return what is on it so far."""
        self._must_be_at_home("the Home tab")
        opened: Json = {"type": "app_home_opened", "user": self.id, "tab": "home"}
        if self.home:
            with self._workspace.changing():
                opened["view"] = view_json(self._workspace, self.home)
        self._announce(opened | {"event_ts": self._workspace.new_ts()}, "")
        return self.home

    def reacts(self, emoji: str, message: Message) -> None:
        """Put an emoji under a message."""
        self._must_see(message)
        with self._workspace.changing():
            who = message.reactions.setdefault(emoji, [])
            if self.id in who:
                raise NotPossible(f"{self.user.real_name} has put {emoji} there already")
            who.append(self.id)
            item = {"type": "message", "channel": message.channel, "ts": message.ts}
            reacted = {"type": "reaction_added", "user": self.id, "reaction": emoji, "item": item}
            reacted |= {"item_user": message.user, "event_ts": self._workspace.new_ts()}
        self._announce(reacted, message.channel)

    def uploads(self, name: str, content: bytes, mimetype: str = "application/octet-stream") -> File:
        """Upload a file, to be chosen in a window or sent with a message."""
        with self._workspace.changing():
            file = File(self._workspace.new_id("F"), self.id, name, mimetype, content)
            self._workspace.files[file.id] = file
        return file

    def uploaded(self, these: Sequence[Json]) -> list[File]:
        """Find what this person uploaded, by {"id": …}. Raises NotPossible for another's."""
        return [self._workspace.files[each["id"]] for each in self._files(these)]

    def writes(self, text: str, channel: str, thread: Message | None = None, files: Sequence[File] = ()) -> Message:
        """Write a message as oneself."""
        self._must_be_in(channel)
        if self._workspace.channels[channel].is_archived:
            raise NotPossible("nobody can write in an archived channel")
        with self._workspace.changing():
            element = {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}
            blocks = [{"type": "rich_text", "block_id": "b0", "elements": [element]}]
            ts = self._workspace.new_ts()
            message = Message(channel, ts, self.id, text, blocks, thread_ts=thread.ts if thread else None)
            message.files = [file.id for file in files]
            self._workspace.messages.append(message)
            note_pings(self._workspace, message)
            said = message_json(self._workspace, message) | {"channel": channel, "event_ts": ts}
        self._announce(said | {"channel_type": self._workspace.channels[channel].kind}, channel)
        return message

    def _side_of(self, place: Message | View) -> Workspace:
        """Return the workspace as that install sees it whose message or window this is."""
        side = self._workspace.side_of_bot(place.bot if isinstance(place, View) else place.user)
        if not self._workspace.grants.is_installed(side.team_id):
            raise NotPossible("Accord is not installed any more where this comes from, so nothing happens")
        return side

    def _fill(self, view: View, block: Json, value: Any) -> None:
        if block["element"]["type"] in ("users_select", "multi_users_select"):
            # Everybody whom the workspace knows is offered, whichever channel they are in.
            for one in [value] if isinstance(value, str) else value or []:
                if one not in self._workspace.users:
                    raise NotPossible(f"{block['label']['text']}: {one} is not offered")
        if block["element"]["type"] == "file_input":
            value = self._files(value)
        try:
            fill(view, block, value)
        except ValueError as reason:
            raise NotPossible(f"{block['label']['text']}: {reason}") from reason

    def _files(self, chosen: Any) -> list[Json]:
        """Choose files that this person uploaded: themselves, or by {"id": …}."""
        ids = [each.id if isinstance(each, File) else each["id"] for each in chosen or ()]
        theirs = {file.id: file for file in self._workspace.files.values() if file.user == self.id}
        if any(each not in theirs for each in ids):
            raise NotPossible("this file was not uploaded")
        return [file_json(self._workspace, theirs[each]) for each in ids]

    def _must_be_known(self, callback_id: str) -> None:
        known = self._workspace.shortcuts
        if known is not None and callback_id not in [shortcut.callback_id for shortcut in known]:
            raise NotPossible(f"the app has no shortcut {callback_id}")

    def _acts(self, place: Message | View, block_id: str, element: Json, choice: Any) -> Delivery:
        action = {"block_id": block_id, "action_id": element.get("action_id", ""), **action_of(element, choice)}
        with self._workspace.changing():
            url = ""
            if isinstance(place, View):
                self._must_have(place)
            else:
                self._must_see(place)
                url = self._new_response_url(self.id, place.channel, place.ts)
            action = {**action, "action_ts": self._workspace.new_ts()}
            payload = payloads.block_actions(self._side_of(place), self.user, action, place, url)
        return self._deliver("interactive", payload)


def _labelled(view: View, label: str) -> Json:
    for block in view.body["blocks"]:
        if block["type"] == "input" and block["label"]["text"] == label:
            found: Json = block
            return found
    raise NotPossible(f"there is no input {label!r} in this window")
