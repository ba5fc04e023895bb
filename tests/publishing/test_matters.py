"""Do minutes, register and exports tell who decided alone, and nothing where nobody did?"""

import csv
import io
import json
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from jsonschema import Draft202012Validator

from bot.publishing.chapters import Span
from bot.publishing.list_of_decisions import write_list
from bot.publishing.minutes.contents import minutes_of
from bot.publishing.minutes.event import event_of
from bot.publishing.minutes.markdown import write_markdown
from bot.publishing.minutes.page import write_page
from bot.publishing.redactions.file import Redaction
from bot.publishing.redactions.redactor import Redactor
from bot.publishing.register.site import build
from handlers.incoming.payloads import Act
from handlers.listeners.answers import responses
from handlers.listeners.set_up import delegation, matters, taking_back
from storage.engine.database import Database
from storage.record import decision_log
from storage.record.checks import comparison
from tests import past
from tests.cast import KARA, LEADS, typed

AT = past.FOUNDED
SETS = {
    "text": typed("Small things."),
    "benefit": "They are done sooner.",
    "name": "Small repairs",
    "decider": "manager",
    "each": "5,000",
    "in_all": "20,000",
    "until": "2030-06-30",
}
BOILER = {"matter": "Small repairs", "what": "A boiler", "why": "The old one broke.", "sum": "1,200"}


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Database:
    """No. 1 delegates small repairs, and D1 is one."""
    database = past.an_alliance(f"sqlite:///{tmp_path_factory.mktemp('matters')}/accord.db")
    matters.propose_setting(Act(KARA, AT, "a", value={"alliance": 1}, typed=SETS), database)
    for lead in LEADS:
        value = {"proposal": 1, "revision": 1, "decides": True}
        responses.consent_after_all(Act(lead, AT, f"by:{lead}", value=value), database)
    delegation.decide_alone(Act(KARA, AT, "b", value={"alliance": 1}, typed=BOILER), database)
    return database


@pytest.fixture(scope="module")
def taken_back_there(tmp_path_factory: pytest.TempPathFactory) -> Database:
    """The same, and D2 that was taken back."""
    database = past.an_alliance(f"sqlite:///{tmp_path_factory.mktemp('taken_back')}/accord.db")
    matters.propose_setting(Act(KARA, AT, "a", value={"alliance": 1}, typed=SETS), database)
    for lead in LEADS:
        value = {"proposal": 1, "revision": 1, "decides": True}
        responses.consent_after_all(Act(lead, AT, f"by:{lead}", value=value), database)
    for delivery, what in (("b", "A boiler"), ("c", "A second boiler")):
        typed_there = {**BOILER, "what": what}
        delegation.decide_alone(Act(KARA, AT, delivery, value={"alliance": 1}, typed=typed_there), database)
    back = Act(KARA, AT, "d", value={"alliance": 1, "decision": 2}, typed={"reason": "One is enough."})
    taking_back.take_back(back, database)
    return database


def test_the_tables_say_what_the_log_says(kept: Database) -> None:
    with kept.snapshot() as connection:
        assert list(comparison.differences(connection, 1)) == []


def test_the_log_reads_in_words(kept: Database) -> None:
    with kept.snapshot() as connection:
        *_, sets, alone = decision_log.entries(connection, 1)

    told = [event_of(each, ZoneInfo("Europe/London"), lambda _person: "Kara") for each in (sets, alone)]

    assert told[0].what == "Who decides a class of matters, by No. 1"
    assert told[0].facts == (
        "Matter: Small repairs · Decided by: an operations manager, to whom it is delegated · Up to, for one decision: "
        "£5,000 · Up to, in all: £20,000 · Until: 30 June 2030"
    )
    assert told[1].parts == [("Reason", "The old one broke."), ("", "A boiler")]
    assert "Sum: £1,200" in told[1].facts


@pytest.mark.parametrize("write", [write_markdown, write_page])
def test_the_minutes_have_a_chapter_of_it(kept: Database, write: object) -> None:
    out = io.StringIO()
    with kept.snapshot() as connection:
        write(minutes_of(connection, [1], Span(None, None), AT.date()), out)  # type: ignore[operator]

    assert "Decided by an operations manager, as delegated" in out.getvalue()
    assert "D1" in out.getvalue()
    assert "Small repairs: the operations managers decide it, up to £5,000 for one decision" in out.getvalue()


