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
from decisions.log_kinds import LABELS, LOG_KINDS, Form, Label
from decisions.refusal import say_day
from storage.personal import people

# What is withheld in a pack for a request is no date any more.
_DATE = re.compile(r"\d{4}-\d\d-\d\d")


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
    kind, there = LOG_KINDS.get(entry.kind), [(name, label) for name, label in LABELS.items() if fields.get(name)]
    return Minute(
        entry=entry,
        at=datetime.fromisoformat(entry.at).astimezone(zone),
        what=f"{kind.heading if kind else entry.kind}{number}",
        who=fields["partner"] or by,
        by=by,
        title=fields.get("title") or "",
        parts=[(label.words, mentions_named(fields[name], who)) for name, label in there if label.form is Form.WORDS],
        facts=" · ".join(
            f"{label.words}: {_in_words(label, fields[name], who)}"
            for name, label in there
            if label.form is not Form.WORDS
        ),
        consented=", ".join(consented) if isinstance(consented, list) else "",
    )


def _in_words(label: Label, value: Any, who: Who) -> str:
    if isinstance(value, list):
        # Who spoke for a partner before; of a name or an id there is only one.
        label = LABELS["representatives"] if label is LABELS["before"] else label
        return ", ".join(_in_words(label, each, who) for each in value)
    if label.form is Form.DECISION:
        return f"No. {value}"
    if label.form is Form.PERSON:
        return who(value) or value
    if label.form is Form.MOMENT and _DATE.match(value):
        return say_day(datetime.fromisoformat(value).date())
    if label.form is Form.DAY and _DATE.fullmatch(value):
        return say_day(date.fromisoformat(value))
    return label.values.get(value, str(value))


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
