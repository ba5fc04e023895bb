"""The decision log."""

from sqlalchemy import BigInteger, Column, Index, Integer, String, Table, Text

from storage.engine.columns import metadata, of

# One event of the alliance, chained to the one before (decisions/log/log_entry.py). `fields` and `salts` are
# canonical JSON text; `actor` and `partner` are fields of the entry with columns of their own. `matter` is the
# number of the proposal it is about, empty where it is about the alliance.
log_entries = Table(
    "log_entries",
    metadata,
    of("alliances", primary_key=True),
    Column("sequence", BigInteger, primary_key=True, autoincrement=False),
    Column("at", String(40), nullable=False),
    Column("kind", String(40), nullable=False),
    Column("actor", String(40), nullable=False),
    Column("partner", String(200), nullable=False),
    Column("fields", Text, nullable=False),
    Column("salts", Text, nullable=False),
    Column("previous_hash", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    Column("matter", Integer),
    Index(None, "alliance_id", "matter"),
)
