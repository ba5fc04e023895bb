"""What did Accord say in Slack, when and to whom?"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, select

from storage.tables import lanes, messages, proposals


def between(connection: Connection, alliance_id: int, since: datetime, until: datetime) -> Iterator[Row[Any]]:
    """Yield kind, about, words, at, slack_user_id ("" or None: the channel) and number (of the card's proposal).

    Words are "" where a version of Accord sent them that did not keep them. What never reached Slack is not here.
    """
    query: Select[Any] = (
        select(
            messages.c.kind,
            messages.c.about,
            messages.c.words,
            messages.c.ended_at.label("at"),
            lanes.c.slack_user_id,
            proposals.c.number,
        )
        .join(lanes, lanes.c.id == messages.c.lane_id)
        .outerjoin(proposals, proposals.c.id == lanes.c.proposal_id)
        .where(
            lanes.c.alliance_id == alliance_id,
            messages.c.ended_at >= since,
            messages.c.ended_at < until,
            messages.c.ended_as == "said",
        )
        .order_by(messages.c.ended_at, messages.c.id)
        .execution_options(yield_per=1000)
    )
    with connection.execute(query) as rows:
        yield from rows


def numbers(connection: Connection, alliance_id: int) -> dict[int, int]:
    """Return the numbers of all proposals, by their ids."""
    rows = connection.execute(select(proposals.c.id, proposals.c.number).where(proposals.c.alliance_id == alliance_id))
    return {row.id: row.number for row in rows}
