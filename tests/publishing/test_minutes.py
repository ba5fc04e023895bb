"""Do the minutes of a period tell people what was decided, and what is to be done, and stay small?"""

import csv
import io
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, TextIO
from zoneinfo import ZoneInfo

import pytest

from bot.publishing import exports
from bot.publishing.chapters import Span
from bot.publishing.list_of_decisions import write_list
from bot.publishing.minutes.contents import Minutes, MinutesItem, minutes_of
from bot.publishing.minutes.event import event_of
from bot.publishing.minutes.markdown import write_markdown
from bot.publishing.minutes.page import write_page
from decisions.answers import question
from decisions.log.log_entry import LogEntry
from decisions.proposal.proposal import Agreement
from decisions.texts import revision
from decisions.texts.revision import Draft
from storage.alliance import alliances
from storage.engine.database import Database
from storage.record import decision_log
from storage.record.proposals import facts
from tests import past
from tests.cast import ALLIANCE, ANN, BEN, ELA, GUS, HAL, KARA, LEADS, MONDAY, NAMES, PARTNERS
from tests.cast import proposal as a_proposal
from tests.cast import revision as a_text
from tests.paper import PAPER, RICH_PAPER, WHY

BEGINS = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
NOVEMBER = Span(datetime(2026, 11, 1, tzinfo=UTC), datetime(2026, 12, 1, tzinfo=UTC))
# An export of 3,000 such decisions was 273 MB once; a twentieth of that is this for each.
MOST_BYTES_A_DECISION = 4550


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Database:
    """Twelve decisions in 2023; in November 2026 one more, and one that is withdrawn, one open and one held."""
    database = past.an_alliance(f"sqlite:///{tmp_path_factory.mktemp('minutes')}/accord.db")
    past.decide(database, 12)
    past.people_have_names(database)
    with database.transaction() as connection:
        alliance = alliances.load(connection, 1, for_writing=True)
        paper = Draft("=Ten more beds", PAPER, RICH_PAPER, WHY, topics=("Winter",), owner=KARA)
        paper = replace(paper, decide_by=date(2026, 11, 20), review_on=date(2027, 2, 1), in_force_on=date(2027, 1, 1))
        beds = past._raised(connection, alliance, paper, None, BEGINS)
        beds = past._objects(connection, alliance, beds, HAL, "No nurse at night.", BEGINS + timedelta(hours=5))
        for hour, lead in enumerate(LEADS):
            concern = "Look at the money in summer." if lead == GUS else ""
            beds = past._consents(connection, alliance, beds, lead, BEGINS + timedelta(days=1, hours=hour), concern)
        at = BEGINS + timedelta(days=5)
        phones = past._raised(connection, alliance, past._draft(*past.MATTERS[4], 0), None, at)
        facts.add(
            connection, alliance, phones, revision.withdrawal(phones, alliance, by=KARA, reason="No need.", at=at)
        )
        form = past._raised(connection, alliance, past._draft(*past.MATTERS[5], 0), None, at)
        words, day = "Who keeps the form?", date(2026, 11, 27)
        asked = question.question(form, alliance, by=ELA, revision=1, at=at, words=words, answer_by=day)
        facts.add(connection, alliance, form, asked)
        speaks: dict[str, Any] = {"number": None, "before": [ANN, BEN], "representatives": [BEN]}
        named = {"kind": "representatives_changed", "actor": ANN, "partner": "Harbour Shelter", **speaks}
        decision_log.append(connection, alliance, at=at, **named)
    past.raise_open(database, BEGINS + timedelta(days=8), objects=True)
    return database


def written(kept: Database, write: Callable[[Iterable[Minutes], TextIO], None], span: Span = NOVEMBER) -> str:
    out = io.StringIO(newline="")
    with kept.snapshot() as connection:
        write(minutes_of(connection, [1], span, date(2026, 12, 1)), out)
    return out.getvalue()


def chapters(markdown: str) -> dict[str, str]:
    parts = re.split(r"^## (.*)\n", markdown, flags=re.MULTILINE)[1:]
    return dict(zip(parts[::2], parts[1::2], strict=True))