def test_the_register_tells_it_on_a_page_of_its_own(kept: Database, tmp_path: Path) -> None:
    hidden = Redactor([Redaction("personal", passage="The old one broke.")], {})
    with kept.snapshot() as connection:
        build(connection, 1, tmp_path / "site", hidden, AT, with_open=False, is_attributed=False)

    page = (tmp_path / "site" / "whose_matter.html").read_text(encoding="utf-8")
    told = json.loads((tmp_path / "site" / "api" / "delegated.json").read_text(encoding="utf-8"))
    schema = json.loads((tmp_path / "site" / "api" / "schema.json").read_text(encoding="utf-8"))
    assert "D1 · Small repairs · £1,200" in page
    assert "£18,800 of £20,000 is left" in page
    assert "Kara" not in page
    assert "The old one broke." not in page
    assert told["decided_alone"][0]["sum"] == 1_200
    Draft202012Validator({**schema, "$ref": "#/$defs/delegated"}).validate(told)


def test_what_was_taken_back_stands_beside_it_everywhere(taken_back_there: Database, tmp_path: Path) -> None:
    with taken_back_there.snapshot() as connection:
        assert list(comparison.differences(connection, 1)) == []
        site = tmp_path / "site"
        build(connection, 1, site, Redactor([], {}), AT, with_open=False, is_attributed=False)
        outs = [io.StringIO() for _ in range(2)]
        for write, out in zip((write_markdown, write_page), outs, strict=True):
            write(minutes_of(connection, [1], Span(None, None), AT.date()), out)

    told = json.loads((site / "api" / "delegated.json").read_text(encoding="utf-8"))
    schema = json.loads((site / "api" / "schema.json").read_text(encoding="utf-8"))
    page = (site / "whose_matter.html").read_text(encoding="utf-8")
    Draft202012Validator({**schema, "$ref": "#/$defs/delegated"}).validate(told)
    (second, first) = told["decided_alone"]
    assert (second["called"], second["taken_back_because"]) == ("D2", "One is enough.")
    assert "taken_back_on" not in first
    assert (told["classes"][0]["left"], "Taken back on the same day: One is enough." in page) == (18_800, True)
    for out in outs:
        assert "D2, taken back" in out.getvalue()
        assert "One is enough." in out.getvalue()


def test_the_list_of_decisions_has_what_managers_decided(kept: Database, taken_back_there: Database) -> None:
    found = []
    for database in (kept, taken_back_there):
        out = io.StringIO()
        with database.snapshot() as connection:
            write_list(minutes_of(connection, [1], Span(None, None), AT.date()), out)
        found.append(list(csv.DictReader(io.StringIO(out.getvalue().removeprefix("\ufeff"), newline=""))))

    (by_all, boiler), rows = found[0], found[1]
    assert (by_all["No."], by_all["Decided by"]) == ("1", "Agreed by all 8 partners")
    assert (boiler["No."], boiler["Title"], boiler["Matter"], boiler["Sum"]) == (
        "D1",
        "A boiler",
        "Small repairs",
        "1200",
    )
    assert boiler["Decided by"].endswith(", an operations manager, to whom No. 1 delegates it")
    assert (boiler["Agreed on"], boiler["Partners"], boiler["What came of it"]) == (AT.date().isoformat(), "", "")
    assert [row["No."] for row in rows] == ["1", "D1", "D2"]
    assert rows[2]["What came of it"].endswith("One is enough.")


def test_where_nothing_is_delegated_there_is_no_such_page(tmp_path: Path) -> None:
    database = past.an_alliance(f"sqlite:///{tmp_path}/accord.db")
    with database.snapshot() as connection:
        build(connection, 1, tmp_path / "site", Redactor([], {}), AT, with_open=False, is_attributed=False)

    assert not (tmp_path / "site" / "whose_matter.html").exists()
    assert not (tmp_path / "site" / "api" / "delegated.json").exists()
    assert "Whose matter" not in (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
