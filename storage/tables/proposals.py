"""What is put to the partners, in every wording it has had."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from storage.engine.columns import BigId, UtcDateTime, key, metadata, of

# A proposal. Its number is unique in the alliance, without gaps. `ended_at` repeats the agreement's or
# withdrawal's moment so that the open ones are found through a small index, `review_on` the day on which a
# decision is to be looked at again or ends, while nothing supersedes it.
proposals = Table(
    "proposals",
    metadata,
    key(),
    of("alliances"),
    Column("number", Integer, nullable=False),
    Column("author", String(40), nullable=False),
    Column("raised_at", UtcDateTime, nullable=False),
    Column("change", JSON),
    Column("ended_at", UtcDateTime),
    Column("review_on", Date),
    UniqueConstraint("alliance_id", "number"),
    Index(None, "alliance_id", "ended_at"),
    Index(None, "alliance_id", "review_on"),
    Index(
        "ix_open_proposals",
        "alliance_id",
        "number",
        sqlite_where=text("ended_at IS NULL"),
        postgresql_where=text("ended_at IS NULL"),
    ),
)

# One exact text of a proposal. `supersedes_id` is the decision it would replace.
revisions = Table(
    "revisions",
    metadata,
    key(),
    of("proposals"),
    Column("number", Integer, nullable=False),
    Column("title", String(200), nullable=False),
    Column("text", Text, nullable=False),
    Column("rich_text", JSON, nullable=False),
    Column("benefit", Text, nullable=False),
    Column("decide_by", Date),
    Column("review_on", Date),
    Column("in_force_on", Date),
    Column("tried_until", Date),
    Column("earliest_on", Date),
    Column("matter", String(80), nullable=False, server_default=""),
    Column("sum", Integer),
    Column("sealed", Boolean, nullable=False),
    Column("owner", String(40), nullable=False),
    Column("topics", JSON, nullable=False),
    Column("papers", JSON, nullable=False),
    Column("template", String(80), nullable=False),
    Column("filled", JSON, nullable=False),
    Column("suggestion", BigId, ForeignKey("suggestions.id")),
    Column("supersedes_id", BigId, ForeignKey("proposals.id")),
    Column("by", String(40), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    UniqueConstraint("proposal_id", "number"),
    Index(
        "ix_trials",
        "tried_until",
        sqlite_where=text("tried_until IS NOT NULL"),
        postgresql_where=text("tried_until IS NOT NULL"),
    ),
    Index(
        "ix_superseding",
        "supersedes_id",
        sqlite_where=text("supersedes_id IS NOT NULL"),
        postgresql_where=text("supersedes_id IS NOT NULL"),
    ),
)
