"""Which fact does an entry of the log tell of?

What earlier versions did not write yet is empty; what later ones write besides is passed over. Whoever spoke for which
partner, and what stood before, is for the replay to say (replay.py).
"""

from datetime import date, datetime

from decisions.log_entry import LogEntry
from decisions.proposal import Kind, Question, Report, Response, Review, Revision, Settlement, Suggestion, Withdrawal

RESPONSES = {
    "consent_given": Kind.CONSENT,
    "objection_raised": Kind.OBJECTION,
    "consent_taken_back": Kind.UNDO,
}
BEFOREHAND = {
    "consent_given_beforehand": Kind.CONSENT,
    "consent_beforehand_taken_back": Kind.UNDO,
}
_WORDS = ("concern", "reason", "acceptable_if", "settled", "text_sha256")


def revision(entry: LogEntry, suggestion: int | None) -> Revision:
    fields = entry.fields
    return Revision(
        number=fields["revision"],
        title=fields["title"],
        text=fields["text"],
        rich_text=fields.get("rich_text", {}),
        benefit=fields["benefit"],
        decide_by=_day(fields["decide_by"]),
        supersedes=fields.get("supersedes"),
        by=fields["actor"],
        at=at(entry),
        review_on=_day(fields.get("review_on")),
        owner=fields.get("owner", ""),
        topics=tuple(fields.get("topics", ())),
        suggestion=suggestion,
    )


def response(entry: LogEntry, partner_id: int) -> Response:
    """A response's id is the sequence of its entry."""
    fields = entry.fields
    return Response(
        partner_id=partner_id,
        revision=fields["revision"],
        kind={**RESPONSES, **BEFOREHAND}[entry.kind],
        by=fields["actor"],
        at=at(entry),
        settled_by=Settlement(fields["settled_by"]) if fields.get("settled_by") else None,
        said_at=datetime.fromisoformat(fields["said_at"]) if fields.get("said_at") else None,
        id=entry.sequence,
        **{name: fields[name] for name in _WORDS if name in fields},
    )


def suggestion(entry: LogEntry, partner_id: int, *, objection: int, number: int) -> Suggestion:
    fields = entry.fields
    return Suggestion(
        partner_id=partner_id,
        revision=fields["revision"],
        by=fields["actor"],
        at=at(entry),
        text=fields["text"],
        rich_text=fields["rich_text"],
        text_sha256=fields["text_sha256"],
        objection=objection,
        id=number,
    )


def question(entry: LogEntry, partner_id: int) -> Question:
    fields = entry.fields
    answer_by = date.fromisoformat(fields["answer_by"])
    return Question(partner_id, fields["revision"], fields["actor"], at(entry), fields["question"], answer_by)


def report(entry: LogEntry, partner_id: int, *, after: int, number: int) -> Report:
    fields = entry.fields
    return Report(
        partner_id=partner_id,
        revision=fields["revision"],
        by=fields["actor"],
        at=at(entry),
        note=fields["note"],
        after=after,
        id=number,
    )


def review(entry: LogEntry) -> Review:
    return Review(entry.fields["actor"], at(entry), entry.fields["note"], _day(entry.fields["review_on"]))


def withdrawal(entry: LogEntry) -> Withdrawal:
    return Withdrawal(entry.fields["actor"], at(entry), entry.fields["reason"])


def at(entry: LogEntry) -> datetime:
    return datetime.fromisoformat(entry.at)


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None
