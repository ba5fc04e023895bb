"""Writes the register: plain files that need no server, in a folder, on a memory stick or on any web host."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from importlib.resources import files
from itertools import chain
from pathlib import Path
from typing import Any
from unicodedata import normalize
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.publishing.pages import template
from bot.publishing.redactions.papers import Carried, carried
from bot.publishing.redactions.redactor import Redactor
from bot.publishing.redactions.second_look import refuse_near_misses
from bot.publishing.register import api, calendar_file, folder
from bot.publishing.register.calendar_file import calendar_of, days_of
from bot.publishing.register.charts import charts
from bot.publishing.register.clerk import Clerk
from bot.publishing.register.meetings import held_meetings
from bot.publishing.register.record import Record
from bot.publishing.register.standing import standing
from bot.publishing.register.whose_matter import whose_matter
from bot.publishing.register.withheld import withheld
from decisions.words.spelling import folded
from handlers.gathering.proposal_view import view_of
from storage.alliance import alliances
from storage.personal import people
from storage.record import decision_log
from storage.record.proposals import proposals

_FILES = ("register.css", "register.js")
# A browser folds what is searched for as we fold what is found, except letters that don't come apart, such as ł.
_LETTERS = {
    sign: folded(sign)
    for sign in map(chr, range(0x80, 0x3000))
    if sign.isalnum() and sign == normalize("NFKD", sign.casefold()) and folded(sign) != sign
}


def records(
    connection: Connection, alliance_id: int, redactor: Redactor, now: datetime, *, with_open: bool, is_attributed: bool
) -> list[Record]:
    """Gather all decisions, and on request what is open or held, newest first."""
    ids = proposals.decision_ids(connection, alliance_id)
    if with_open:
        ids += proposals.open_ids(connection, alliance_id)
    clerk = Clerk(
        {person: redactor.words(name) for person, name in alliances.voices(connection, alliance_id).items()},
        alliances.departures(connection, alliance_id),
        alliances.load(connection, alliance_id).timezone,
        is_attributed=is_attributed,
        people=people.everybody(connection),
    )
    shown = (clerk.record(withheld(view_of(connection, alliance_id, each, now), redactor)) for each in ids)
    return sorted(shown, key=_counts_from, reverse=True)


def _counts_from(record: Record) -> tuple[bool, date, int]:
    """What is open comes first; decisions follow by the day from which they count, then by number."""
    counts_from = record.in_force_on or record.agreed_on
    return (
        record.agreed_on is None,
        counts_from if record.agreed_on and counts_from else record.raised_on,
        record.number,
    )


def build(
    connection: Connection,
    alliance_id: int,
    out: Path,
    redactor: Redactor,
    now: datetime,
    *,
    with_open: bool,
    is_attributed: bool,
) -> int:
    """Write the site to `out`, in the place of an older one; return how many pages it has. Raises NotDone, OSError."""
    out = folder.to_write(out)
    redactor.refuse_telling_reasons()
    written = records(connection, alliance_id, redactor, now, with_open=with_open, is_attributed=is_attributed)
    alliance = alliances.load(connection, alliance_id)
    length, head = decision_log.head(connection, alliance_id)
    about = {
        "alliance": redactor.words(alliance.name),
        "channel": alliance.channel,
        "built_at": now.isoformat(timespec="seconds"),
        "decisions": sum(1 for record in written if record.agreed_on),
        "open": sum(1 for record in written if not record.agreed_on),
        "attributed": is_attributed,
        "closed_at": alliance.closed_at.isoformat(timespec="seconds") if alliance.closed_at else None,
        "log_length": length,
        "log_head": head,
    }
    matters = whose_matter(alliance, redactor, alliances.voices(connection, alliance_id))
    zone, declared = ZoneInfo(alliance.timezone), standing(connection, alliance_id, redactor)
    closed_on = alliance.closed_at.astimezone(zone).date() if alliance.closed_at else None
    named = {"timezone": alliance.timezone, "log": decision_log.sealed_as(connection, alliance_id)}
    partners = [redactor.name(partner.name) for partner in alliance.partners]
    meetings = held_meetings(connection, alliance_id, redactor, written)
    with folder.replaced(out) as fresh:
        papers = _papers(fresh, connection, alliance_id, [each.number for each in written], redactor)
        told = {**about, **named, "meetings": meetings, "built_on": now.astimezone(zone).date(), "closed_on": closed_on}
        _write(fresh, written, papers, {**told, "interests": declared, "matters": matters})
        _write_for_programs(fresh, written, papers, {**told, "matters": matters}, partners, now)
        folder.mark(fresh, about)
        carried_texts = [(each.path, each.text) for those in papers.values() for each in those if each.text]
        refuse_near_misses(redactor, chain(_texts(fresh), carried_texts))
    return len(written)


def write_calendar(connection: Connection, alliance_id: int, out: Path, redactor: Redactor, now: datetime) -> int:
    """Write a calendar by itself, with what is open too; return how many days are in it. Raises NotDone, OSError."""
    redactor.refuse_telling_reasons()
    written = records(connection, alliance_id, redactor, now, with_open=True, is_attributed=False)
    alliance = alliances.load(connection, alliance_id)
    log = decision_log.sealed_as(connection, alliance_id)
    about = {"alliance": redactor.words(alliance.name), "timezone": alliance.timezone, "log": log}
    coming = [] if alliance.is_closed else written
    calendar = calendar_of(coming, about, now).to_ical()
    refuse_near_misses(redactor, [(out.name, _unfolded(calendar))])
    out.write_bytes(calendar)
    return sum(1 for record in coming for _ in days_of(record))


def _papers(
    fresh: Path, connection: Connection, alliance_id: int, numbers: Iterable[int], redactor: Redactor
) -> dict[int, list[Carried]]:
    """Write the papers of the texts that stand, but for those that are withheld, and return them by number.

    Whatever they are, a browser that is sent there must not open them as pages of the register.
    """
    found: dict[int, list[Carried]] = {}
    for number in numbers:
        proposal_id = proposals.id_of_number(connection, alliance_id, number)
        those = proposals.load(connection, proposal_id).current.papers if proposal_id else ()
        for paper in those:
            told = carried(connection, alliance_id, paper, f"papers/{paper.sha256}.bin", redactor)
            found.setdefault(number, []).append(replace(told, content=b""))
            if told.path:
                (fresh / "papers").mkdir(exist_ok=True)
                (fresh / told.path).write_bytes(told.content)
    return found


def _write(
    fresh: Path, written: list[Record], papers: Mapping[int, Sequence[Carried]], about: dict[str, object]
) -> None:
    (fresh / "decisions").mkdir()
    for name in _FILES:
        source = files("bot") / "templates" / "register" / name
        (fresh / name).write_text(source.read_text(encoding="utf-8"), encoding="utf-8")
    for name, text in _pages(written, papers, about):
        (fresh / name).write_text(text, encoding="utf-8")


def _write_for_programs(
    fresh: Path,
    written: list[Record],
    papers: Mapping[int, Sequence[Carried]],
    about: dict[str, object],
    partners: list[str],
    now: datetime,
) -> None:
    (fresh / calendar_file.FILE).write_bytes(calendar_of([] if about["closed_on"] else written, about, now).to_ical())
    (fresh / api.FOLDER / "decisions").mkdir(parents=True)
    for name, text in api.json_files(written, papers, about, partners):
        (fresh / api.FOLDER / name).write_text(text, encoding="utf-8")


def _texts(fresh: Path) -> Iterator[tuple[str, str]]:
    """Yield the names and texts of what was made from the record."""
    for file in sorted(fresh.rglob("*")):
        if file.is_file() and file.name not in (*_FILES, api.SCHEMA) and file.suffix != ".bin":
            yield file.relative_to(fresh).as_posix(), _unfolded(file.read_bytes())


def _unfolded(written: bytes) -> str:
    """Read a file's words; a calendar breaks its lines anywhere."""
    return written.decode("utf-8").replace("\r\n ", "")


