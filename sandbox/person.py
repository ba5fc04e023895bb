"""What can a person do in the workspace, as with Slack's own app in their hand?"""

from collections.abc import Callable
from typing import Any

from sandbox import payloads
from sandbox.finding import find_button, find_option
from sandbox.inputs import fill, missing_inputs
from sandbox.mentions import note_pings
from sandbox.screen import NotPossible, Screen
from sandbox.traffic import Delivery
from sandbox.web_api.chat import checked_content
from sandbox.web_api.message_json import message_json
from sandbox.web_api.views import as_json as view_json
from sandbox.web_api.views import checked_view, pushed, replaced
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
        self._must_be_at_home("slash commands")
        self._must_be_in(channel)
        known, command = self._workspace.commands, line.split(" ", maxsplit=1)[0]
        if known is not None and command not in known:
            raise NotPossible(f"{command} is not a valid command")
        with self._workspace.changing():
            url = self._new_response_url(self.id, channel)
            payload = payloads.slash_command(self._workspace, self.user, line, channel, url)
        delivery = self._deliver("slash_commands", payload)
        answer = delivery.ack if isinstance(delivery.ack, dict) else {"text": delivery.ack}
        if answer.get("text") or answer.get("blocks"):
            self._answered_in_channel(channel, answer)
        return delivery

    def uses_shortcut(self, callback_id: str) -> Delivery:
        self._must_be_at_home("shortcuts")
        known = self._workspace.shortcuts
        if known is not None and callback_id not in known:
            raise NotPossible(f"the app has no shortcut {callback_id}")
        with self._workspace.changing():
            payload = payloads.shortcut(self._workspace, self.user, callback_id)
        return self._deliver("interactive", payload)

    def uses_message_shortcut(self, callback_id: str, message: Message) -> Delivery:
        self._must_be_at_home("shortcuts")
        known = self._workspace.shortcuts
        if known is not None and callback_id not in known:
            raise NotPossible(f"the app has no shortcut {callback_id}")
        with self._workspace.changing():
            url = self._new_response_url(self.id, message.channel)
            payload = payloads.message_action(self._workspace, self.user, callback_id, message, url)
        return self._deliver("interactive", payload)

    def clicks(self, words: str, place: Message | View) -> Delivery:
        """Press the button with these words."""
        button, block_id = find_button(place, words)
        if button is None:
            raise NotPossible(f"there is no button {words!r} here")
        action = {"type": "button", "text": button["text"], "value": button.get("value", "")}
        return self._acts(place, {**action, "action_id": button.get("action_id", ""), "block_id": block_id})

    def chooses(self, words: str, place: Message | View) -> Delivery:
        """Choose the option with these words from a menu."""
        menu, option, block_id = find_option(place, words)
        if menu is None or option is None:
            raise NotPossible(f"there is no option {words!r} here")
        action = {"type": menu["type"], "selected_option": option, "action_id": menu.get("action_id", "")}
        return self._acts(place, {**action, "block_id": block_id})

    def offered(self, label: str, words: str = "") -> list[str]:
        """Type in a list that the app fills; return what it offers, and remember it for `fills`."""
        view = self._open_window()
        block = _labelled(view, label)
        with self._workspace.changing():
            element = block["element"]
            payload = payloads.block_suggestion(
                self._workspace, self.user, view, block["block_id"], element["action_id"], words
            )
        delivery = self._deliver("interactive", payload)
        element["options"] = (delivery.ack or {}).get("options", [])
        return [option["text"]["text"] for option in element["options"]]

    def fills(self, typed: dict[str, Any]) -> None:
        """Type into the open window's inputs, by their labels. Lists are chosen from by visible words."""
        view = self._open_window()
        with self._workspace.changing():
            for label, value in typed.items():
                block = _labelled(view, label)
                try:
                    fill(view, block, value)
                except ValueError as reason:
                    raise NotPossible(f"{label}: {reason}") from reason

    def submits(self) -> Delivery:
        """Send the open window. Without an acknowledgement it stays, with everything typed."""
        view = self._open_window()
        if not view.body.get("submit"):
            raise NotPossible("this window has no button that sends it")
        if missing := missing_inputs(view):
            raise NotPossible(f"please fill in {', '.join(missing)}")
        with self._workspace.changing():
            view.errors = {}
            payload = payloads.view_submission(self._workspace, self.user, view)
        delivery = self._deliver("interactive", payload)
        if delivery.is_acked:
            with self._workspace.changing():
                self._answered(view, delivery.ack or {})
        return delivery

    def closes(self) -> None:
        view = self._open_window()
        with self._workspace.changing():
            self._workspace.windows[self.id].pop()
            payload = payloads.view_closed(self._workspace, self.user, view)
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

    def writes(self, text: str, channel: str, thread: Message | None = None) -> Message:
        """Write a message as oneself."""
        self._must_be_in(channel)
        if self._workspace.channels[channel].is_archived:
            raise NotPossible("nobody can write in an archived channel")
        with self._workspace.changing():
            element = {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}
            blocks = [{"type": "rich_text", "block_id": "b0", "elements": [element]}]
            ts = self._workspace.new_ts()
            message = Message(channel, ts, self.id, text, blocks, thread_ts=thread.ts if thread else None)
            self._workspace.messages.append(message)
            note_pings(self._workspace, message)
            said = message_json(self._workspace, message) | {"channel": channel, "event_ts": ts}
        self._announce(said | {"channel_type": self._workspace.channels[channel].kind}, channel)
        return message

    def _acts(self, place: Message | View, action: Json) -> Delivery:
        with self._workspace.changing():
            url = ""
            if isinstance(place, View):
                self._must_have(place)
            else:
                self._must_see(place)
                url = self._new_response_url(self.id, place.channel, place.ts)
            action = {**action, "action_ts": self._workspace.new_ts()}
            payload = payloads.block_actions(self._workspace, self.user, action, place, url)
        return self._deliver("interactive", payload)

    def _answered(self, view: View, answer: Json) -> None:
        """Do what the acknowledgement of a window asks for."""
        stack = self._workspace.windows.get(self.id, [])
        action = answer.get("response_action")
        if action == "errors":
            view.errors = {_label(view, block): words for block, words in answer["errors"].items()}
        elif action == "update":
            replaced(self._workspace, view, checked_view(answer["view"], "modal"))
        elif action == "push":
            pushed(self._workspace, self.id, checked_view(answer["view"], "modal"))
        elif action == "clear":
            stack.clear()
        elif view in stack:
            stack.remove(view)

    def _answered_in_channel(self, channel: str, answer: Json) -> None:
        """Show what a command answered at once. Raises SlackError when Slack would not."""
        with self._workspace.changing():
            text, blocks = checked_content(answer)
            message = Message(channel, self._workspace.new_ts(), self._workspace.bot_user, text, blocks)
            message.only_for = None if answer.get("response_type") == "in_channel" else self.id
            self._workspace.messages.append(message)


def _labelled(view: View, label: str) -> Json:
    for block in view.body["blocks"]:
        if block["type"] == "input" and block["label"]["text"] == label:
            found: Json = block
            return found
    raise NotPossible(f"there is no input {label!r} in this window")


def _label(view: View, block_id: str) -> str:
    for block in view.body["blocks"]:
        if block.get("block_id") == block_id and block["type"] == "input":
            return str(block["label"]["text"])
    raise NotPossible(f"Slack shows an error only under an input, and {block_id!r} is none")