def test_minutes_tell_what_was_decided_and_how_objections_ended(kept: Database) -> None:
    decided = chapters(written(kept, write_markdown))["Decided (1)"]

    for words in (
        "### No. 13 · =Ten more beds",
        "Agreed on 3 November 2026 by all partners.",
        f"Consented: {', '.join(PARTNERS)}",
        "Concern of Kelvin Advice, kept for the review:\n\n> Look at the money in summer.",
        "Objection of Tollcross Housing First on 2 November 2026:\n\n> No nurse at night.",
        "What would make it acceptable:\n\n> Two night nurses.",
        "How it was settled:\n\n> The health link lends us two night nurses.",
        "In force from: 1 January 2027 · Owner: Kara Munro · To be looked at again: 1 February 2027",
        "> | Nurse on site | £24,300 | £20,250 | £44,550 |",
    ):
        assert words in decided, words


def test_minutes_tell_what_is_not_decided_and_why(kept: Database) -> None:
    told = chapters(written(kept, write_markdown))

    assert "Too few nurses at night." in told["Held by an objection (1)"]
    assert "It holds the decision." in told["Held by an objection (1)"]
    assert "takes time, and answers by 27 November 2026.\n\n> Who keeps the form?" in told["Open, not decided yet (1)"]
    assert "Withdrawn on 7 November 2026 by Kara Munro.\n\n> No need." in told["Withdrawn (1)"]


def test_minutes_tell_who_does_what_until_when(kept: Database) -> None:
    to_do = chapters(written(kept, write_markdown))["To be done"]
    others = ", ".join(partner for partner in PARTNERS if partner != "Lived Experience Group")

    assert "| See to it, and look at it again together | Kara Munro | 1 February 2027 |" in to_do
    assert "| Answer | Lived Experience Group | 27 November 2026 |" in to_do
    assert f"One form for all of us | Answer | {others} |  |" in to_do
    assert "| Find what settles the objection | Kara Munro, Tollcross Housing First |  |" in to_do


def test_minutes_stand_as_things_stood_at_the_end_of_the_period(kept: Database) -> None:
    first_day = Span(NOVEMBER.since, BEGINS + timedelta(hours=6))

    then = chapters(written(kept, write_markdown, first_day))

    assert list(then) == ["Held by an objection (1)", "To be done", "Appendix: the decision log of these days"]
    assert "No nurse at night." in then["Held by an objection (1)"]


def test_who_speaks_for_a_partner_from_then_on_is_told(kept: Database) -> None:
    names = "So far: Ann Lee, Ben Okoro · Represented by: Ben Okoro"
    line = f"7 November 2026: Representatives changed, Harbour Shelter: {names}"

    told = chapters(written(kept, write_markdown))

    assert told["Partners, and who speaks for them"].strip() == f"- {line}"
    assert f"<li>{line}</li>" in written(kept, write_page)


def test_what_was_looked_at_again_is_told(kept: Database) -> None:
    told = chapters(written(kept, write_markdown, Span()))

    assert "It works, keep it." in told["Looked at again, and kept"]
    assert "by Ann Lee. Next on " in told["Looked at again, and kept"]


def test_the_page_tells_the_same_and_repeats_nothing(kept: Database) -> None:
    page = written(kept, write_page)

    assert page.count("No nurse at night.") == 1
    assert page.count("Nobody should have to choose between a doorway and a night bus.") == 1
    assert '<tr><td>Nurse on site</td><td class="figure">£24,300</td>' in page
    assert "<td>Objection to No. 13<td>Tollcross Housing First" in page
    assert not re.findall(r"[UW]0[A-Z]+", page.split('id="chain"')[0])


