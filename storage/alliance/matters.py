"""Whose matter is what in an alliance. It is kept in the log, and read from it.

What is delegated is counted from here too: under the alliance's lock (decisions/alliance/delegation.py).
"""

import json

from sqlalchemy import Connection, String, bindparam, exists, literal_column, select

from decisions.alliance.matter import DECIDED, KINDS, LIMITED, SET, Matters
from storage.tables import log_entries

# Few entries are about no proposal, and an index has them.
_is_of_alliance = (log_entries.c.alliance_id == bindparam("alliance_id")) & log_entries.c.matter.is_(None)
# Built once: every press in an alliance that has classes or limits needs it.
_TOLD = (
    select(log_entries.c.kind, log_entries.c.at, log_entries.c.actor, log_entries.c.partner, log_entries.c.fields)
    .where(_is_of_alliance, log_entries.c.kind.in_(KINDS))
    .order_by(log_entries.c.sequence)
)
# Whether the log tells of any, which few alliances have. Every press asks, so that what is always the same is written
# out: it need not be filled in each time.
_kinds_that_begin = [literal_column(f"'{kind}'", String) for kind in (SET, DECIDED, LIMITED)]
THERE_ARE_SOME = exists().where(_is_of_alliance, log_entries.c.kind.in_(_kinds_that_begin))


def of_alliance(connection: Connection, alliance_id: int) -> Matters:
    """Read it as it stands now."""
    matters = Matters()
    for row in connection.execute(_TOLD, {"alliance_id": alliance_id}):
        named = {"actor": row.actor, "partner": row.partner}
        matters = matters.after(row.kind, row.at, {**named, **json.loads(row.fields)})
    return matters
