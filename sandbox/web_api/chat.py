"""How are messages posted, changed and deleted?"""

import re
from collections.abc import Iterator
from typing import Any

from sandbox.block_kit import Problem, check_message_blocks
from sandbox.workspace import Channel, Json, Message, SlackError, Workspace

LONGEST_TEXT = 40_000
LARGEST_METADATA = 8_000

_PING = re.compile(r"<(?:@[UW][A-Z0-9]+|!channel|!here|!everyone|!subteam\^[A-Z0-9]+)[^>]*>")


def post_message(workspace: Workspace, arguments: Json) -> Json:
    channel = writable_channel(workspace, arguments.get("channel"))
    message = _message(workspace, arguments, channel)
    workspace.messages.append(message)
    note_pings(workspace, message)
    return {"channel": channel.id, "ts": message.ts, "message": as_json(workspace, message)}


def update(workspace: Workspace, arguments: Json) -> Json:
    channel = writable_channel(workspace, arguments.get("channel"))
    message = workspace.find_message(channel.id, arguments.get("ts"))
    if message is None:
        raise SlackError("message_not_found")
    if message.user != workspace.bot_user:
        raise SlackError("cant_update_message")
    text, blocks = checked_content(arguments)
    message.text, message.blocks = text, blocks
    message.metadata = checked_metadata(arguments) or message.metadata
    message.edited_at = workspace.new_ts()
    return {"channel": channel.id, "ts": message.ts, "text": text, "message": as_json(workspace, message)}


def delete(workspace: Workspace, arguments: Json) -> Json:
    message = workspace.find_message(arguments.get("channel", ""), arguments.get("ts"))
    if message is None:
        raise SlackError("message_not_found")
    if message.user != workspace.bot_user:
        raise SlackError("cant_delete_message")
    message.is_deleted = True
    return {"channel": message.channel, "ts": message.ts}


def post_ephemeral(workspace: Workspace, arguments: Json) -> Json:
    channel = writable_channel(workspace, arguments.get("channel"))
    person = arguments.get("user", "")
    if person not in workspace.users:
        raise SlackError("user_not_found")
    if person not in channel.members:
        raise SlackError("user_not_in_channel")
    message = _message(workspace, arguments, channel)
    message.only_for = person
    workspace.messages.append(message)
    return {"message_ts": message.ts}


def get_permalink(workspace: Workspace, arguments: Json) -> Json:
    message = workspace.find_message(arguments.get("channel", ""), arguments.get("message_ts"))
    if message is None:
        raise SlackError("message_not_found")
    address = f"https://{workspace.team_domain}.slack.com/archives/{message.channel}/p{message.ts.replace('.', '')}"
    return {"channel": message.channel, "permalink": address}


def writable_channel(workspace: Workspace, channel_id: Any) -> Channel:
    """Find a channel the app may write to; a person's id stands for the direct messages with them."""
    if channel_id in workspace.users:
        return openable_direct(workspace, str(channel_id))
    channel = workspace.channels.get(str(channel_id))
    if channel is None:
        raise SlackError("channel_not_found")
    if workspace.bot_user not in channel.members:
        raise SlackError("not_in_channel")
    if channel.is_archived:
        raise SlackError("is_archived")
    return channel


def openable_direct(workspace: Workspace, user_id: str) -> Channel:
    user = workspace.users.get(user_id)
    if user is None:
        raise SlackError("user_not_found")
    if user.is_bot:
        raise SlackError("cannot_dm_bot")
    if user.deleted:
        raise SlackError("user_disabled")
    if not user.takes_direct_messages:
        raise SlackError("messages_tab_disabled")
    return workspace.direct_channel(user_id)


def checked_content(arguments: Json) -> tuple[str, list[Json]]:
    """Return text and blocks as Slack would take them."""
    text, blocks = arguments.get("text") or "", arguments.get("blocks") or []
    if not text and not blocks:
        raise SlackError("no_text")
    if len(text) > LONGEST_TEXT:
        raise SlackError("msg_too_long")
    try:
        check_message_blocks(blocks)
    except Problem as problem:
        raise SlackError("invalid_blocks", [str(problem)]) from problem
    return text, blocks


def checked_metadata(arguments: Json) -> Json | None:
    metadata = arguments.get("metadata")
    if metadata is None:
        return None
    if not isinstance(metadata, dict) or not metadata.get("event_type") or "event_payload" not in metadata:
        raise SlackError("invalid_metadata_format")
    if len(str(metadata)) > LARGEST_METADATA:
        raise SlackError("metadata_too_large")
    return metadata


def as_json(workspace: Workspace, message: Message, *, with_metadata: bool = True) -> Json:
    """Write a message as Slack does in answers, histories and payloads."""
    shown: Json = {"type": "message", "user": message.user, "ts": message.ts, "text": message.text}
    if message.user == workspace.bot_user:
        shown |= {"bot_id": workspace.bot_id, "app_id": workspace.app_id}
    if message.blocks:
        shown["blocks"] = message.blocks
    if message.metadata and with_metadata:
        shown["metadata"] = message.metadata
    if message.is_broadcast:
        shown["subtype"] = "thread_broadcast"
    if message.edited_at:
        shown["edited"] = {"user": message.user, "ts": message.edited_at}
    replies = [it for it in workspace.messages if it.thread_ts == message.ts and it.channel == message.channel]
    if message.thread_ts or replies:
        shown["thread_ts"] = message.thread_ts or message.ts
    if replies:
        shown |= {"reply_count": len(replies), "latest_reply": replies[-1].ts}
    return shown


def note_pings(workspace: Workspace, message: Message) -> None:
    """Remember whom a new message would ping; with blocks, Slack looks at the blocks only."""
    found = [ping for block in message.blocks for ping in _pings(block)]
    found += [] if message.blocks else _PING.findall(message.text)
    workspace.notifications += [{"channel": message.channel, "ts": message.ts, "ping": ping} for ping in found]


def _pings(part: Any) -> Iterator[str]:
    if isinstance(part, list):
        for item in part:
            yield from _pings(item)
    elif isinstance(part, dict):
        if part.get("type") == "mrkdwn":
            yield from _PING.findall(part["text"])
        if part.get("type") in ("user", "usergroup", "broadcast"):
            yield f"{part['type']} {part.get('user_id') or part.get('usergroup_id') or part.get('range')}"
        for inner in part.values():
            yield from _pings(inner)


def _message(workspace: Workspace, arguments: Json, channel: Channel) -> Message:
    text, blocks = checked_content(arguments)
    thread_ts = arguments.get("thread_ts") or None
    if thread_ts and not workspace.find_message(channel.id, thread_ts):
        raise SlackError("thread_not_found")
    return Message(
        channel=channel.id,
        ts=workspace.new_ts(),
        user=workspace.bot_user,
        text=text,
        blocks=blocks,
        metadata=checked_metadata(arguments),
        thread_ts=thread_ts,
        is_broadcast=bool(thread_ts and arguments.get("reply_broadcast")),
    )
