"""What happens in a workspace without the app's doing; the app is told of each if its manifest subscribes to it."""

from abc import ABC, abstractmethod
from dataclasses import replace
from typing import Any

from sandbox.web_api.people import user_json
from sandbox.workspace import Channel, Json, Message, Workspace


class Happenings(ABC):
    """The hands of administrators and of people elsewhere, in a workspace that tells its app of what they do."""

    workspace: Workspace

    @abstractmethod
    def announces(self, event: Json, channel: str = "") -> None:
        """Tell the app what happened, if it listens to that."""

    # Messages and the app's own place.

    def deletes(self, message: Message) -> None:
        """Somebody deletes a message by hand."""
        with self.workspace.changing():
            message.is_deleted = True

    def removes_bot(self, channel: str) -> None:
        with self.workspace.changing():
            self.workspace.channels[channel].members.discard(self.workspace.bot_user)
        self._tells(f"{self._family(channel)}_left", channel=channel, actor_id=self._somebody(channel))

    def invites_bot(self, channel: str) -> None:
        self.joins(self.workspace.bot_user, channel)

    # Channels.

    def archives(self, channel: str, by: str = "") -> None:
        self._opens_or_closes(channel, by, is_archived=True)

    def unarchives(self, channel: str, by: str = "") -> None:
        self._opens_or_closes(channel, by, is_archived=False)

    def changes_channel_id(self, old: str, new: str) -> None:
        """Give a channel another id, as when it becomes shared or moves to a Grid; all that is in it moves along."""
        with self.workspace.changing():
            channel = self.workspace.channels.pop(old)
            channel.id = new
            self.workspace.channels[new] = channel
            for message in self.workspace.messages:
                if message.channel == old:
                    message.channel = new
            for marks in self.workspace.read_until.values():
                if old in marks:
                    marks[new] = marks.pop(old)
        self._tells("channel_id_changed", old_channel_id=old, new_channel_id=new)

    def shares(self, channel: str, team_id: str) -> None:
        """Another workspace joins a channel by Slack Connect; its people are still to join."""
        self._channel(channel, is_ext_shared=True)
        self._tells("channel_shared", channel=channel, connected_team_id=team_id)

    def unshares(self, channel: str, team_id: str) -> None:
        """A workspace is removed from a channel, and its people with it."""
        with self.workspace.changing():
            shared = self.workspace.channels[channel]
            shared.members -= {it.id for it in self.workspace.users.values() if it.team_id == team_id}
            shared.is_ext_shared = any(not self.workspace.is_at_home(it) for it in shared.members)
        left = {"previously_connected_team_id": team_id, "is_ext_shared": shared.is_ext_shared}
        self._tells("channel_unshared", channel=channel, **left)

    # People.

    def joins(self, user_id: str, channel: str, inviter: str = "") -> None:
        with self.workspace.changing():
            self.workspace.channels[channel].members.add(user_id)
        self._tells("member_joined_channel", **self._membership(user_id, channel), **_if_any(inviter=inviter))

    def leaves(self, user_id: str, channel: str) -> None:
        with self.workspace.changing():
            self.workspace.channels[channel].members.discard(user_id)
        self._tells("member_left_channel", **self._membership(user_id, channel))

    def deactivates(self, user_id: str) -> None:
        """Somebody's account is closed."""
        self.changes_user(user_id, deleted=True)

    def changes_user(self, user_id: str, **fields: Any) -> None:
        """Something about a person has changed, such as their real_name; fields are those of User."""
        with self.workspace.changing():
            user = self.workspace.users[user_id]
            for name, value in fields.items():
                setattr(user, name, value)
            told = user_json(self.workspace, user)
        self._tells("user_change", user=told, cache_ts=int(self.workspace.now()))

    def changes_user_id(self, old: str, new: str) -> None:
        """Give somebody another id, as when their workspace moves to a Grid. Slack tells the app nothing of it."""
        kept, names = self.workspace, {old: new}
        with kept.changing():
            kept.users = {names.get(it, it): replace(user, id=names.get(it, it)) for it, user in kept.users.items()}
            for channel in kept.channels.values():
                channel.members = {names.get(it, it) for it in channel.members}
            for message in kept.messages:
                message.user = names.get(message.user, message.user)
                message.only_for = names.get(message.only_for or "", message.only_for)
            # Windows and the Home tab come anew.
            for theirs in (kept.read_until, kept.windows, kept.homes):
                theirs.pop(old, None)

    def _opens_or_closes(self, channel: str, by: str, *, is_archived: bool) -> None:
        self._channel(channel, is_archived=is_archived)
        what = "archive" if is_archived else "unarchive"
        self._tells(f"{self._family(channel)}_{what}", channel=channel, user=by or self._somebody(channel))

    def _channel(self, channel: str, **fields: bool) -> Channel:
        with self.workspace.changing():
            found = self.workspace.channels[channel]
            for name, value in fields.items():
                setattr(found, name, value)
        return found

    def _membership(self, user_id: str, channel: str) -> Json:
        kind = "G" if self.workspace.channels[channel].is_private else "C"
        team = self.workspace.users[user_id].acting_team_id
        return {"user": user_id, "channel": channel, "channel_type": kind, "team": team}

    def _family(self, channel: str) -> str:
        """Return the word with which events of this kind of channel begin."""
        return "group" if self.workspace.channels[channel].is_private else "channel"

    def _somebody(self, channel: str) -> str:
        """Return who did it, when nobody cares: the first person of the app's own workspace there."""
        people = sorted(self.workspace.channels[channel].members - {self.workspace.bot_user})
        return next((it for it in people if self.workspace.is_at_home(it)), "USLACKBOT")

    def _tells(self, kind: str, **about: Any) -> None:
        with self.workspace.changing():
            event_ts = self.workspace.new_ts()
        self.announces({"type": kind, **about, "event_ts": event_ts})


def _if_any(**fields: str) -> Json:
    return {name: value for name, value in fields.items() if value}
