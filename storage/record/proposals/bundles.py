"""The bundles of an alliance, and what was put in each."""

from sqlalchemy import Connection, func, select

from storage.tables import bundled, proposals


def newest(connection: Connection, alliance_id: int) -> int:
    """Return the number of the newest bundle, 0 where there is none."""
    query = select(func.max(bundled.c.bundle)).join(proposals, proposals.c.id == bundled.c.proposal_id)
    return connection.scalar(query.where(proposals.c.alliance_id == alliance_id)) or 0


def ids_in(connection: Connection, alliance_id: int, number: int) -> list[int]:
    """List all proposals that were put in a bundle, in the order of their numbers."""
    query = select(proposals.c.id).join(bundled, bundled.c.proposal_id == proposals.c.id)
    these = query.where(proposals.c.alliance_id == alliance_id, bundled.c.bundle == number)
    return list(connection.scalars(these.distinct().order_by(proposals.c.id)))