def test_a_list_of_decisions_is_one_for_a_spreadsheet(kept: Database) -> None:
    listed = written(kept, write_list)

    assert listed.startswith('\ufeff"Alliance","No.","Title"')
    (row,) = csv.DictReader(io.StringIO(listed.removeprefix("\ufeff"), newline=""))
    assert (row["No."], row["Title"], row["Agreed on"]) == ("13", "'=Ten more beds", "2026-11-03")
    assert row["Consented"] == ", ".join(PARTNERS)
    assert row["In force from"] == "2027-01-01"
    assert row["Concerns kept for the review"] == "Kelvin Advice: Look at the money in summer."
    assert row["Objections, and how they ended"].endswith(
        "How it was settled: The health link lends us two night nurses."
    )
    assert (row["Owner"], row["To be looked at again on"], row["Raised by"]) == (
        "Kara Munro",
        "2027-02-01",
        "Kara Munro",
    )


def tried(last: date, over: tuple[int, ...] = ()) -> Minutes:
    """Tell of a decision that is tried until 30 November, as it stood on a day."""
    everybody = tuple(partner.id for partner in ALLIANCE.partners)
    text = a_text(tried_until=date(2026, 11, 30), review_on=date(2026, 12, 10))
    told = MinutesItem(
        a_proposal(revisions=(text,), agreement=Agreement(1, MONDAY, everybody)), ALLIANCE, NAMES, over, last
    )
    agreed = LogEntry("A", 1, "", "decision_agreed", {"number": 12}, {}, "", "")
    return Minutes(ALLIANCE, MONDAY.date(), last, {12: told}, [agreed], NAMES)


def test_what_is_tried_is_to_be_renewed_and_ends() -> None:
    running, over, renewed = tried(date(2026, 11, 30)), tried(date(2026, 12, 1)), tried(date(2026, 12, 1), (14,))

    assert dict(running.by_number[12].facts)["Tried until"] == "30 November 2026"
    assert ("Renew it, or it ends", date(2026, 11, 30)) in [(each.what, each.by) for each in running.to_do]
    assert dict(over.by_number[12].facts)["Tried until"] == "30 November 2026; it was not renewed"
    assert over.to_do == []
    assert dict(renewed.by_number[12].facts)["Tried until"] == "30 November 2026"
    assert renewed.to_do == []


def test_the_list_of_decisions_says_what_was_tried_and_has_ended() -> None:
    out = io.StringIO(newline="")

    write_list([tried(date(2026, 12, 1))], out)

    (row,) = csv.DictReader(io.StringIO(out.getvalue().removeprefix("\ufeff"), newline=""))
    assert (row["Tried until"], row["Ended"]) == ("2026-11-30", "It was not renewed")
    assert row["To be looked at again on"] == ""


def test_a_page_of_decisions_stays_small(tmp_path: Path) -> None:
    database = past.an_alliance(f"sqlite:///{tmp_path}/accord.db")
    past.decide(database, 40)
    past.people_have_names(database)

    page = written(database, write_page, Span())

    assert len(page.encode()) <= 40 * MOST_BYTES_A_DECISION


def test_a_period_before_the_founding_has_nothing(kept: Database) -> None:
    out = io.StringIO()

    with kept.snapshot() as connection:
        exports.write(connection, [1], "html", Span(until=datetime(2020, 1, 1, tzinfo=UTC)), date(2026, 12, 1), out)

    assert "No entry of the decision log is of these days." in out.getvalue()


def test_until_when_somebody_stands_in_is_told() -> None:
    speaks: dict[str, Any] = {"actor": ANN, "partner": "Harbour Shelter", "number": None, "before": [ANN]}
    until = {"stand_ins": [BEN], "until": "2026-12-05", "ends_at": "2026-12-06T00:00:00.000000+00:00"}

    def facts_of(fields: dict[str, Any]) -> str:
        entry = LogEntry("C1", 9, BEGINS.isoformat(), "representatives_changed", fields, {}, "", "")
        return event_of(entry, ZoneInfo("Europe/London"), lambda person: NAMES.get(person, "")).facts

    named = facts_of({**speaks, "representatives": [ANN, BEN], **until})
    ended = facts_of({**speaks, "actor": "", "representatives": [ANN], "stood_in_until": "2026-12-05"})

    assert named.endswith("Represented by: Ann Lee, Ben Okoro · Standing in: Ben Okoro · Until: 5 December 2026")
    assert ended.endswith("Represented by: Ann Lee · Stood in until: 5 December 2026")
