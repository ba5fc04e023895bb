"""What was put down to be said once, and how far it has come."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, select, update

from storage.outbox.claims import CLAIM
from storage.tables import lanes, messages


@dataclass(frozen=True)
class OutboxMessage:
    """A thing to be said once. `about` holds what its text is made from; `message_ts` is known once it was posted."""

    id: int
    key: str
    kind: str
    about: Mapping[str, Any]
    attempted_at: datetime | None
    message_ts: str = ""


# Built once: every round of the courier needs some of them, and to build them takes longer than to run them.
_UNSAID = (
    select(*(messages.c[name] for name in OutboxMessage.__dataclass_fields__))
    .where(messages.c.lane_id == bindparam("lane_id"), messages.c.ended_at.is_(None))
    .order_by(messages.c.id)
)
_THIS = update(messages).where(messages.c.id == bindparam("message_id"))
_before = bindparam("before", type_=messages.c.attempted_at.type)
_ATTEMPT = _THIS.where(
    messages.c.attempted_at.is_not_distinct_from(_before),
    messages.c.ended_at.is_(None),
    messages.c.message_ts == "",
).returning(messages.c.lane_id)
_OF_ATTEMPT = _THIS.where(messages.c.attempted_at == _before, messages.c.ended_at.is_(None))
_HOLD = update(lanes).where(lanes.c.id == bindparam("lane_id"))


def unsaid(connection: Connection, lane_id: int) -> list[OutboxMessage]:
    return [OutboxMessage(*row) for row in connection.execute(_UNSAID, {"lane_id": lane_id})]


def attempt(connection: Connection, message: OutboxMessage, words: str, now: datetime) -> bool:
    """Note, before Slack is called, that these words may be there from now on, and hold the lane a while longer.

    Return False when somebody else has attempted it meanwhile: whoever lost a claim must say nothing more.
    """
    which = {"message_id": message.id, "before": message.attempted_at}
    attempted = connection.execute(_ATTEMPT, {**which, "attempted_at": now, "words": words}).one_or_none()
    if attempted:
        connection.execute(_HOLD, {"lane_id": attempted.lane_id, "claimed_until": now + CLAIM})
    return attempted is not None


def not_attempted(connection: Connection, message: OutboxMessage, attempted_at: datetime) -> None:
    """Slack said for certain that the message was not posted in this attempt."""
    connection.execute(_OF_ATTEMPT, {"message_id": message.id, "before": attempted_at, "attempted_at": None})


def is_posted(connection: Connection, message: OutboxMessage, attempted_at: datetime, message_ts: str) -> bool:
    """Note where it stands. Return False when somebody else has attempted it since, and it came too late."""
    this = {"message_id": message.id, "before": attempted_at}
    if connection.execute(_OF_ATTEMPT, {**this, "message_ts": message_ts}).rowcount:
        return True
    # Whoever took over may have found just this one.
    there = select(messages.c.message_ts).where(messages.c.id == message.id)
    return connection.scalar(there) == message_ts


def end(connection: Connection, message_id: int, *, ended_as: str, message_ts: str, now: datetime) -> None:
    """Close a message: said (with its ts), or given up with Slack's reason."""
    ended = {"ended_at": now, "ended_as": ended_as[:200], "message_ts": message_ts}
    connection.execute(_THIS, {"message_id": message_id, **ended})
