"""At which alliances is the clock to look, and when again?"""

from datetime import datetime, timedelta

from sqlalchemy import Connection, or_, select, update

from storage.tables import alliances

# A digest is never further away; whatever is to be looked at later was put down by a clock that went wrong.
LONGEST_LOOK_AHEAD = timedelta(days=8)


def to_look_at(connection: Connection, now: datetime) -> list[tuple[int, datetime]]:
    """List the alliances (id, since when) at which the clock is to look now, longest due first."""
    was_set_back = now + LONGEST_LOOK_AHEAD
    due = select(alliances.c.id, alliances.c.look_at).where(
        or_(alliances.c.look_at <= now, alliances.c.look_at > was_set_back)
    )
    return [(row.id, row.look_at) for row in connection.execute(due.order_by(alliances.c.look_at))]


def look_again(connection: Connection, alliance_id: int, since: datetime, at: datetime) -> None:
    """Note that the clock has looked, unless something was logged since it began."""
    unchanged = (alliances.c.id == alliance_id) & (alliances.c.look_at == since)
    connection.execute(update(alliances).where(unchanged), {"look_at": at})


def look_soon(connection: Connection, alliance_id: int, now: datetime) -> None:
    connection.execute(update(alliances).where(alliances.c.id == alliance_id), {"look_at": now})
