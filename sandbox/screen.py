"""What a person sees in Slack, and what they may therefore act on."""

from sandbox.workspace import Message, User, View, Workspace


class NotPossible(Exception):
    """Slack's app would not let this person do it."""


class Screen:
    """Slack as one person sees it."""

    def __init__(self, workspace: Workspace, user_id: str) -> None:
        if user_id not in workspace.users:
            raise KeyError(f"nobody here is called {user_id}")
        self._workspace = workspace
        self.id = user_id

    @property
    def user(self) -> User:
        return self._workspace.users[self.id]

    def sees(self, channel: str) -> list[Message]:
        """List a channel as this person sees it: only the replies that are shown there, private ones included."""
        return [
            it
            for it in self._workspace.messages
            if it.channel == channel
            and not it.is_deleted
            and (it.only_for in (None, self.id))
            and (not it.thread_ts or it.is_broadcast)
        ]

    def thread(self, message: Message) -> list[Message]:
        """List the replies, those that only this person sees included."""
        return [
            it
            for it in self._workspace.messages
            if it.thread_ts == message.ts
            and it.channel == message.channel
            and not it.is_deleted
            and it.only_for in (None, self.id)
        ]

    def finds(self, channel: str, ts: str) -> Message:
        """Find what this person sees there. Raises NotPossible when it is gone."""
        with self._workspace.reading():
            for it in self._workspace.messages:
                if (it.channel, it.ts) == (channel, ts) and not it.is_deleted and it.only_for in (None, self.id):
                    return it
        raise NotPossible("this message is not there any more")

    def has_read(self, channel: str, ts: str) -> None:
        """Remember that this person has seen the channel up to here; never less than before."""
        with self._workspace.changing():
            marks = self._workspace.read_until.setdefault(self.id, {})
            marks[channel] = max(ts, marks.get(channel, ""))

    def ephemerals(self, channel: str) -> list[Message]:
        return [it for it in self.sees(channel) if it.only_for]

    def direct_messages(self) -> list[Message]:
        with self._workspace.changing():
            theirs = {it.id for it in self._workspace.channels.values() if it.is_im and self.id in it.members}
            return [it for it in self._workspace.messages if it.channel in theirs and not it.is_deleted]

    @property
    def window(self) -> View | None:
        stack = self._workspace.windows.get(self.id)
        return stack[-1] if stack else None

    @property
    def home(self) -> View | None:
        """Return the app's Home tab: people of other workspaces do not see what is published for them."""
        side = self._workspace.side_of_user(self.user)
        return side.homes.get(self.id) if side else None

    def _open_window(self) -> View:
        if self.window is None:
            raise NotPossible(f"{self.user.real_name} has no open window")
        return self.window

    def _must_be_at_home(self, what: str) -> Workspace:
        """Return the workspace as seen by the install in this person's own workspace."""
        side = self._workspace.side_of_user(self.user)
        if side:
            return side
        if self._workspace.is_at_home(self.id):
            raise NotPossible(f"{what} work where Accord is installed, and in {self._workspace.team_domain} it is not")
        raise NotPossible(f"{what} belong to the app's own workspace, {self.user.real_name} comes by Slack Connect")

    def _must_be_in(self, channel: str) -> None:
        if self.user.deleted:
            raise NotPossible(f"{self.user.real_name}'s account is closed")
        if self.id not in self._workspace.channels[channel].members:
            raise NotPossible(f"{self.user.real_name} is not in {channel}")

    def _must_see(self, message: Message) -> None:
        # People of the workspace can read a public channel, and press its buttons, without joining it.
        is_private = self._workspace.channels[message.channel].is_private
        if self.user.deleted or is_private or not self._workspace.is_at_home(self.id):
            self._must_be_in(message.channel)
        if message.is_deleted:
            raise NotPossible("the message was deleted")
        if message.only_for not in (None, self.id):
            raise NotPossible("this message is private to somebody else")

    def _must_have(self, view: View) -> None:
        if view is not self.home and view is not self.window:
            raise NotPossible("this window is not on top of the screen")