def _pages(
    written: list[Record], papers: Mapping[int, Sequence[Carried]], about: dict[str, object]
) -> Iterator[tuple[str, str]]:
    titles = {record.number: record.title for record in written}
    topics = sorted({topic for record in written for topic in record.topics}, key=str.casefold)
    years = sorted({record.agreed_on.year for record in written if record.agreed_on}, reverse=True)
    shared = {"about": about, "titles": titles}
    listed = template("register/index.html")
    yield "index.html", listed.render(shared, records=written, topics=topics, years=years, root="")
    yield "pictures.html", template("register/pictures.html").render(shared, charts=charts(written), root="")
    yield (
        "register-words.js",
        _as_script("LETTERS", _LETTERS) + _as_script("WORDS", {each.number: f" {each.words}" for each in written}),
    )
    if about["interests"]:
        # Where nobody has declared one, there is no such page.
        register = template("register/interests.html")
        yield "interests.html", register.render(shared, interests=about["interests"], root="")
    if about["meetings"]:
        held = template("register/meetings.html")
        yield "meetings.html", held.render(shared, meetings=about["meetings"], root="")
    if about["matters"]:
        whose = template("register/whose_matter.html")
        yield "whose_matter.html", whose.render(shared, matters=about["matters"], root="")
    page = template("register/decision.html")
    for record in written:
        yield (
            f"decisions/{record.number}.html",
            page.render(shared, record=record, papers=papers.get(record.number, ()), root="../"),
        )


def _as_script(name: str, words: Mapping[Any, str]) -> str:
    return f"const {name} = {json.dumps(words, ensure_ascii=False, separators=(',', ':'))};\n"
