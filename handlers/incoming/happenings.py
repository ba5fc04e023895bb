"""Reads the events that Slack tells of; no other module does."""

from datetime import datetime

from handlers.incoming.payloads import Act, Body
from handlers.views.blocks.words import mrkdwn

# What kinds of messages people write themselves.
_PEOPLES = (None, "thread_broadcast", "file_share", "me_message")


def home_opened(body: Body, now: datetime) -> Act | None:
    """Somebody looks at their Home tab. Slack tells what stands there; nothing, at the first time."""
    event = body["event"]
    if event.get("tab", "home") != "home":
        return None
    return Act(person=event["user"], now=now, delivery="", value={"is_empty": not event.get("view")})


def reply(body: Body, now: datetime) -> Act | None:
    """Somebody wrote in a thread, perhaps with a file or by /me; None for apps' messages, edits, notes of Slack."""
    event = body["event"]
    is_a_persons = event.get("user") and not event.get("bot_id")
    if not is_a_persons or not event.get("thread_ts") or event.get("subtype") not in _PEOPLES:
        return None
    return Act(
        person=event["user"],
        now=now,
        delivery=f"reply:{event['channel']}:{event['ts']}",
        value={"card": event["thread_ts"]},
        channel=event["channel"],
        words=mrkdwn.plain(event.get("text") or ""),
    )


def sign(body: Body, now: datetime) -> Act | None:
    """Somebody put an emoji under a message."""
    event = body["event"]
    item = event.get("item") or {}
    if item.get("type") != "message":
        return None
    return Act(
        person=event["user"],
        now=now,
        delivery=f"sign:{item['channel']}:{item['ts']}:{event['user']}:{event['event_ts']}",
        value={"card": item["ts"]},
        channel=item["channel"],
        words=event.get("reaction", ""),
    )


def own_arrival(body: Body, now: datetime) -> Act | None:
    """Accord itself was invited to a channel; None for everybody else who joins."""
    event = body["event"]
    ours = [each.get("user_id") for each in body.get("authorizations") or () if each.get("is_bot")]
    if event["user"] not in ours:
        return None
    return Act(event.get("inviter", ""), now, _event(body), channel=event["channel"])


def channel_id_changed(body: Body, now: datetime) -> Act:
    """The new id stands in the words."""
    event = body["event"]
    return Act("", now, _event(body), channel=event["old_channel_id"], words=event["new_channel_id"])


def of_channel(body: Body, now: datetime) -> Act:
    """Something happened to a channel: who did it, and which workspace it is about, as far as Slack tells."""
    event = body["event"]
    team = event.get("connected_team_id") or event.get("previously_connected_team_id") or ""
    # Slack may tell several installs of Accord of the same, each with an id of its own.
    happened = f"event:{event['type']}:{event['channel']}:{event.get('user', '')}:{team}:{event.get('event_ts', '')}"
    return Act(event.get("user", ""), now, happened, channel=event["channel"], team=team)


def taken_out(body: Body, now: datetime) -> Act | None:
    """Accord was taken out of a workspace or an organisation: which, and when, as Slack tells it in the event."""
    tokens = body["event"].get("tokens")
    if tokens is not None and not tokens.get("bot"):
        return None
    installs = [body.get("team_id"), body.get("enterprise_id")]
    value = {"installs": [each for each in installs if each], "at": body.get("event_time")}
    return Act("", now, _event(body), value=value, words=body["event"]["type"])


def account(body: Body, now: datetime) -> Act:
    """An account was changed. In the words stands the id that it has in the whole of an Enterprise Grid."""
    user = body["event"]["user"]
    return Act(user["id"], now, _event(body), words=(user.get("enterprise_user") or {}).get("id", ""))


def _event(body: Body) -> str:
    """Slack tells an event again with the same id."""
    return f"event:{body['event_id']}"
