"""Whose bank holidays count in an alliance."""

from sqlalchemy import Connection, bindparam, select

from storage.tables import alliances

# Built once: the clock asks for it everywhere, every minute.
_REGION = select(alliances.c.country, alliances.c.region).where(alliances.c.id == bindparam("alliance_id"))


def region(connection: Connection, alliance_id: int) -> tuple[str, str]:
    """Return the country and its region, "" where none was chosen."""
    row = connection.execute(_REGION, {"alliance_id": alliance_id}).one()
    return row.country, row.region
