"""Which tables are there, what is a row of each, and why do its unique keys exist?

Facts (the tables of APPEND_ONLY) are only ever added: triggers refuse UPDATE and DELETE (migrations/).
The other tables hold what may change: names, settings, deliveries to Slack.
"""

from sqlalchemy import (
    JSON,
    BigInteger,
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

from decisions.facts import FACTS
from storage.engine.columns import BigId, UtcDateTime, key, metadata, of

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
    Column("last_number", Integer, nullable=False),
    Column("sealed_as", String(40), nullable=False),
    Column("log_length", BigInteger, nullable=False),
    Column("log_head", String(64), nullable=False),
    Column("founded_at", UtcDateTime, nullable=False),
    # What is drafted in Slack, and put to the partners, until it is founded; empty from then on.
    Column("founding", JSON(none_as_null=True)),
    # When Slack first refused the channel, or the app; empty while all is well, so that each trouble is reported once.
    Column("channel_trouble_at", UtcDateTime),
    Column("app_trouble_at", UtcDateTime),
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

# A Slack user who spoke or speaks for a partner; position 0 leads. One partner a person at a time (rule 3).
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
)

# What Slack last told of a person: the name for texts and exports, the zone for reminders at a good hour.
people = Table(
    "people",
    metadata,
    Column("slack_user_id", String(40), primary_key=True),
    Column("name", String(200), nullable=False),
    Column("asked_at", UtcDateTime, nullable=False, index=True),
    Column("timezone", String(80), nullable=False),
    # Slack's ids of their workspaces and organisations, with blanks between; several in an Enterprise Grid.
    Column("team", Text, nullable=False),
    Column("is_gone", Boolean, nullable=False),
    # The last day on which the person said to be away; a day long past means nothing.
    Column("away_until", Date),
    # Whether they want to be asked about a new text at any hour.
    Column("at_once", Boolean, nullable=False),
    # Under which id Slack keeps the person now; "" while it is this one.
    Column("moved_to", String(40), nullable=False, index=True),
)

# A proposal. Its number is unique in the alliance, without gaps. `ended_at` repeats the agreement's or
# withdrawal's moment so that the open ones are found through a small index, `review_on` the day on which a
# decision is to be looked at again, while nothing supersedes it.
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
    Column("owner", String(40), nullable=False),
    Column("topics", JSON, nullable=False),
    Column("suggestion", BigId, ForeignKey("suggestions.id")),
    Column("supersedes_id", BigId, ForeignKey("proposals.id")),
    Column("by", String(40), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    UniqueConstraint("proposal_id", "number"),
    Index(
        "ix_superseding",
        "supersedes_id",
        sqlite_where=text("supersedes_id IS NOT NULL"),
        postgresql_where=text("supersedes_id IS NOT NULL"),
    ),
)

# What a partner said, in the order of the ids; each comes from its entry in the log (storage/record/facts.py).
responses = Table(
    "responses",
    metadata,
    Column("id", BigId, primary_key=True, autoincrement=False),
    of("proposals", index=True),
    Column("revision", Integer, nullable=False),
    of("partners"),
    Column("kind", String(20), nullable=False),
    Column("by", String(40), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("concern", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("acceptable_if", Text, nullable=False),
    # How a consent ended the partner's own objection: by another text, by words, or it stays as a concern.
    Column("settled_by", String(20)),
    Column("settled", Text, nullable=False),
    Column("text_sha256", String(64), nullable=False),
    # When it was given beforehand, to a suggestion that was taken then.
    Column("said_at", UtcDateTime),
)

# A text to which a partner could consent, beside its objection (the response with the id `objection`).
suggestions = Table(
    "suggestions",
    metadata,
    key(),
    of("proposals", index=True),
    Column("revision", Integer, nullable=False),
    of("partners"),
    Column("by", String(40), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("text", Text, nullable=False),
    Column("rich_text", JSON, nullable=False),
    Column("text_sha256", String(64), nullable=False),
    Column("objection", BigId, ForeignKey("responses.id"), nullable=False),
)

# A partner consents to a suggestion, or takes that back, before it is taken. Ids come as those of responses do, and
# with them in one order. The text is named by its hash.
answers_beforehand = Table(
    "answers_beforehand",
    metadata,
    Column("id", BigId, primary_key=True, autoincrement=False),
    of("proposals", index=True),
    Column("revision", Integer, nullable=False),
    of("partners"),
    Column("kind", String(20), nullable=False),
    Column("by", String(40), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("concern", Text, nullable=False),
    Column("settled_by", String(20)),
    Column("settled", Text, nullable=False),
    Column("text_sha256", String(64), nullable=False),
)

# A partner takes time before it answers: a question, and the day by which it will answer.
questions = Table(
    "questions",
    metadata,
    key(),
    of("proposals", index=True),
    Column("revision", Integer, nullable=False),
    of("partners"),
    Column("by", String(40), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("words", Text, nullable=False),
    Column("answer_by", Date, nullable=False),
)

# A manager tells that a partner consented elsewhere. Responses newer than `after` end the report.
reports = Table(
    "reports",
    metadata,
    key(),
    of("proposals", index=True),
    Column("revision", Integer, nullable=False),
    of("partners"),
    Column("by", String(40), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("note", Text, nullable=False),
    Column("after", BigInteger, nullable=False),
)

# A representative says that a report of its partner's consent is not so.
report_refusals = Table(
    "report_refusals",
    metadata,
    Column("report_id", BigId, ForeignKey("reports.id"), primary_key=True),
    Column("by", String(40), nullable=False),
    Column("at", UtcDateTime, nullable=False),
)

# People looked at a decision again and keep it; `review_on` is when they do so next.
reviews = Table(
    "reviews",
    metadata,
    key(),
    of("proposals", index=True),
    Column("by", String(40), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("note", Text, nullable=False),
    Column("review_on", Date),
)

# The end of a proposal that its author or a manager took back.
withdrawals = Table(
    "withdrawals",
    metadata,
    of("proposals", primary_key=True),
    Column("by", String(40), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("reason", Text, nullable=False),
)

# The moment at which a proposal became a decision; `partners` are the ids of those who then decided.
agreements = Table(
    "agreements",
    metadata,
    of("proposals", primary_key=True),
    Column("revision", Integer, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("partners", JSON, nullable=False),
)

# One event of the alliance, chained to the one before (decisions/log_entry.py). `fields` and `salts` are
# canonical JSON text; `actor` and `partner` are fields of the entry with columns of their own. `matter` is the
# number of the proposal that it is about, empty where it is about the alliance.
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
    # Counts the changes that the lane has to show, so that one that comes while Slack is told is not missed.
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
    # Counts the claims; it is another one's when the number is another.
    Column("claim", Integer, nullable=False, server_default="0"),
    UniqueConstraint("alliance_id", "slack_user_id"),
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
    # What was said then, in plain words, for whoever has to tell later.
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
# until that has ended. `shown` is the state of the proposal that it shows (decisions/asking.py), "" while that is not
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

APPEND_ONLY = (*(declared.table for declared in FACTS.values()), "log_entries")
