"""What Slack is still to be shown, and what it was told."""

from sqlalchemy import JSON, Boolean, Column, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint, text

from storage.engine.columns import BigId, UtcDateTime, key, metadata, of

# A line of things that reach Slack in order: one a proposal (its card and thread), one a person (what only
# they see), one an alliance (what the channel is told besides; its `slack_user_id` is ""). `due_at` says when
# the courier looks at it next; empty means that Slack shows what is stored.
lanes = Table(
    "lanes",
    metadata,
    key(),
    of("alliances"),
    Column("proposal_id", BigId, ForeignKey("proposals.id"), unique=True),
    Column("slack_user_id", String(40)),
    Column("due_at", UtcDateTime, index=True),
    # Counts the changes that the lane has to show, so that one that comes while Slack is being told is not missed.
    Column("wanted", Integer, nullable=False),
    # Digest of the card (or a person's Home) that Slack shows; empty while that is not known for certain.
    Column("shown", String(64), nullable=False),
    # Replies in the card's thread and signs under it name it by its ts.
    Column("card_ts", String(40), nullable=False, index=True),
    Column("permalink", String(500), nullable=False),
    Column("is_card_lost", Boolean, nullable=False),
    # Whether the person has opened Accord's Home tab, which is kept true from then on.
    Column("has_home", Boolean, nullable=False),
    Column("failures", Integer, nullable=False),
    # A courier that died lets go of its lane when this moment has passed.
    Column("claimed_until", UtcDateTime),
    # Counts the claims; when the number has changed, somebody else has claimed it.
    Column("claim", Integer, nullable=False, server_default="0"),
    UniqueConstraint("alliance_id", "slack_user_id"),
    # So that cards are found behind ten thousand digests, and what is worked on among everything that rests.
    Index(
        "ix_lanes_of_cards",
        "due_at",
        sqlite_where=text("proposal_id IS NOT NULL"),
        postgresql_where=text("proposal_id IS NOT NULL"),
    ),
    Index(
        "ix_claimed_lanes",
        "claimed_until",
        sqlite_where=text("claimed_until IS NOT NULL"),
        postgresql_where=text("claimed_until IS NOT NULL"),
    ),
    Index(
        "ix_homes",
        "alliance_id",
        sqlite_where=text("has_home = 1"),
        postgresql_where=text("has_home"),
    ),
)

# A thing said once. `key` is unique here and travels in Slack's message metadata; a press that Slack
# delivers twice carries the same key, so that it counts once.
messages = Table(
    "messages",
    metadata,
    key(),
    of("lanes"),
    Column("key", String(255), nullable=False, unique=True),
    Column("kind", String(40), nullable=False),
    Column("about", JSON, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    # Set before Slack is called: from then on the message may be there, whatever became of the answer.
    Column("attempted_at", UtcDateTime),
    # What was said then, in plain words, for whoever has to account for it later.
    Column("words", Text, nullable=False),
    Column("ended_at", UtcDateTime),
    Column("message_ts", String(40), nullable=False),
    Column("ended_as", String(200), nullable=False),
    Index(None, "lane_id", "kind", "created_at"),
    Index(
        "ix_unsaid_messages",
        "lane_id",
        "id",
        sqlite_where=text("ended_at IS NULL"),
        postgresql_where=text("ended_at IS NULL"),
    ),
)

# A direct message that is changed when what it asks is answered or ends: a row for each proposal that it is about,
# until that has ended. `shown` is the state of the proposal that it shows (asking/asking.py), "" while that is not
# known for certain; `place` is the conversation in which it stands, "" while it was not said.
told_of = Table(
    "told_of",
    metadata,
    Column("message_id", BigId, ForeignKey("messages.id"), primary_key=True),
    of("proposals", primary_key=True, index=True),
    of("lanes", index=True),
    Column("place", String(40), nullable=False),
    Column("shown", String(40), nullable=False),
)
