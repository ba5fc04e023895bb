"""Do register, calendar, JSON, minutes and list tell what came of decisions, each of them the same and no more?"""

import csv
import io
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar
from jsonschema import Draft202012Validator, FormatChecker

from bot.command_line import NotDone
from bot.publishing.chapters import Span
from bot.publishing.list_of_decisions import write_list
from bot.publishing.minutes.contents import minutes_of
from bot.publishing.minutes.markdown import write_markdown
from bot.publishing.minutes.page import write_page
from bot.publishing.redactions.file import Redaction
from bot.publishing.redactions.redactor import Redactor
from bot.publishing.register import site
from decisions.afterwards.follow_up import action, done, taken_back
from storage.alliance import alliances
from storage.engine.database import Database
from storage.personal import people
from storage.record.checks import comparison
from storage.record.proposals import facts, proposals
from tests import past
from tests.cast import ANN, KARA, NAMES, OUTSIDER

NOW = datetime(2023, 6, 1, 9, tzinfo=UTC)
DOCS = Path(__file__).parents[2] / "docs"


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """Nine decisions, one proposal that is open, and three actions of No. 5: to be done, done and taken back."""
    database = past.an_alliance(f"sqlite:///{tmp_path_factory.mktemp('actions')}/accord.db")
    past.decide(database, 9)
    past.people_have_names(database)
    past.raise_open(database, NOW, objects=False)
    with database.transaction() as connection:
        alliance, beds = alliances.load(connection, 1, for_writing=True), proposals.load(connection, 5)
        for what, owner in (("Ask three sites", ANN), ("Buy ten beds", OUTSIDER), ("Rent a van of Mr Grey", ANN)):
            given: dict[str, Any] = {"what": what, "owner": owner, "due_on": date(2023, 6, 20)}
            beds = facts.add(connection, alliance, beds, action(beds, alliance, None, by=KARA, at=NOW, **given))
        beds = facts.add(connection, alliance, beds, done(beds, alliance, 2, by=OUTSIDER, at=NOW, note="Ten came."))
        ended = taken_back(beds, alliance, 3, by=ANN, at=NOW, reason="Somebody lends us one.")
        facts.add(connection, alliance, beds, ended)
        assert list(comparison.differences(connection, 1)) == []
    yield database
    database.close()


def built(kept: Database, out: Path, *redactions: Redaction, with_open: bool = True) -> Path:
    with kept.snapshot() as connection:
        redactor = Redactor(redactions, people.everybody(connection))
        site.build(connection, 1, out, redactor, NOW, with_open=with_open, is_attributed=False)
    return out


def read(file: Path) -> Any:
    return json.loads(file.read_text(encoding="utf-8"))


def events(file: Path) -> dict[str, str]:
    """Return what a calendar has, by the names of its events."""
    found: list[Any] = Calendar.from_ical(file.read_bytes()).walk("VEVENT")
    assert all(each["DTEND"].dt.toordinal() - each["DTSTART"].dt.toordinal() == 1 for each in found)
    return {str(each["UID"]): f"{each['DTSTART'].dt} {each['SUMMARY']}" for each in found}


def test_a_page_tells_what_came_of_the_decision_by_organisations(kept: Database, tmp_path: Path) -> None:
    page = (built(kept, tmp_path / "register") / "decisions" / "5.html").read_text(encoding="utf-8")

    assert "Harbour Shelter, to be done by 20 June 2023" in page
    assert "the alliance&#39;s staff: done on 1 June 2023" in page
    assert "Ten came." in page
    assert "Somebody lends us one." in page
    assert not [name for name in NAMES.values() if name in page]
    assert "What came of it" not in (tmp_path / "register" / "decisions" / "4.html").read_text(encoding="utf-8")


def test_every_json_file_is_as_the_schema_says(kept: Database, tmp_path: Path) -> None:
    api = built(kept, tmp_path / "register") / "api"
    schema = read(api / "schema.json")

    assert schema == read(DOCS / "register.schema.json")
    Draft202012Validator.check_schema(schema)
    told = sorted(api.rglob("*.json"))
    assert len(told) == 14
    for file in told:
        name = "decision" if file.parent.name == "decisions" else file.stem
        if name != "schema":
            strict = _closed({**schema, "$ref": f"#/$defs/{name}"})
            Draft202012Validator(strict, format_checker=FormatChecker()).validate(read(file))


