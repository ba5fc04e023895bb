"""Writes the pack: a zip of pages, the entries as JSON that verifies, and the means to check it."""

import io
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from importlib.resources import files
from itertools import chain
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from markupsafe import Markup
from sqlalchemy import Connection

from bot.command_line import NotDone
from bot.publishing.checksum import Checksummed
from bot.publishing.exports import VERSION, as_json
from bot.publishing.foi.letter import Letter
from bot.publishing.foi.messages import Sent, sent
from bot.publishing.foi.request import Request, Search
from bot.publishing.foi.zip_file import ZipOfText
from bot.publishing.minutes.event import Event, event_of, name_of
from bot.publishing.pages import template
from bot.publishing.redactions.papers import Carried, carried, file_name
from bot.publishing.redactions.redactor import Disclosed, Redactor
from bot.publishing.redactions.second_look import refuse_near_misses
from bot.publishing.rich_html import words_html
from decisions.alliance.alliance import Alliance, local_day
from decisions.log.log_entry import LogEntry, canonical, field_digest
from decisions.said.paper import Paper, papers_told
from decisions.texts.trial import is_over
from storage.alliance import alliances
from storage.record import decision_log
from storage.record.proposals import proposals

_ENTRIES, _CHECK = "entries.json", "check.py"


@dataclass(frozen=True)
class PackItem:
    """One proposal, with what is shown of it."""

    number: int
    title: str
    minutes: list[Event]
    messages: list[Sent]
    papers: Sequence[Carried] = ()
    # When a trial that nothing renewed was over; None where it goes on, or has no end.
    ended_on: date | None = None


@dataclass(frozen=True)
class Found:
    searched: int
    entries: int
    in_span: int
    items: list[PackItem]
    other_minutes: list[Event]
    other_messages: list[Sent]

    @property
    def papers(self) -> int:
        return sum(1 for item in self.items for paper in item.papers if paper.path)

    @property
    def messages(self) -> int:
        return len(self.other_messages) + sum(len(item.messages) for item in self.items)


def write_pack(
    connection: Connection,
    alliance_id: int,
    request: Request,
    letter: Letter,
    redactor: Redactor,
    out: Path,
    now: datetime,
) -> Found:
    """Write the pack to `out`.

    Raises NotDone when a redaction matches nothing or something near to it is left, and OSError; then nothing is there.
    """
    redactor.refuse_telling_reasons()
    alliance = alliances.load(connection, alliance_id)
    log = decision_log.entries(connection, alliance_id)
    search = Search(request, redactor.reading(log))
    alliance = replace(alliance, name=redactor.name(alliance.name))
    pack = ZipOfText(out)
    try:
        found = _fill(pack, connection, alliance, request, search, redactor, local_day(now, alliance))
        _refuse_unmet(redactor)
        for name, text in _pages(found, alliance, request, letter, redactor, now):
            pack.add(name, text)
        refuse_near_misses(redactor, chain(pack.texts(), _texts_of(found)))
        pack.add(_CHECK, (files("bot") / "templates" / "check_export.txt").read_text(encoding="utf-8"))
    except BaseException:
        pack.abandon()
        raise
    pack.finish()
    return found


def _fill(
    pack: ZipOfText,
    connection: Connection,
    alliance: Alliance,
    request: Request,
    search: Search,
    redactor: Redactor,
    today: date,
) -> Found:
    zone = ZoneInfo(alliance.timezone)
    span = request.span(zone)
    minutes: dict[int, list[Event]] = defaultdict(list)
    papers: dict[int, dict[str, Paper]] = defaultdict(dict)
    counts = {"in_span": 0, "entries": 0}

    def who(person: str) -> str:
        return redactor.words(name_of(connection, person))

    def told() -> Iterator[dict[str, Any]]:
        for entry in decision_log.entries(connection, alliance.id, span.since, span.until):
            counts["in_span"] += 1
            if not search.asks_for(entry):
                yield _outside(entry)
                continue
            counts["entries"] += 1
            disclosed = redactor.entry(entry)
            number = entry.fields.get("number") or 0
            papers[number] |= {paper.sha256: paper for paper in papers_told(entry.fields.get("papers") or ())}
            minutes[number].append(event_of(disclosed.entry, zone, who))
            yield _inside(disclosed, entry)

    pack.add_stream(_ENTRIES, _as_export(alliance, told()))
    carried_papers = _papers(pack, connection, alliance, papers, redactor)
    messages: dict[int, list[Sent]] = defaultdict(list)
    for message in sent(connection, alliance.id, span, zone, search, redactor):
        messages[message.number or 0].append(message)
    numbers = sorted({*minutes, *messages} - {0})
    return Found(
        searched=search.searched,
        entries=counts["entries"],
        in_span=counts["in_span"],
        items=[
            PackItem(
                number,
                _title(minutes[number]),
                minutes[number],
                messages[number],
                carried_papers.get(number, ()),
                _ended_on(connection, alliance, number, today),
            )
            for number in numbers
        ],
        other_minutes=minutes[0],
        other_messages=messages[0],
    )


