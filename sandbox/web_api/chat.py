"""Messages are posted, changed and deleted."""

import json

from sandbox.block_kit import LARGEST_MESSAGE, Problem, check_message_blocks, message_size
from sandbox.block_kit.completing import completed
from sandbox.mentions import note_pings
from sandbox.web_api.message_json import message_json
from sandbox.workspace import Channel, Json, Message, SlackError, Workspace

# Slack cuts a new message off after this length; it refuses a longer private one.
LONGEST_TEXT = 40_000
LONGEST_CHANGED_TEXT = 4_000
LARGEST_METADATA = 8_000


def post_message(workspace: Workspace, arguments: Json) -> Json:
    to = str(arguments.get("channel"))
    # A person's id stands for the direct messages with them, here and nowhere else.
    if to in workspace.users:
        arguments = {**arguments, "channel": direct_channel(workspace, to).id}
    channel = writable_channel(workspace, arguments)
    whole = {**arguments, "text": (arguments.get("text") or "")[:LONGEST_TEXT]}
    message = _message(workspace, whole, channel)
    workspace.messages.append(message)
    note_pings(workspace, message)
    return {"channel": channel.id, "ts": message.ts, "message": message_json(workspace, message)}


def update(workspace: Workspace, arguments: Json) -> Json:
    channel = joined_channel(workspace, arguments)
    if channel.is_archived:
        raise SlackError("is_inactive")
    message = workspace.find_message(channel.id, arguments.get("ts"))
    if message is None:
        raise SlackError("message_not_found")
    if message.user != workspace.bot_user:
        raise SlackError("cant_update_message")
    text, blocks = _checked_size(arguments, LONGEST_CHANGED_TEXT)
    message.text, message.blocks = text, blocks
    message.metadata = checked_metadata(arguments) or message.metadata
    message.edited_at = None if blocks else workspace.new_ts()
    return {"channel": channel.id, "ts": message.ts, "text": text, "message": message_json(workspace, message)}


def delete(workspace: Workspace, arguments: Json) -> Json:
    channel = known_channel(workspace, arguments)
    message = workspace.find_message(channel.id, arguments.get("ts"))
    if message is None:
        raise SlackError("message_not_found")
    if message.user != workspace.bot_user:
        raise SlackError("cant_delete_message")
    message.is_deleted = True
    return {"channel": message.channel, "ts": message.ts}


def post_ephemeral(workspace: Workspace, arguments: Json) -> Json:
    channel = writable_channel(workspace, arguments)
    person = arguments.get("user", "")
    if person not in channel.members:
        raise SlackError("user_not_in_channel")
    message = _message(workspace, arguments, channel)
    message.only_for = person
    workspace.messages.append(message)
    return {"message_ts": message.ts}


def get_permalink(workspace: Workspace, arguments: Json) -> Json:
    channel = known_channel(workspace, arguments)
    message = workspace.find_message(channel.id, arguments.get("message_ts"))
    if message is None:
        raise SlackError("message_not_found")
    address = f"https://{workspace.team_domain}.slack.com/archives/{message.channel}/p{message.ts.replace('.', '')}"
    if message.thread_ts:
        address += f"?thread_ts={message.thread_ts}&cid={message.channel}"
    return {"channel": message.channel, "permalink": address}


def known_channel(workspace: Workspace, arguments: Json) -> Channel:
    """Find a channel the app can see: a private one only as a member."""
    channel = workspace.channels.get(str(arguments.get("channel")))
    if channel is None or (channel.is_private and workspace.bot_user not in channel.members):
        raise SlackError("channel_not_found")
    return channel


def joined_channel(workspace: Workspace, arguments: Json) -> Channel:
    channel = known_channel(workspace, arguments)
    if workspace.bot_user not in channel.members:
        raise SlackError("not_in_channel")
    return channel


def writable_channel(workspace: Workspace, arguments: Json) -> Channel:
    channel = joined_channel(workspace, arguments)
    if channel.is_archived:
        raise SlackError("is_archived")
    if channel.is_im:
        _direct_must_be_wanted(workspace, next(iter(channel.members - {workspace.bot_user})))
    return channel


def direct_channel(workspace: Workspace, user_id: str) -> Channel:
    user = workspace.users.get(user_id)
    if user is None:
        raise SlackError("user_not_found")
    if user.is_bot:
        raise SlackError("cannot_dm_bot")
    if user.deleted:
        raise SlackError("user_disabled")
    return workspace.direct_channel(user_id)


def _direct_must_be_wanted(workspace: Workspace, user_id: str) -> None:
    if workspace.users[user_id].deleted:
        raise SlackError("user_disabled")
    if not workspace.users[user_id].takes_direct_messages:
        raise SlackError("messages_tab_disabled")


def checked_content(arguments: Json, longest: int = LONGEST_TEXT) -> tuple[str, list[Json]]:
    """Return text and blocks as Slack would take them."""
    text, blocks = arguments.get("text") or "", arguments.get("blocks") or []
    if not text and not blocks:
        raise SlackError("no_text")
    if len(text) > longest:
        raise SlackError("msg_too_long")
    if not isinstance(blocks, list):
        raise SlackError("invalid_blocks_format")
    try:
        check_message_blocks(blocks)
    except Problem as problem:
        raise SlackError("invalid_blocks", [str(problem)]) from problem
    return text, completed(blocks)


def _checked_size(arguments: Json, longest: int = LONGEST_TEXT) -> tuple[str, list[Json]]:
    text, blocks = checked_content(arguments, longest)
    if message_size(blocks) > LARGEST_MESSAGE:
        raise SlackError("msg_blocks_too_long")
    return text, blocks


def checked_metadata(arguments: Json) -> Json | None:
    metadata = arguments.get("metadata")
    if metadata is None:
        return None
    if not isinstance(metadata, dict) or not metadata.get("event_type"):
        raise SlackError("invalid_metadata_format")
    if not isinstance(metadata.get("event_payload"), dict):
        raise SlackError("invalid_metadata_format")
    if len(json.dumps(metadata)) > LARGEST_METADATA:
        raise SlackError("metadata_too_large")
    return metadata


def _message(workspace: Workspace, arguments: Json, channel: Channel) -> Message:
    text, blocks = _checked_size(arguments)
    thread_ts = _thread(workspace, channel, arguments.get("thread_ts"))
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


def _thread(workspace: Workspace, channel: Channel, ts: str | None) -> str | None:
    """Return the ts of the thread's first message, also when a reply's was given.

    Slack does not refuse a reply to a message that is gone: it stands in the channel, and its answer has no thread_ts.
    """
    parent = workspace.find_message(channel.id, ts)
    return (parent.thread_ts or parent.ts) if parent else None
