"""What single people were told lately."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select

from storage.outbox.outbox import WHOLE_CHANNEL
from storage.tables import lanes, messages

# Built once: the clock asks for it wherever a proposal is open, every minute.
_TOLD = (
    select(lanes.c.slack_user_id, messages.c.kind, messages.c.about, messages.c.created_at)
    .join(lanes, lanes.c.id == messages.c.lane_id)
    .where(lanes.c.alliance_id == bindparam("alliance_id"), lanes.c.slack_user_id > WHOLE_CHANNEL)
    .where(messages.c.kind.in_(bindparam("kinds", expanding=True)))
    .where(messages.c.created_at >= bindparam("since", type_=messages.c.created_at.type))
    .order_by(messages.c.id)
)


def to_people(connection: Connection, alliance_id: int, kinds: Sequence[str], since: datetime) -> list[Row[Any]]:
    """List what was put down for them, oldest first: slack_user_id, kind, about, created_at."""
    return list(connection.execute(_TOLD, {"alliance_id": alliance_id, "kinds": kinds, "since": since}))
