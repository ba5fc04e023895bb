"""Slack's way of writing a message in answers, histories and payloads."""

from sandbox.web_api.files import file_json
from sandbox.workspace import Json, Message, Workspace


def message_json(workspace: Workspace, message: Message, *, with_metadata: bool = True) -> Json:
    shown: Json = {"type": "message", "user": message.user, "ts": message.ts, "text": message.text}
    shown["team"] = workspace.users[message.user].acting_team_id
    if message.user == workspace.bot_user:
        shown |= {"bot_id": workspace.bot_id, "app_id": workspace.app_id}
    optional = {
        "blocks": message.blocks,
        "metadata": message.metadata if with_metadata else None,
        "subtype": "thread_broadcast" if message.is_broadcast else "file_share" if message.files else None,
        "files": [file_json(workspace, workspace.files[each]) for each in message.files],
        "edited": {"user": message.user, "ts": message.edited_at} if message.edited_at else None,
        "reactions": [{"name": name, "users": who, "count": len(who)} for name, who in message.reactions.items()],
        "thread_ts": message.thread_ts,
    }
    shown |= {name: value for name, value in optional.items() if value}
    return shown | _thread_below(workspace, message)


def _thread_below(workspace: Workspace, message: Message) -> Json:
    replies = workspace.replies(message)
    if not replies:
        return {}
    people = list(dict.fromkeys(reply.user for reply in replies))
    return {
        "thread_ts": message.ts,
        "reply_count": len(replies),
        "latest_reply": replies[-1].ts,
        "reply_users": people,
        "reply_users_count": len(people),
        "is_locked": False,
    }