def _ended_on(connection: Connection, alliance: Alliance, number: int, today: date) -> date | None:
    """Whoever reads of a decision must not take it for one that still counts."""
    found = proposals.id_of_number(connection, alliance.id, number)
    if found is None or proposals.newer(connection, found) is not None:
        return None
    proposal = proposals.load(connection, found)
    return proposal.current.tried_until if is_over(proposal, today) else None


def _papers(
    pack: ZipOfText,
    connection: Connection,
    alliance: Alliance,
    papers: Mapping[int, Mapping[str, Paper]],
    redactor: Redactor,
) -> dict[int, list[Carried]]:
    """Put the papers of what was found into the pack, but for those that are withheld."""
    told: dict[int, list[Carried]] = {}
    for number, those in papers.items():
        for paper in those.values():
            path = f"papers/{number}/{file_name(paper)}"
            found = carried(connection, alliance.id, paper, path, redactor)
            told.setdefault(number, []).append(replace(found, content=b""))
            if found.path:
                pack.add_file(found.path, found.content)
    return told


def _inside(disclosed: Disclosed, entry: LogEntry) -> dict[str, Any]:
    written = as_json(entry)
    for name, digest in disclosed.withheld.items():
        written["fields"][name] = {"digest": digest, "shown": disclosed.entry.fields[name]}
    return written


def _outside(entry: LogEntry) -> dict[str, Any]:
    """Return only the digests of what was not asked for, for the chain."""
    fields = {name: {"digest": field_digest(name, value, entry.salts[name])} for name, value in entry.fields.items()}
    return {**as_json(entry), "fields": fields}


def _as_export(alliance: Alliance, entries: Iterator[dict[str, Any]]) -> Iterator[str]:
    """Write the form of an export, as docs/decision-log.md describes it."""
    piece = io.StringIO()
    checked = Checksummed(piece)
    head = canonical({"channel": alliance.channel, "name": alliance.name})
    checked.write(f'{{"format":"accord-decision-log","version":{VERSION},"alliances":[\n{head[:-1]},"entries":[')
    for place, entry in enumerate(entries):
        checked.write(f"{',' if place else ''}\n{json.dumps(entry, ensure_ascii=False)}")
        yield _taken(piece)
    checked.write("]}]")
    checked.end(',"sha256":"', '"}\n')
    yield _taken(piece)


def _taken(piece: io.StringIO) -> str:
    words = piece.getvalue()
    piece.seek(0)
    piece.truncate()
    return words


def _texts_of(found: Found) -> Iterator[tuple[str, str]]:
    return ((paper.path, paper.text) for item in found.items for paper in item.papers if paper.text)


def _pages(
    found: Found, alliance: Alliance, request: Request, letter: Letter, redactor: Redactor, now: datetime
) -> Iterator[tuple[str, str]]:
    shared: Mapping[str, Any] = {
        "alliance": alliance,
        "found": found,
        "letter": letter,
        "words": _words,
        "request": replace(
            request, topics=tuple(map(redactor.name, request.topics)), words=redactor.name(request.words)
        ),
        "made": now.astimezone(ZoneInfo(alliance.timezone)),
    }
    redactions = [
        (
            place + 1,
            redaction.what,
            redaction.reason,
            redactor.counts[place],
        )
        for place, redaction in enumerate(redactor.redactions)
    ]
    yield "index.html", template("foi/index.html").render(shared, redactions=redactions)
    page = template("foi/matter.html")
    for item in found.items:
        heading = f"No. {item.number} · {item.title}"
        yield (
            f"matters/{item.number}.html",
            page.render(
                shared,
                heading=heading,
                minutes=item.minutes,
                messages=item.messages,
                papers=item.papers,
                ended_on=item.ended_on,
                root="../",
            ),
        )
    yield (
        "other.html",
        page.render(
            shared,
            heading="Not about a single proposal",
            minutes=found.other_minutes,
            messages=found.other_messages,
            papers=(),
            ended_on=None,
            root="",
        ),
    )


def _words(words: str) -> Markup:
    """Write what somebody said with its tables; people were named before."""
    return words_html(words, lambda _person: "")


def _title(minutes: list[Event]) -> str:
    return next((minute.title for minute in reversed(minutes) if minute.title), "(raised on another day)")


def _refuse_unmet(redactor: Redactor) -> None:
    for hidden in redactor.unmet():
        raise NotDone(
            f"--redactions: {hidden!r} is met nowhere in what was found, so nothing was written; please look at its "
            "spelling, or take it out"
        )
