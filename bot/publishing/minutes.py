"""How does the decision log read as minutes: in Markdown, and as a page to print or to keep as a PDF?"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from itertools import groupby
from typing import Any, TextIO
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.publishing.chapters import Chapter, Span, chapters
from bot.publishing.mentions import Who, mentions_named
from bot.publishing.pages import template
from bot.publishing.sealing import Sealed, seal_as_comment
from decisions.log_entry import LogEntry
from decisions.proposal import Settlement
from decisions.refusal import say_day
from storage.personal import people

# What is withheld in a pack for a request is no date any more.
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_KINDS = {
    "alliance_founded": "Alliance founded",
    "settings_changed": "Settings changed",
    "partner_joined": "Partner joined",
    "partner_left": "Partner left",
    "partner_renamed": "Partner renamed",
    "representatives_changed": "Representatives changed",
    "recorded_word_seen": "Seen what was recorded",
    "proposal_raised": "Raised:",
    "proposal_amended": "Amended:",
    "proposal_withdrawn": "Withdrawn:",
    "consent_given": "Consent to",
    "objection_raised": "Objection to",
    "consent_taken_back": "Consent taken back:",
    "text_suggested": "Another text suggested for",
    "consent_given_beforehand": "Consent to the suggested text, if exactly that is taken:",
    "consent_beforehand_taken_back": "Consent to the suggested text taken back:",
    "time_taken": "Time taken for",
    "consent_reported": "Consent reported, to be confirmed:",
    "reported_consent_refused": "Reported consent not confirmed:",
    "decision_agreed": "Agreed:",
    "decision_reviewed": "Looked at again, and kept:",
    "channel_moved": "The channel has another id",
    "person_moved": "A person has another id in Slack",
    "person_pseudonymised": "A person's name and id replaced",
}
_WORDS = (
    ("", "text"),
    ("Why this is best for people", "benefit"),
    ("Reason", "reason"),
    ("What would make it acceptable", "acceptable_if"),
    ("How its objection was settled", "settled"),
    ("Concern", "concern"),
    ("Question", "question"),
    ("Note", "note"),
)
_FACTS = (
    ("Answer by", "answer_by"),
    ("Decide by", "decide_by"),
    ("Review on", "review_on"),
    ("Owner", "owner"),
    ("Topics", "topics"),
    ("Supersedes", "supersedes"),
    ("Suggested by", "suggested_by"),
    ("Its objection", "settled_by"),
    ("Said beforehand on", "said_at"),
    ("So far", "before"),
    ("Name", "name"),
    ("Time zone", "timezone"),
    ("Digest on", "digest_day"),
    ("Digest at", "digest_time"),
    ("Bank holidays of", "country"),
    ("Region", "region"),
    ("Operations managers", "operations_managers"),
    ("Spoken for by", "representatives"),
    ("On the authority of", "authority"),
    ("Entry", "entry"),
    ("Pseudonym", "pseudonym"),
    ("Channel", "channel"),
    ("Person", "person"),
)
_ENDS = {
    Settlement.TEXT: "lifted, settled by this text",
    Settlement.WORDS: "lifted, and settled",
    Settlement.CONCERN: "lifted, not settled but kept as a concern",
}
_DAYS_OF = {"decide_by", "review_on", "answer_by"}
_PEOPLE = {"owner", "operations_managers", "representatives", "person"}


@dataclass(frozen=True)
class Minute:
    """One event in words. `who` is the partner, or the person for none; `parts` are labels ("" for none) with words."""

    entry: LogEntry
    at: datetime
    what: str
    who: str
    by: str
    title: str
    parts: Sequence[tuple[str, str]]
    facts: str
    consented: str


def write_markdown(connection: Connection, span: Span, out: TextIO) -> None:
    """Write every event under its day, in the alliance's own time; a comment at the end carries the chain."""
    sealed, chain = Sealed(out), []
    for chapter in chapters(connection, span):
        sealed.write(f"# {_plain(chapter.name)}: minutes from the decision log\n")
        for day, minutes in _days(connection, chapter):
            sealed.write(f"\n## {say_day(day)}\n")
            for minute in minutes:
                sealed.write("\n" + "".join(f"{line}\n" for line in _in_markdown(minute)))
                chain.append(_chained(minute))
        sealed.write("\n")
    sealed.write(f"<!-- chain {_harmless(chain)} -->\n")
    seal_as_comment(sealed)


