"""What Accord said in Slack, when and to whom."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, select

from storage.personal.people import NEVER
from storage.record import decision_log
from storage.tables import lanes, messages, proposals


def between(
    connection: Connection, alliance_id: int, since: datetime, until: datetime
) -> Iterator[tuple[datetime, Row[Any]]]:
    """Yield what was said in a span of the log, in order, with the moment at which it counts as said.

    A row has kind, about, words, slack_user_id ("" or None: the channel) and number (of the card's proposal). Words are
    "" where a version of Accord sent them that did not keep them. What never reached Slack is not here.
    As an entry of the log is never before the one that it follows, whatever the clock did (decision_log.moment), so no
    message is before the entries that were there when it was put down: it belongs to the same span as they do.
    """
    moments = decision_log.moments(connection, alliance_id)
    newest, found = NEVER, list[tuple[datetime, Row[Any]]]()
    query: Select[Any] = (
        select(
            messages.c.kind,
            messages.c.about,
            messages.c.words,
            messages.c.created_at,
            messages.c.ended_at,
            messages.c.ended_as,
            lanes.c.slack_user_id,
            proposals.c.number,
        )
        .join(lanes, lanes.c.id == messages.c.lane_id)
        .outerjoin(proposals, proposals.c.id == lanes.c.proposal_id)
        .where(lanes.c.alliance_id == alliance_id)
        .order_by(messages.c.id)
        .execution_options(yield_per=1000)
    )
    with connection.execute(query) as rows:
        for row in rows:
            newest = max(newest, row.created_at) if row.created_at in moments else newest
            at = max(row.ended_at, newest) if row.ended_as == "said" else None
            if at and since <= at < until:
                found.append((at, row))
    yield from sorted(found, key=lambda each: each[0])


def numbers(connection: Connection, alliance_id: int) -> dict[int, int]:
    """Return the numbers of all proposals, by their ids."""
    rows = connection.execute(select(proposals.c.id, proposals.c.number).where(proposals.c.alliance_id == alliance_id))
    return {row.id: row.number for row in rows}
