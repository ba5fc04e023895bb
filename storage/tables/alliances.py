"""Who decides together: alliances, their partners, and who speaks or manages there."""

from sqlalchemy import JSON, BigInteger, Column, Index, Integer, String, Table, text

from storage.engine.columns import UtcDateTime, key, metadata, of

# An alliance. Its row is locked by whoever writes for it, so numbers and log entries come one after another.
# One alliance a channel, whose id Slack may change; `sealed_as` is the first one, and stays in the log. `log_length`
# and `log_head` are the number and the hash of the newest log entry.
alliances = Table(
    "alliances",
    metadata,
    key(),
    Column("name", String(200), nullable=False),
    Column("channel", String(40), nullable=False, unique=True),
    Column("timezone", String(80), nullable=False),
    Column("digest_day", String(10), nullable=False),
    Column("digest_time", String(5), nullable=False),
    # When the digest's day and time were set: they count from then on.
    Column("digest_since", UtcDateTime, nullable=False),
    # Whose bank holidays are no working days, as the library `holidays` names them; "" is nobody's.
    Column("country", String(10), nullable=False),
    Column("region", String(40), nullable=False),
    # How every proposal is answered first, open or sealed.
    Column("first_round", String(10), nullable=False, server_default="open"),
    # In how many working days partners may correct the record of a decision; 0 for none.
    Column("correction_days", Integer, nullable=False, server_default="0"),
    Column("last_number", Integer, nullable=False),
    Column("sealed_as", String(40), nullable=False),
    Column("log_length", BigInteger, nullable=False),
    Column("log_head", String(64), nullable=False),
    Column("founded_at", UtcDateTime, nullable=False),
    # What was drafted in Slack and put to the partners, until the alliance is founded; empty from then on.
    Column("founding", JSON(none_as_null=True)),
    # When its partners closed it for good; empty while they decide.
    Column("closed_at", UtcDateTime),
    # The steps that its partners agreed for when a decision is held; empty for none.
    Column("ladder", JSON(none_as_null=True)),
    # When Slack first refused the channel, or the app; empty while all is well, so that each trouble is reported once.
    Column("channel_trouble_at", UtcDateTime),
    Column("app_trouble_at", UtcDateTime),
    # The install (storage/installs/) through which Accord is in the channel; "" is that of SLACK_BOT_TOKEN.
    Column("installed_in", String(40), nullable=False, index=True, server_default=""),
    # Since when there is no such install: what Slack is still to be shown waits for the next one. Empty while there is.
    Column("rests_since", UtcDateTime),
)

# A Slack user who is an operations manager of the alliance.
operations_managers = Table(
    "operations_managers",
    metadata,
    of("alliances", primary_key=True),
    Column("slack_user_id", String(40), primary_key=True, index=True),
    Column("position", Integer, nullable=False),
)

# An organisation, from its joining to its leaving. One current partner a name.
partners = Table(
    "partners",
    metadata,
    key(),
    of("alliances"),
    Column("name", String(200), nullable=False),
    Column("joined_at", UtcDateTime, nullable=False),
    Column("left_at", UtcDateTime),
    Index(
        "uq_current_partner",
        "alliance_id",
        "name",
        unique=True,
        sqlite_where=text("left_at IS NULL"),
        postgresql_where=text("left_at IS NULL"),
    ),
)

# A Slack user who spoke or speaks for a partner; position 0 leads. A person has one partner at a time (rule 3).
representatives = Table(
    "representatives",
    metadata,
    key(),
    of("alliances"),
    of("partners", index=True),
    Column("slack_user_id", String(40), nullable=False, index=True),
    Column("position", Integer, nullable=False),
    Column("since", UtcDateTime, nullable=False),
    Column("until", UtcDateTime),
    Column("ends_at", UtcDateTime),
    Index(
        "uq_current_representative",
        "alliance_id",
        "slack_user_id",
        unique=True,
        sqlite_where=text("until IS NULL"),
        postgresql_where=text("until IS NULL"),
    ),
    # The clock asks every minute, and few stand in.
    Index(
        "ix_stand_ins",
        "ends_at",
        sqlite_where=text("ends_at IS NOT NULL AND until IS NULL"),
        postgresql_where=text("ends_at IS NOT NULL AND until IS NULL"),
    ),
)