def write_page(connection: Connection, span: Span, out: TextIO) -> None:
    """Write a page that prints well, with the chain in it."""
    sealed, chain = Sealed(out), []
    page = template("minutes.html")
    sealed.write(page.module.head())  # type: ignore[attr-defined]  # Jinja gives a template's macros as attributes
    for chapter in chapters(connection, span):
        sealed.write(page.module.chapter(chapter.name))  # type: ignore[attr-defined]  # likewise
        for day, minutes in _days(connection, chapter):
            listed = list(minutes)
            sealed.write(page.module.day(say_day(day), listed))  # type: ignore[attr-defined]  # likewise
            chain += [_chained(minute) for minute in listed]
    sealed.write(page.module.foot(_harmless(chain)))  # type: ignore[attr-defined]  # likewise
    seal_as_comment(sealed)


def minute_of(entry: LogEntry, zone: ZoneInfo, who: Who) -> Minute:
    """Put it in words."""
    fields = entry.fields
    number = f" No. {fields['number']}" if fields.get("number") else ""
    consented = fields.get("partners")
    by = who(fields["actor"]) or fields["actor"]
    return Minute(
        entry=entry,
        at=datetime.fromisoformat(entry.at).astimezone(zone),
        what=f"{_KINDS.get(entry.kind, entry.kind)}{number}",
        who=fields["partner"] or by,
        by=by,
        title=fields.get("title") or "",
        parts=[(label, mentions_named(fields[name], who)) for label, name in _WORDS if fields.get(name)],
        facts=" · ".join(
            f"{label}: {_in_words(name, fields[name], who)}" for label, name in _FACTS if fields.get(name)
        ),
        consented=", ".join(consented) if isinstance(consented, list) else "",
    )


def _in_words(field: str, value: Any, who: Who) -> str:
    if isinstance(value, list):
        # Who spoke for a partner before; of a name or an id there is only one.
        field = "representatives" if field == "before" else field
        return ", ".join(_in_words(field, each, who) for each in value)
    if field == "supersedes":
        return f"No. {value}"
    if field in _PEOPLE:
        return who(value) or value
    if field == "settled_by" and value in _ENDS:
        return _ENDS[Settlement(value)]
    if field == "said_at" and _DATE.match(value):
        return say_day(datetime.fromisoformat(value).date())
    if field in _DAYS_OF and _DATE.fullmatch(value):
        return say_day(date.fromisoformat(value))
    return str(value)


def _days(connection: Connection, chapter: Chapter) -> Iterator[tuple[date, Iterator[Minute]]]:
    zone = ZoneInfo(chapter.timezone)
    minutes = (minute_of(entry, zone, partial(name_of, connection)) for entry in chapter.entries)
    return groupby(minutes, lambda minute: minute.at.date())


def _in_markdown(minute: Minute) -> Iterator[str]:
    yield f"{minute.at:%H:%M} · **{minute.what}**{f' · {_plain(minute.who)}' if minute.who else ''}"
    if minute.title:
        yield f"\n**{_plain(minute.title)}**"
    for label, words in minute.parts:
        yield f"\n{label}:\n" if label else ""
        yield from (f"> {_plain(line)}" for line in words.splitlines())
    if minute.facts:
        yield f"\n{_plain(minute.facts)}"
    if minute.consented:
        yield f"\nConsented: {_plain(minute.consented)}"


def _chained(minute: Minute) -> dict[str, object]:
    """Keep what the check needs: exports.as_json in fewer characters."""
    entry = minute.entry
    fields = {name: {"value": value, "salt": entry.salts[name]} for name, value in entry.fields.items()}
    return {**vars(entry), "fields": fields}


def _harmless(chain: list[dict[str, object]]) -> str:
    """Write JSON that neither ends a comment nor a script."""
    for entry in chain:
        entry.pop("salts", None)
    return json.dumps(chain, ensure_ascii=False).replace("<", "\\u003c").replace(">", "\\u003e")


def name_of(connection: Connection, person: str) -> str:
    """Return what a Slack user is called, "" where that is not known."""
    return people.names(connection, [person]).get(person, "") if person else ""


def _plain(words: str) -> str:
    """Keep Markdown from reading a person's words as its own signs."""
    return re.sub(r"([\\`*_{}\[\]<>#+|~!-])", r"\\\1", words)
