"""Whose matter is what in an alliance? It is kept in the log, and read from it.

What is delegated is counted from here too: under the alliance's lock (decisions/alliance/delegation.py).
"""

import json

from sqlalchemy import Connection, select

from decisions.alliance.matter import KINDS, Matters
from storage.tables import log_entries

# Few entries are about no proposal, and an index has them.
_IS_OF_ALLIANCE = log_entries.c.matter.is_(None)
_TOLD = (log_entries.c.kind, log_entries.c.at, log_entries.c.actor, log_entries.c.partner, log_entries.c.fields)


def of_alliance(connection: Connection, alliance_id: int) -> Matters:
    """Read it as it stands now."""
    rows = connection.execute(
        select(*_TOLD)
        .where(log_entries.c.alliance_id == alliance_id, _IS_OF_ALLIANCE, log_entries.c.kind.in_(KINDS))
        .order_by(log_entries.c.sequence)
    )
    matters = Matters()
    for row in rows:
        named = {"actor": row.actor, "partner": row.partner}
        matters = matters.after(row.kind, row.at, {**named, **json.loads(row.fields)})
    return matters
