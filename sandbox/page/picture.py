"""One person's page: a picture of the workspace as they see it, as JSON."""

from dataclasses import asdict

from sandbox.mentions import pings
from sandbox.web_api.files import file_json
from sandbox.web_api.views import as_json as view_json
from sandbox.workspace import Channel, Json, Message, User, Workspace

MOST_MESSAGES = 300


def picture(workspace: Workspace, user_id: str) -> Json:
    """Draw everything this person may see, and nothing else."""
    me = workspace.users[user_id]
    stack = workspace.windows.get(user_id) or []
    side = workspace.side_of_user(me)
    home, is_at_home = side.homes.get(user_id) if side else None, side is not None
    return {
        "workspace": workspace.team_domain if workspace.is_at_home(user_id) else me.team_name or workspace.team_domain,
        "me": {"id": me.id, "name": me.real_name, "isAtHome": is_at_home, "isOfTheApp": workspace.is_at_home(user_id)},
        "bots": [user.id for user in workspace.users.values() if user.is_bot],
        "people": _people(workspace),
        "users": {user.id: user.real_name for user in workspace.users.values()},
        "workspaces": {user.id: _elsewhere(workspace, user) for user in workspace.users.values()},
        "channels": [_channel(workspace, channel, user_id) for channel in _theirs(workspace, user_id)],
        "messages": _messages(workspace, user_id),
        "commands": [asdict(command) for command in workspace.commands or ()] if is_at_home else [],
        "shortcuts": [asdict(shortcut) for shortcut in workspace.shortcuts or ()] if is_at_home else [],
        "window": view_json(workspace, stack[-1]) | {"errors": stack[-1].errors} if stack else None,
        "windowsBelow": max(0, len(stack) - 1),
        "home": view_json(workspace, home) if home else None,
        "hasHome": workspace.has_home and is_at_home,
        "welcome": workspace.welcome,
        "clockOffset": workspace.clock_offset,
    }


def picture_for_nobody(workspace: Workspace) -> Json:
    """Draw the people one may choose to be, for a page that is nobody's yet."""
    return {"workspace": workspace.team_domain, "me": None, "people": _people(workspace)}


def unread(workspace: Workspace, channel: Channel, user_id: str) -> list[Message]:
    """List what this person has not read yet in a channel."""
    until = workspace.read_until.get(user_id, {}).get(channel.id, "")
    return [
        it for it in _seen(workspace, channel, user_id) if it.ts > until and it.user != user_id and not _is_reply(it)
    ]


def _people(workspace: Workspace) -> list[Json]:
    return [
        {
            "id": user.id,
            "name": user.real_name,
            "title": user.title,
            "workspace": _elsewhere(workspace, user),
            "isGone": user.deleted,
            "unread": _told(workspace, user.id),
        }
        for user in workspace.users.values()
        if not user.is_bot
    ]


def _elsewhere(workspace: Workspace, user: User) -> str:
    """Return the name of a person's workspace, "" when it is the app's own."""
    return "" if workspace.is_at_home(user.id) else user.team_name


def _told(workspace: Workspace, user_id: str) -> int:
    """Count what this person was told privately and has not read."""
    return sum(
        len([it for it in unread(workspace, channel, user_id) if channel.is_im or it.only_for])
        for channel in _theirs(workspace, user_id)
    )


def _theirs(workspace: Workspace, user_id: str) -> list[Channel]:
    return [channel for channel in workspace.channels.values() if user_id in channel.members]


def _channel(workspace: Workspace, channel: Channel, user_id: str) -> Json:
    fresh = unread(workspace, channel, user_id)
    return {
        "id": channel.id,
        "name": channel.name,
        "kind": channel.kind,
        "isShared": channel.is_ext_shared,
        "isArchived": channel.is_archived,
        "unread": len(fresh),
        "mentions": len([it for it in fresh if channel.is_im or any(user_id in ping for ping in pings(it))]),
    }


def _messages(workspace: Workspace, user_id: str) -> dict[str, list[Json]]:
    return {
        channel.id: [_message(workspace, it) for it in _seen(workspace, channel, user_id)[-MOST_MESSAGES:]]
        for channel in _theirs(workspace, user_id)
    }


def _seen(workspace: Workspace, channel: Channel, user_id: str) -> list[Message]:
    return [
        it
        for it in workspace.messages
        if it.channel == channel.id and not it.is_deleted and it.only_for in (None, user_id)
    ]


def _is_reply(message: Message) -> bool:
    return bool(message.thread_ts) and not message.is_broadcast


def _message(workspace: Workspace, message: Message) -> Json:
    return {
        "ts": message.ts,
        "channel": message.channel,
        "user": message.user,
        "text": message.text,
        "blocks": message.blocks,
        "threadTs": message.thread_ts,
        "isBroadcast": message.is_broadcast,
        "isPrivate": message.only_for is not None,
        "isEdited": message.edited_at is not None,
        "reactions": message.reactions,
        "files": [file_json(workspace, workspace.files[each]) for each in message.files],
    }
