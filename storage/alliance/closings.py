"""Which alliances were closed for good, and which go on."""

from datetime import datetime

from sqlalchemy import Connection, select, update

from storage.tables import alliances


def close(connection: Connection, alliance_id: int, at: datetime) -> None:
    connection.execute(update(alliances).where(alliances.c.id == alliance_id), {"closed_at": at})


def deciding(connection: Connection) -> list[int]:
    """List the alliances that are founded and not closed."""
    go_on = alliances.c.founding.is_(None), alliances.c.closed_at.is_(None)
    return list(connection.scalars(select(alliances.c.id).where(*go_on).order_by(alliances.c.id)))
