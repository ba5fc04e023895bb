"""How are histories read, and direct messages opened?"""

from collections.abc import Iterable

from sandbox.web_api.chat import as_json, openable_direct
from sandbox.workspace import Channel, Json, Message, SlackError, Workspace


def history(workspace: Workspace, arguments: Json) -> Json:
    """List a channel's messages, newest first; replies only when they were shown in the channel too."""
    channel = _readable(workspace, arguments)
    found = [it for it in workspace.messages if it.channel == channel.id and (not it.thread_ts or it.is_broadcast)]
    return _page(workspace, arguments, reversed(found))


def replies(workspace: Workspace, arguments: Json) -> Json:
    """List a thread, its parent first."""
    channel, ts = _readable(workspace, arguments), arguments.get("ts")
    if not workspace.find_message(channel.id, ts):
        raise SlackError("thread_not_found")
    found = [it for it in workspace.messages if it.channel == channel.id and ts in (it.ts, it.thread_ts)]
    return _page(workspace, arguments, found)


def open_direct(workspace: Workspace, arguments: Json) -> Json:
    users = arguments.get("users", "")
    wanted = users.split(",") if isinstance(users, str) else list(users)
    if len(wanted) != 1 or not wanted[0]:
        raise SlackError("users_list_not_supplied")
    return {"channel": {"id": openable_direct(workspace, wanted[0]).id}}


def info(workspace: Workspace, arguments: Json) -> Json:
    channel = _known(workspace, arguments)
    return {
        "channel": {
            "id": channel.id,
            "name": channel.name,
            "is_im": channel.is_im,
            "is_archived": channel.is_archived,
            "is_ext_shared": channel.is_ext_shared,
            "is_member": workspace.bot_user in channel.members,
        }
    }


def members(workspace: Workspace, arguments: Json) -> Json:
    return {"members": sorted(_known(workspace, arguments).members), "response_metadata": {"next_cursor": ""}}


def _known(workspace: Workspace, arguments: Json) -> Channel:
    channel = workspace.channels.get(arguments.get("channel", ""))
    if channel is None:
        raise SlackError("channel_not_found")
    return channel


def _readable(workspace: Workspace, arguments: Json) -> Channel:
    channel = _known(workspace, arguments)
    if workspace.bot_user not in channel.members:
        raise SlackError("not_in_channel")
    return channel


def _page(workspace: Workspace, arguments: Json, found: Iterable[Message]) -> Json:
    oldest, latest = float(arguments.get("oldest") or 0), float(arguments.get("latest") or "inf")
    limit, start = min(int(arguments.get("limit") or 100), 999), int(arguments.get("cursor") or 0)
    seen = [it for it in found if not it.is_deleted and not it.only_for and oldest < float(it.ts) < latest]
    with_metadata = str(arguments.get("include_all_metadata", "")).lower() in ("1", "true")
    page = [as_json(workspace, it, with_metadata=with_metadata) for it in seen[start : start + limit]]
    more = start + limit < len(seen)
    cursor = {"next_cursor": str(start + limit) if more else ""}
    return {"messages": page, "has_more": more, "response_metadata": cursor}
