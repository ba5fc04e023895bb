"""Which steps did an alliance agree for when a decision is held?"""

from dataclasses import asdict

from sqlalchemy import Connection, null, select, update

from decisions.ladder import LadderChanges
from storage.tables import alliances


def change(connection: Connection, alliance_id: int, agreed: LadderChanges) -> None:
    steps = [asdict(step) for step in agreed.steps] or None
    connection.execute(update(alliances).where(alliances.c.id == alliance_id), {"ladder": steps})


def with_steps(connection: Connection) -> list[int]:
    """List the alliances that have any, and in which people are told something."""
    goes_on = alliances.c.closed_at.is_(null()), alliances.c.rests_since.is_(null())
    query = select(alliances.c.id).where(alliances.c.ladder.is_not(null()), *goes_on)
    return list(connection.scalars(query.order_by(alliances.c.id)))
