"""What is in the workspace: people, channels, messages, windows. One lock guards all of it."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sandbox.file import File
from sandbox.grants import Grants
from sandbox.registered import Command, Shortcut
from sandbox.trigger import Trigger

Json = dict[str, Any]

TRIGGER_SECONDS = 3.0


class SlackError(Exception):
    """Slack answers ok: false with this word."""

    def __init__(self, error: str, messages: list[str] | None = None, **more: Any) -> None:
        super().__init__(error)
        self.error = error
        self.messages = messages or []
        self.more = more

    def answer(self) -> Json:
        """Write the answer to the call that is refused."""
        answer: Json = {"ok": False, "error": self.error, **self.more}
        if self.messages:
            answer["errors"] = [message.removeprefix("[ERROR] ") for message in self.messages]
            answer["response_metadata"] = {"messages": self.messages}
        return answer


@dataclass
class User:
    """A person or bot. `team_id` is their own workspace: not the app's for people who come by Slack Connect.

    For a person of an Enterprise Grid, Slack's payloads may name another team than users.info: their organisation's
    (E…) or another of its workspaces. That is `acts_from`, and `enterprise_id` is the organisation.
    """

    id: str
    name: str
    real_name: str
    team_id: str = "T0HOME"
    team_name: str = ""
    enterprise_id: str = ""
    acts_from: str = ""
    tz: str = "Europe/London"
    is_bot: bool = False
    deleted: bool = False
    takes_direct_messages: bool = True
    # What Slack shows under a name: a person's part, in their own words.
    title: str = ""

    @property
    def acting_team_id(self) -> str:
        return self.acts_from or self.team_id


@dataclass
class Channel:
    id: str
    name: str
    members: set[str] = field(default_factory=set)
    is_im: bool = False
    is_private: bool = False
    is_archived: bool = False
    is_ext_shared: bool = False
    canvas_id: str = ""
    pins: list[str] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """Return Slack's word for it, as in an event's channel_type."""
        return "im" if self.is_im else "group" if self.is_private else "channel"


@dataclass
class Message:
    """A message, or with `only_for` a private one that nobody else sees and Slack does not keep."""

    channel: str
    ts: str
    user: str
    text: str
    blocks: list[Json]
    metadata: Json | None = None
    thread_ts: str | None = None
    is_broadcast: bool = False
    edited_at: str | None = None
    is_deleted: bool = False
    only_for: str | None = None
    reactions: dict[str, list[str]] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)


@dataclass
class View:
    """A window or Home tab of one person, by a `bot`. `typed` is what stands in its inputs, by block and action id."""

    id: str
    user: str
    body: Json
    hash: str
    root_id: str
    previous_id: str | None = None
    typed: dict[str, Json] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    bot: str = ""


class Workspace:
    """Everything Slack would keep. Use `changing()` around whatever reads or changes it."""

    def __init__(self, team_id: str = "T0HOME", team_domain: str = "alliance", clock_offset: float = 0.0) -> None:
        self.team_id, self.team_domain = team_id, team_domain
        self.app_id, self.bot_id, self.bot_user = "A0ACCORD", "B0ACCORD", "U0ACCORD"
        self.clock_offset, self.timezone = clock_offset, "Europe/London"
        # What the app is registered for; None means anything. Events are named as in a manifest: message.channels.
        self.commands: tuple[Command, ...] | None = None
        self.shortcuts: tuple[Shortcut, ...] | None = None
        self.events: frozenset[str] = frozenset()
        self.has_home = True
        self.users: dict[str, User] = {self.bot_user: User(self.bot_user, "accord", "Accord", team_id, is_bot=True)}
        self.channels: dict[str, Channel] = {}
        self.messages: list[Message] = []
        # Markdown, by the canvas's id.
        self.canvases: dict[str, str] = {}
        self.allows_canvases = True
        # What people uploaded, by id, and the address below which it is given.
        self.files: dict[str, File] = {}
        self.files_url = ""
        self.windows: dict[str, list[View]] = {}
        self.homes: dict[str, View] = {}
        self.triggers: dict[str, Trigger] = {}
        self.trigger_seconds = TRIGGER_SECONDS
        # Slack's word for why the bot's token is refused (token_revoked), "" while it is good.
        self.token_error = ""
        self.grants = Grants()
        self.sides: list[Workspace] = []  # as other installs of the app see it (sandbox/installs.py)
        self.notifications: list[Json] = []
        # What the page says to somebody who is here for the first time, in mrkdwn.
        self.welcome = ""
        # The message up to which each person has read each channel.
        self.read_until: dict[str, dict[str, str]] = {}
        # Told after every change, from whichever thread made it.
        self.watchers: list[Callable[[], None]] = []
        self.last_number, self.last_ts, self._version = 0, 0, 0
        self._changed = threading.Condition(threading.RLock())

    @contextmanager
    def changing(self) -> Iterator[None]:
        with self._changed:
            yield
            self._version += 1
            self._changed.notify_all()
        for tell in self.watchers:
            tell()

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Look without changing anything: nobody is told."""
        with self._changed:
            yield

    def touch(self) -> None:
        """Tell everybody who waits that something besides the workspace changed, such as the traffic."""
        with self.changing():
            pass

    def wait_until(self, condition: Callable[[], Any], timeout: float = 10) -> Any:
        """Wait for a condition to become true, and return what it returned. Raises TimeoutError."""
        end = time.monotonic() + timeout
        while True:
            before = self._version
            # Asked without the lock: a condition may act, and an act needs the server to go on.
            if result := condition():
                return result
            left = end - time.monotonic()
            if left <= 0:
                raise TimeoutError(f"it did not happen in {timeout} seconds; there are:\n{self._overview()}")
            with self._changed:
                if self._version == before:
                    # Looks again now and then: a condition may depend on time or on the bot's database.
                    self._changed.wait(min(left, 0.1))

    def add_user(self, user: User) -> User:
        self.users[user.id] = user
        return user

    def add_channel(self, channel: Channel) -> Channel:
        self.channels[channel.id] = channel
        return channel

    def is_at_home(self, user_id: str) -> bool:
        """Whether this person belongs to the workspace, or organisation, in which the app is installed."""
        user = self.users[user_id]
        return self.team_id in (user.team_id, user.enterprise_id)

    @property
    def organisation(self) -> str:
        """Return the id of the organisation (E…) for the whole of which the app is installed here, "" for none."""
        return self.team_id if self.team_id.startswith("E") else ""

    def side_of_user(self, user: User) -> "Workspace | None":
        """Return the workspace as seen by the install in this person's own workspace."""
        return self.side_of_team(user.team_id) or self.side_of_team(user.enterprise_id)

    def side_of_team(self, team_id: str) -> "Workspace | None":
        """Return the workspace as the install of a team sees it; None where the app is not installed."""
        return next((it for it in self.installed_sides() if it.team_id == team_id), None)

    def installed_sides(self) -> "list[Workspace]":
        return [it for it in (self, *self.sides) if self.grants.is_installed(it.team_id)]

    def side_of_bot(self, bot: str) -> "Workspace":
        """Return it as the install of this bot sees it; as the app's first one does where it is no bot's."""
        return next((it for it in self.sides if it.bot_user == bot), self)

    def is_listening(self, event: str, channel_kind: str = "") -> bool:
        """Whether the app is subscribed to this kind of event."""
        if event != "message":
            return event in self.events
        names = {"im": "message.im", "group": "message.groups", "channel": "message.channels"}
        return names.get(channel_kind) in self.events

    def now(self) -> float:
        return time.time() + self.clock_offset

    def new_ts(self) -> str:
        micros = max(int(self.now() * 1_000_000), self.last_ts + 1)
        self.last_ts = micros
        return f"{micros // 1_000_000}.{micros % 1_000_000:06d}"

    def new_id(self, letter: str) -> str:
        return f"{letter}0SANDBOX{self._new_number():04d}"

    def new_trigger(self, user: str) -> str:
        trigger = f"{self._new_number()}.{int(self.now() * 1000)}.{user.lower()}"
        self.triggers[trigger] = Trigger(user, time.monotonic())
        return trigger

    def use_trigger(self, trigger_id: str | None) -> str:
        """Return whose trigger it is. Raises SlackError when it is unknown, used or too old."""
        trigger = self.triggers.get(trigger_id or "")
        if trigger is None:
            raise SlackError("invalid_trigger_id" if trigger_id else "invalid_arguments")
        if trigger.is_used:
            raise SlackError("exchanged_trigger_id")
        if time.monotonic() - trigger.at > self.trigger_seconds:
            raise SlackError("expired_trigger_id")
        trigger.is_used = True
        return trigger.user

    def direct_channel(self, user: str) -> Channel:
        """Find or open the direct messages between the app and a person."""
        for channel in self.channels.values():
            if channel.is_im and channel.members == {user, self.bot_user}:
                return channel
        is_shared = not self.is_at_home(user)
        return self.add_channel(
            Channel(self.new_id("D"), "", {user, self.bot_user}, is_im=True, is_ext_shared=is_shared)
        )

    def find_message(self, channel: str, ts: str | None) -> Message | None:
        return next(
            (
                it
                for it in self.messages
                if it.channel == channel and it.ts == ts and not it.is_deleted and not it.only_for
            ),
            None,
        )

    def replies(self, parent: Message) -> list[Message]:
        """List what everybody sees below a message, oldest first."""
        return [
            it
            for it in self.messages
            if it.thread_ts == parent.ts and it.channel == parent.channel and not it.is_deleted and not it.only_for
        ]

    def find_view(self, view_id: str | None) -> View | None:
        everywhere = [*self.homes.values(), *(view for stack in self.windows.values() for view in stack)]
        return next((view for view in everywhere if view.id == view_id), None)

    def _new_number(self) -> int:
        self.last_number += 1
        return self.last_number

    def _overview(self) -> str:
        kept = [f"{it.ts} {it.only_for or ''} {it.text}" for it in self.messages if not it.is_deleted]
        return "\n".join(kept[-20:])
