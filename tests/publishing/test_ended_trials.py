"""Does anything that Accord writes or shows call a decision in force that was tried until a day, and not renewed?"""

import csv
import io
import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from zipfile import ZipFile

import pytest
from sqlalchemy import Connection

from bot.publishing.chapters import Span
from bot.publishing.exports import write
from bot.publishing.foi.letter import Letter
from bot.publishing.foi.pack import write_pack
from bot.publishing.foi.request import Request
from bot.publishing.redactions.redactor import Redactor
from bot.publishing.register import site
from handlers.gathering.home import home_contents
from handlers.gathering.proposal_view import view_of
from handlers.views.card.proposal_card import card
from handlers.views.desk.home import home
from handlers.views.windows.desk.decisions_window import decisions_window
from handlers.views.windows.texts.history_window import history_window
from handlers.views.windows.texts.reading_window import Reading, reading_window
from storage.alliance import alliances
from storage.engine.database import Database
from storage.personal import people
from storage.record.proposals import facts, proposals, search
from tests import past
from tests.cast import ANN, KARA, LEADS, revision
from tests.reading import read, read_message, read_window

UNTIL, COUNTS = date(2027, 6, 30), date(2026, 12, 1)
DECIDED, IN_JUNE, IN_JULY = (
    datetime(year, month, 5, 12, tzinfo=UTC) for year, month in ((2026, 11), (2027, 6), (2027, 7))
)
OVER = "Tried until 30 June 2027; it was not renewed"


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Database:
    """No. 1 is tried until the end of June and counts from December on; a day to review it is named too."""
    database = past.an_alliance(f"sqlite:///{tmp_path_factory.mktemp('trials')}/accord.db")
    text = replace(revision(at=DECIDED), tried_until=UNTIL, in_force_on=COUNTS, review_on=date(2027, 9, 1), owner=ANN)
    with database.transaction() as connection:
        alliance = alliances.load(connection, 1, for_writing=True)
        beds = facts.add_proposal(connection, alliance, text)
        for lead in LEADS:
            beds = past._consents(connection, alliance, beds, lead, DECIDED)
    return database


def _register(connection: Connection, now: datetime, out: Path) -> str:
    redactor = Redactor([], people.everybody(connection))
    site.build(connection, 1, out / "register", redactor, now, with_open=True, is_attributed=True)
    files = sorted((out / "register").rglob("*.html"))
    return "\n".join(file.read_text(encoding="utf-8") for file in files if file.parent.name == "decisions")


def _index(connection: Connection, now: datetime, out: Path) -> str:
    _register(connection, now, out)
    index = (out / "register" / "index.html").read_text(encoding="utf-8")
    return index.split('data-number="1"')[1].split("</li>")[0]


def _json(connection: Connection, now: datetime, out: Path) -> str:
    _register(connection, now, out)
    told = json.loads((out / "register" / "api" / "decisions.json").read_text(encoding="utf-8"))["decisions"]
    assert told[0]["review_on"] == (None if now == IN_JULY else "2027-09-01")
    return f"{told[0]['state']} {told[0]['tried_until']}"


def _calendar(connection: Connection, now: datetime, out: Path) -> str:
    _register(connection, now, out)
    return (out / "register" / "calendar.ics").read_text(encoding="utf-8")


def _pack(connection: Connection, now: datetime, out: Path) -> str:
    request = Request(date(2026, 11, 1), date(2026, 11, 30), (), "")
    write_pack(connection, 1, request, Letter("none"), Redactor([], {}), out / "pack.zip", now)
    with ZipFile(out / "pack.zip") as pack:
        pages = [pack.read(name).decode() for name in ("index.html", "matters/1.html")]
    # What the log said on its day stays as it was said.
    return "\n".join(pages).split("Entries of the decision log")[0]


def _minutes(connection: Connection, now: datetime, _out: Path) -> str:
    out = io.StringIO()
    write(connection, [1], "md", Span(None, None), now.date(), out)
    return out.getvalue().split("## Appendix")[0]


def _list(connection: Connection, now: datetime, _out: Path) -> str:
    out = io.StringIO()
    write(connection, [1], "decisions", Span(None, None), now.date(), out)
    _, row = csv.reader(io.StringIO(out.getvalue()))
    return "\n".join(row)


def _home(connection: Connection, now: datetime, _out: Path) -> str:
    return read(home(home_contents(connection, 1, KARA, now))["blocks"])


def _decisions(connection: Connection, now: datetime, _out: Path) -> str:
    found = [view_of(connection, 1, each, now) for each in search.find(connection, 1, "beds", limit=5)]
    return read_window(decisions_window(1, "beds", 0, found, has_more=False))


def _windows(connection: Connection, now: datetime, _out: Path) -> str:
    shown = view_of(connection, 1, proposals.decision_ids(connection, 1)[0], now)
    return "\n".join(
        [
            read_message(card(shown)),
            read_window(history_window(shown)),
            read_window(reading_window(Reading(shown, None, None))),
        ]
    )


SURFACES = {
    "register": (_register, OVER, "Tried until 30 June 2027"),
    "index": (_index, "Ended", "Tried until 30 June 2027"),
    "JSON": (_json, "ended 2027-06-30", "in force 2027-06-30"),
    "calendar": (_calendar, "", "Last day unless all renew it: No. 1"),
    "pack": (_pack, OVER, ""),
    "minutes": (_minutes, "30 June 2027; it was not renewed", "In force from: 1 December 2026"),
    "list": (_list, "It was not renewed", "2026-12-01"),
    "Home": (_home, OVER.lower(), "Ten winter beds"),
    "/decisions": (_decisions, OVER.lower(), "Ten winter beds"),
    "card and windows": (_windows, OVER, "in force from 1 December 2026"),
}


@pytest.mark.parametrize("surface", SURFACES)
def test_nothing_calls_it_in_force_when_it_has_ended(kept: Database, tmp_path: Path, surface: str) -> None:
    shows, over, before = SURFACES[surface]

    for name in ("near", "after"):
        (tmp_path / name).mkdir()
    with kept.snapshot() as connection:
        near, after = shows(connection, IN_JUNE, tmp_path / "near"), shows(connection, IN_JULY, tmp_path / "after")

    assert before in near
    assert over.lower() in after.lower()
    assert "in force" not in after.lower().replace("data-state", ""), after
    assert "not renewed" not in near
