"""Which steps were proposed for a decision that is held, and what came of them."""

from sqlalchemy import Column, Date, Integer, String, Table, Text, UniqueConstraint

from storage.engine.columns import UtcDateTime, key, metadata, of

# Accord proposed a step of the alliance's ladder; `place` counts a proposal's, so two processes propose it only once.
steps_proposed = Table(
    "steps_proposed",
    metadata,
    key(),
    of("proposals"),
    Column("place", Integer, nullable=False),
    Column("step", Integer, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("what", Text, nullable=False),
    UniqueConstraint("proposal_id", "place"),
)

# Somebody says what came of the step at that place.
steps_recorded = Table(
    "steps_recorded",
    metadata,
    key(),
    of("proposals"),
    Column("place", Integer, nullable=False),
    Column("by", String(40), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("came_of_it", String(20), nullable=False),
    Column("note", Text, nullable=False),
    Column("held_on", Date, nullable=False),
    UniqueConstraint("proposal_id", "place"),
)
