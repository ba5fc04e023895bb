"""Small matters that are put in a bundle, and taken out of it again."""

from sqlalchemy import Column, Integer, String, Table

from storage.engine.columns import UtcDateTime, key, metadata, of

# A proposal's text in a bundle; `bundle` counts those of the alliance.
bundled, unbundled = (
    Table(
        name,
        metadata,
        key(),
        of("proposals", index=True),
        Column("bundle", Integer, nullable=False),
        Column("revision", Integer, nullable=False),
        Column("by", String(40), nullable=False),
        Column("at", UtcDateTime, nullable=False),
    )
    for name in ("bundled", "unbundled")
)
