"""Do minutes, list, register and pack tell who stepped back, and nothing where nobody did?"""

import csv
import io
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.publishing.chapters import Span
from bot.publishing.list_of_decisions import write_list
from bot.publishing.minutes.contents import minutes_of
from bot.publishing.minutes.event import event_of
from bot.publishing.minutes.markdown import write_markdown
from bot.publishing.minutes.page import write_page
from bot.publishing.redactions.file import Redaction
from bot.publishing.redactions.redactor import Redactor
from bot.publishing.register.site import build
from decisions.answers import interest, standing_interest
from decisions.proposal.proposal import Nature
from handlers.recording.agreement import agree_if_all_consent
from storage.alliance import alliances
from storage.engine.database import Database
from storage.record import decision_log
from storage.record.changes import interests
from storage.record.checks import comparison
from storage.record.news import News
from storage.record.proposals import facts
from tests import outside, past
from tests.cast import ANN, DEV, LEADS

AT = past.FOUNDED + timedelta(days=30)
WORDS, CLOSE = "We run the hostel", "The nurse is my sister"


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Database:
    """Harbour steps back from a decision; Clyde, whose nurse is close to it, from a proposal that is open."""
    database = past.an_alliance(f"sqlite:///{tmp_path_factory.mktemp('interests')}/accord.db")
    with database.transaction() as connection:
        alliance = alliances.load(connection, 1, for_writing=True)
        beds = past._raised(connection, alliance, past._draft(*past.MATTERS[0], 0), None, AT)
        said = interest.interest(beds, alliance, by=ANN, at=AT, nature=Nature.ROLE, words=WORDS)
        beds = facts.add(connection, alliance, beds, said)
        agree_if_all_consent(connection, alliance, beds, News(1, AT))
        for lead in LEADS:
            beds = past._consents(connection, alliance, beds, lead, AT) if lead != ANN else beds
        agree_if_all_consent(connection, alliance, beds, News(1, AT))
        nurse = past._raised(connection, alliance, past._draft(*past.MATTERS[1], 0), None, AT)
        close = interest.interest(nurse, alliance, by=DEV, at=AT, nature=Nature.PERSON, words=CLOSE)
        facts.add(connection, alliance, nurse, close)
        standing = standing_interest.standing_interest(alliance, by=ANN, at=AT, nature=Nature.MONEY, words=WORDS)
        interests.declare(connection, alliance, standing)
    return database


def test_the_tables_say_what_the_log_says(kept: Database) -> None:
    with kept.snapshot() as connection:
        assert list(comparison.differences(connection, 1)) == []
        entries = list(decision_log.entries(connection, 1))
    agreed = next(entry for entry in entries if entry.kind == "decision_agreed")
    assert agreed.fields["stepped_back"] == ["Harbour Shelter"]
    assert len(agreed.fields["partners"]) == 7
    assert outside.verdict(outside.export(entries))[0]


def test_minutes_and_list_tell_it_in_words(kept: Database) -> None:
    with kept.snapshot() as connection:
        written = list(minutes_of(connection, [1], Span(None, None), AT.date()))
    pages = io.StringIO(), io.StringIO(), io.StringIO()

    for write, out in zip((write_markdown, write_page, write_list), pages, strict=True):
        write(written, out)

    markdown, page, rows = (each.getvalue() for each in pages)
    assert "by all 7 who decide." in markdown
    assert f"Harbour Shelter stepped back:\n\n> {WORDS}" in markdown
    assert "Stepped back: Harbour Shelter" in markdown
    assert "by all 7 who decide." in page
    assert "0 of 7 who decide consent." in page
    head, row = csv.reader(io.StringIO(rows))
    assert (head[-1], row[-1]) == ("Stepped back", f"Harbour Shelter: {WORDS}")


def test_the_register_tells_it_and_keeps_to_itself_who_is_close_to_whom(kept: Database, tmp_path: Path) -> None:
    with kept.snapshot() as connection:
        build(connection, 1, tmp_path / "site", Redactor([], {}), AT, with_open=True, is_attributed=False)

    beds, nurse = ((tmp_path / "site" / "decisions" / f"{number}.html").read_text() for number in (1, 2))
    assert "by all 7 who decide" in beds
    assert "Harbour Shelter stepped back" in beds
    assert WORDS in beds
    assert "Clyde Outreach stepped back" in nurse
    assert "Somebody close to one of its people." in nurse
    assert CLOSE not in nurse
    assert WORDS in (tmp_path / "site" / "interests.html").read_text()


def test_a_later_register_takes_the_place_of_the_page_of_interests(kept: Database, tmp_path: Path) -> None:
    for hidden in ([], [Redaction(passage=WORDS, reason="a secret")]):
        with kept.snapshot() as connection:
            build(connection, 1, tmp_path / "site", Redactor(hidden, {}), AT, with_open=True, is_attributed=False)

    assert WORDS not in (tmp_path / "site" / "interests.html").read_text()


def test_where_nobody_has_an_interest_nothing_tells_of_them(tmp_path: Path) -> None:
    database = past.an_alliance(f"sqlite:///{tmp_path}/accord.db")
    past.decide(database, 1)
    with database.snapshot() as connection:
        build(connection, 1, tmp_path / "site", Redactor([], {}), AT, with_open=True, is_attributed=True)
        entries = list(decision_log.entries(connection, 1))
        written = list(minutes_of(connection, [1], Span(None, None), AT.date()))
    listed = io.StringIO()
    write_list(written, listed)

    everything = "".join(file.read_text() for file in (tmp_path / "site").rglob("*.html")) + listed.getvalue()
    told = [event_of(entry, ZoneInfo("Europe/London"), lambda _who: "") for entry in entries]
    assert not [word for word in ("stepped back", "Stepped back", "Interests", "who decide") if word in everything]
    assert not [event for event in told if "tepped back" in event.facts]
    assert not (tmp_path / "site" / "interests.html").exists()
