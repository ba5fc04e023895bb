"""Does the register tell of meetings which organisations were there and what came of them, and never who said what?"""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from bot.publishing.redactions.file import Redaction
from bot.publishing.redactions.redactor import Redactor
from bot.publishing.register import site
from decisions.meeting.meeting import URGENT
from decisions.proposal.proposal import Agreement, Kind, Response
from handlers.incoming.payloads import Act
from handlers.listeners.desk import meetings
from storage.alliance import alliances
from storage.engine.database import Database
from storage.personal import people
from storage.record.proposals import facts
from tests import past
from tests.cast import ANN, CAT, DEV, KARA, LEADS, NAMES, revision

AT = past.FOUNDED
NOTE = f"Next time at @{ANN}'s. The caretaker has the key."


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """No. 1 and 2 are urgent decisions, No. 3 is objected to; a meeting ratifies No. 1 and decides No. 4."""
    database = past.an_alliance(f"sqlite:///{tmp_path_factory.mktemp('meetings')}/accord.db")
    past.people_have_names(database)
    with database.transaction() as connection:
        here = alliances.load(connection, 1, for_writing=True)
        everybody = tuple(partner.id for partner in here.partners)
        for title in ("A heater", "A lock"):
            added = facts.add_proposal(connection, here, replace(revision(title=title, at=AT), template=URGENT))
            for place, lead in zip(everybody, LEADS, strict=True):
                added = facts.add(connection, here, added, Response(place, 1, Kind.CONSENT, lead, AT))
            facts.add(connection, here, added, Agreement(1, AT, everybody))
        held = facts.add_proposal(connection, here, revision(title="A boat", at=AT))
        facts.add(connection, here, held, Response(2, 1, Kind.OBJECTION, ANN, AT, reason="It leaks"))
    does(database, meetings.open_one, {"held_on": (AT.date() + timedelta(days=1)).isoformat(), "place": "Town Hall"})
    does(database, meetings.say_who_is_here, {"present": [ANN, KARA], "apologies": [DEV], "others": "Olu Grey"})
    with database.transaction() as connection:
        here = alliances.load(connection, 1, for_writing=True)
        added = facts.add_proposal(connection, here, revision(title="Tea", at=AT))
        for place, lead in zip(everybody, LEADS, strict=True):
            added = facts.add(connection, here, added, Response(place, 1, Kind.CONSENT, lead, AT))
        facts.add(connection, here, added, Agreement(1, AT, everybody))
    does(database, meetings.close, {"ratified": ["1"], "note": NOTE})
    yield database
    database.close()


def does(database: Database, what: Any, typed: dict[str, Any]) -> None:
    what(Act(KARA, AT, str(what), KARA, {"alliance": 1, "meeting": 1}, typed, "C0ALLIANCE"), database)


def built(kept: Database, out: Path, *redactions: Redaction, with_open: bool = True) -> Path:
    with kept.snapshot() as connection:
        redactor = Redactor(redactions, people.everybody(connection))
        site.build(connection, 1, out, redactor, AT, with_open=with_open, is_attributed=False)
    return out


def words(file: Path) -> str:
    return file.read_text(encoding="utf-8")


def test_a_page_tells_who_was_there_and_what_came_of_it(kept: Database, tmp_path: Path) -> None:
    out = built(kept, tmp_path / "register")

    page = words(out / "meetings.html")
    assert "Meeting 1, " in page
    assert "Town Hall" in page
    assert "There: Harbour Shelter, the alliance&#39;s staff, others. Apologies: Clyde Outreach" in page
    assert "Next time at Harbour Shelter" in page
    assert not [name for name in (*NAMES.values(), "Olu", "leaks", "objection") if name in page]
    ratified = words(out / "decisions" / "1.html")
    assert '<dt>Ratified</dt><dd>at the <a href="../meetings.html">meeting of ' in ratified
    assert "<dt>Ratified" not in words(out / "decisions" / "2.html")
    assert '<a href="meetings.html">Meetings</a>' in words(out / "index.html")


def test_programs_read_the_same_as_the_schema_says(kept: Database, tmp_path: Path) -> None:
    api = built(kept, tmp_path / "register") / "api"
    told, schema = (json.loads(words(api / name)) for name in ("meetings.json", "schema.json"))

    strict = {**schema, "$ref": "#/$defs/meetings"}
    Draft202012Validator(strict).validate(told)
    (meeting,) = told["meetings"]
    assert [[it["number"] for it in meeting[name]] for name in ("ratified", "put_off", "decided", "talked")] == [
        [1],
        [2],
        [4],
        [3],
    ]
    assert meeting["minutes"].splitlines() == [
        "Who was there: Harbour Shelter, the alliance's staff, others",
        "Apologies: Clyde Outreach",
        "Ratified: those present took note of it, and it stays as it was agreed: No. 1 · A heater",
        "To be ratified at the next meeting: No. 2 · A lock",
        "Decided while it went on: No. 4 · Tea",
        "On the agenda too: No. 3 · A boat",
        "Note: Next time at Harbour Shelter's. The caretaker has the key.",
    ]
    assert json.loads(words(api / "decisions" / "1.json"))["ratified_on"] == meeting["held_on"]
    assert "ratified_on" not in json.loads(words(api / "decisions" / "2.json"))


def test_what_the_register_does_not_show_is_not_named_and_what_is_withheld_is_withheld(
    kept: Database, tmp_path: Path
) -> None:
    hidden = Redaction("security", passage="The caretaker has the key.")
    out = built(kept, tmp_path / "register", hidden, with_open=False)

    page = words(out / "meetings.html")
    assert "A boat" not in page
    assert "The caretaker has the key." not in page
    assert "[withheld: security]" in page
    assert CAT not in page


def test_where_there_was_no_meeting_there_is_no_such_page(tmp_path: Path) -> None:
    out = built(past.an_alliance(f"sqlite:///{tmp_path}/accord.db"), tmp_path / "register")

    assert not (out / "meetings.html").exists()
    assert not (out / "api" / "meetings.json").exists()
    assert "Meetings" not in words(out / "index.html")
