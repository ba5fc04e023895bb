"""What partners and managers said about a proposal, and how it ended."""

from sqlalchemy import JSON, BigInteger, Column, Date, ForeignKey, Integer, String, Table, Text, UniqueConstraint

from storage.engine.columns import BigId, UtcDateTime, key, metadata, of

# What a partner said, in the order of the ids; each comes from its entry in the log (record/proposals/facts.py).
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
    # With which it was sealed, "" where it never was.
    Column("salt", String(64), nullable=False),
)

# A partner answered a sealed round; `digest` is all that tells what it said, "" where it took it back. Ids come as
# those of responses do, and with them in one order.
sealed_answers = Table(
    "sealed_answers",
    metadata,
    Column("id", BigId, primary_key=True, autoincrement=False),
    of("proposals", index=True),
    Column("revision", Integer, nullable=False),
    of("partners"),
    Column("by", String(40), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("digest", String(64), nullable=False),
)

# The sealed answers to a proposal were opened. `by` is "" where nobody asked for it.
openings = Table(
    "openings",
    metadata,
    of("proposals", primary_key=True),
    Column("revision", Integer, nullable=False),
    Column("by", String(40), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("why", String(20), nullable=False),
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
    # None while it is not known when those whose word it waits for meet.
    Column("answer_by", Date, nullable=True),
    # Whose word it waits for, such as its own board's, "" for nobody's.
    Column("subject_to", String(80), nullable=False, server_default=""),
)

# What a partner thinks of a matter that another one decides alone.
views = Table(
    "views",
    metadata,
    key(),
    of("proposals", index=True),
    Column("revision", Integer, nullable=False),
    of("partners"),
    Column("by", String(40), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("words", Text, nullable=False),
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

# A representative says that a report of its partner's consent is wrong.
report_refusals = Table(
    "report_refusals",
    metadata,
    Column("report_id", BigId, ForeignKey("reports.id"), primary_key=True),
    Column("by", String(40), nullable=False),
    Column("at", UtcDateTime, nullable=False),
)

# A partner with an interest steps back, is let take part by another one, or by all, or takes part again itself.
# Ids come as those of responses do, and with them in one order. `whose` is the partner with the interest.
interests = Table(
    "interests",
    metadata,
    Column("id", BigId, primary_key=True, autoincrement=False),
    of("proposals", index=True),
    Column("revision", Integer, nullable=False),
    of("partners"),
    Column("kind", String(20), nullable=False),
    Column("by", String(40), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("whose", BigId, ForeignKey("partners.id"), nullable=False),
    Column("nature", String(20)),
    Column("words", Text, nullable=False),
)

# People looked at a decision again and keep it; `review_on` is when they look at it next.
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

# Somebody of the channel does something by a day, after a decision; `place` counts those of a decision.
actions = Table(
    "actions",
    metadata,
    key(),
    of("proposals"),
    Column("place", Integer, nullable=False),
    Column("by", String(40), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("what", Text, nullable=False),
    Column("owner", String(40), nullable=False),
    Column("due_on", Date, nullable=False),
    UniqueConstraint("proposal_id", "place"),
)

# What came of an action: it was done, or nobody does it any more.
actions_done, actions_taken_back = (
    Table(
        name,
        metadata,
        key(),
        of("proposals"),
        Column("place", Integer, nullable=False),
        Column("by", String(40), nullable=False),
        Column("at", UtcDateTime, nullable=False),
        Column(words, Text, nullable=False),
        UniqueConstraint("proposal_id", "place"),
    )
    for name, words in (("actions_done", "note"), ("actions_taken_back", "reason"))
)

# A partner says what the record of a decision should say; it stands beside the entry.
corrections = Table(
    "corrections",
    metadata,
    key(),
    of("proposals", index=True),
    of("partners"),
    Column("by", String(40), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("words", Text, nullable=False),
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
    # The partner that decided alone, whose own matter it is by law.
    Column("reserved_to", BigId),
    Column("correct_by", Date),
)