def _closed(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema, by which no field passes that it does not tell of."""
    return {**schema, "unevaluatedProperties": False}


def test_json_tells_what_the_pages_tell(kept: Database, tmp_path: Path) -> None:
    api = built(kept, tmp_path / "register") / "api"

    (first, second, third) = read(api / "actions.json")["actions"]
    assert first["decision"]["number"] == 5
    assert (first["what"], first["owner"], first["due_on"], first["state"]) == (
        "Ask three sites",
        "Harbour Shelter",
        "2023-06-20",
        "to do",
    )
    assert (second["state"], second["ended_on"], second["came_of_it"]["text"]) == ("done", "2023-06-01", "Ten came.")
    assert third["state"] == "taken back"
    beds = read(api / "decisions" / "5.json")
    assert [each["action"] for each in beds["actions"]] == [1, 2, 3]
    assert beds["text"]["text"].endswith("Two nurses come by every night.")
    listed = read(api / "decisions.json")["decisions"]
    assert [each["number"] for each in listed if each["state"] == "open"] == [10]
    for each in listed:
        page = (api / each["page"]).read_text(encoding="utf-8")
        assert read(api / each["file"])["title"] == each["title"]
        assert each["title"] in page.replace("&#39;", "'")


def test_what_is_withheld_on_the_pages_is_withheld_from_programs_and_calendars(kept: Database, tmp_path: Path) -> None:
    hidden = (Redaction(passage="Mr Grey", reason="his privacy"), Redaction(passage="three sites", reason="a secret"))
    register = built(kept, tmp_path / "register", *hidden)

    whole = "\n".join(each.read_text(encoding="utf-8") for each in register.rglob("*") if each.is_file())
    assert "Grey" not in whole
    assert "three sites" not in whole.replace("\n ", "")
    assert "Ask ▇▇▇ [withheld: a secret]" in read(register / "api" / "actions.json")["actions"][0]["what"]
    assert any("Ask ▇▇▇ [withheld: a secret]" in words for words in events(register / "calendar.ics").values())


def test_the_calendar_has_the_days_to_come_and_each_keeps_its_name(kept: Database, tmp_path: Path) -> None:
    public = events(built(kept, tmp_path / "register", with_open=False) / "calendar.ics")
    again = events(built(kept, tmp_path / "register", with_open=False) / "calendar.ics")

    assert public == again
    assert public["5-action-1-c0alliance@accord"] == "2023-06-20 To be done: Ask three sites"
    assert "5-action-2-c0alliance@accord" not in public
    reviews = [words for name, words in public.items() if "-review-" in name]
    assert len(reviews) == 7
    assert all("Review: No. " in words for words in reviews)


def test_the_calendar_by_itself_is_refused_while_something_near_is_left(kept: Database, tmp_path: Path) -> None:
    out = tmp_path / "calendar.ics"

    with kept.snapshot() as connection:
        days = site.write_calendar(connection, 1, out, Redactor((), {}), NOW)
        assert days == len(events(out))
        out.unlink()
        near = Redaction(passage="three site", reason="a secret")
        with pytest.raises(NotDone):
            site.write_calendar(connection, 1, out, Redactor((near,), {}), NOW)
    assert not out.exists()


def test_minutes_and_the_list_tell_what_was_done_and_what_is_to_be_done(kept: Database) -> None:
    june = Span(datetime(2023, 6, 1, tzinfo=UTC), datetime(2023, 7, 1, tzinfo=UTC))
    told: list[str] = []
    for write, span in ((write_markdown, june), (write_page, june), (write_list, Span())):
        out = io.StringIO(newline="")
        with kept.snapshot() as connection:
            write(minutes_of(connection, [1], span, NOW.date()), out)
        told.append(out.getvalue())
    markdown, page, listed = told

    came_of_it = markdown.split("## What came of decisions\n")[1].split("## ")[0]
    assert "Buy ten beds (Olly Trent). Done on 1 June 2023, says Olly Trent." in came_of_it.replace("\\", "")
    assert "> Somebody lends us one." in came_of_it
    assert "| Ask three sites | Ann Lee | 20 June 2023 |" in markdown
    assert "<blockquote><p>Ten came.</p></blockquote>" in page
    assert "<td>To be done for No. 5<br>Ask three sites<br>" in page
    assert "<br>Rent a van of Mr Grey<br>" in page
    rows = csv.DictReader(io.StringIO(listed.removeprefix("\ufeff"), newline=""))
    cells = {row["No."]: row["What came of it"] for row in rows}
    assert cells["4"] == ""
    assert "Ask three sites (Ann Lee). To be done by 2023-06-20." in cells["5"]
    assert "Taken back on 1 June 2023, says Ann Lee. Somebody lends us one." in cells["5"]
