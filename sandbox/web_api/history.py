"""An app reads back what was said."""

from decimal import Decimal, InvalidOperation

from sandbox.web_api.chat import known_channel
from sandbox.web_api.message_json import message_json
from sandbox.web_api.pages import page_of
from sandbox.workspace import Channel, Json, Message, SlackError, Workspace


def history(workspace: Workspace, arguments: Json) -> Json:
    """List a channel's messages, newest first; replies only when they were shown in the channel too."""
    channel = _readable(workspace, arguments)
    found = [it for it in _kept(workspace, channel) if not it.thread_ts or it.is_broadcast]
    return _page(workspace, arguments, found[::-1])


def replies(workspace: Workspace, arguments: Json) -> Json:
    """List a thread, its parent first; the ts of a reply finds only that reply."""
    channel, ts = _readable(workspace, arguments), arguments.get("ts")
    if not workspace.find_message(channel.id, ts):
        raise SlackError("thread_not_found")
    return _page(workspace, arguments, [it for it in _kept(workspace, channel) if ts in (it.ts, it.thread_ts)])


def reactions(workspace: Workspace, arguments: Json) -> Json:
    channel = _readable(workspace, arguments)
    message = workspace.find_message(channel.id, arguments.get("timestamp"))
    if message is None:
        raise SlackError("message_not_found")
    return {"type": "message", "channel": channel.id, "message": message_json(workspace, message, with_metadata=False)}


def _readable(workspace: Workspace, arguments: Json) -> Channel:
    channel = known_channel(workspace, arguments)
    if workspace.bot_user not in channel.members:
        raise SlackError("not_in_channel")
    return channel


def _kept(workspace: Workspace, channel: Channel) -> list[Message]:
    return [it for it in workspace.messages if it.channel == channel.id and not it.is_deleted and not it.only_for]


def _page(workspace: Workspace, arguments: Json, found: list[Message]) -> Json:
    oldest, latest = _moment(arguments, "oldest", "0"), _moment(arguments, "latest", "Infinity")
    is_inclusive = _is_true(arguments, "inclusive")

    def is_asked_for(message: Message) -> bool:
        at = Decimal(message.ts)
        return oldest <= at <= latest if is_inclusive else oldest < at < latest

    page, cursor = page_of([it for it in found if is_asked_for(it)], lambda it: it.ts, arguments)
    with_metadata = _is_true(arguments, "include_all_metadata")
    return {
        "messages": [message_json(workspace, it, with_metadata=with_metadata) for it in page],
        "has_more": bool(cursor),
        "response_metadata": {"next_cursor": cursor},
    }


def _moment(arguments: Json, name: str, otherwise: str) -> Decimal:
    """Read a timestamp to its last digit, which a float would round."""
    try:
        return Decimal(str(arguments.get(name) or otherwise))
    except InvalidOperation as error:
        raise SlackError(f"invalid_ts_{name}") from error


def _is_true(arguments: Json, name: str) -> bool:
    return str(arguments.get(name, "")).lower() in ("1", "true")
