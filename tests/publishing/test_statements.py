"""Is each statement of a partner read wherever a matter is told, whatever kind of them comes?"""

import io
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, replace
from typing import Any, TextIO
from zoneinfo import ZoneInfo

import pytest
from jsonschema import Draft202012Validator

from bot.publishing.foi.kinds import kind_in_words
from bot.publishing.minutes.contents import Minutes, MinutesItem
from bot.publishing.minutes.event import event_of
from bot.publishing.minutes.markdown import write_markdown
from bot.publishing.minutes.page import without_told, words_above, write_page
from bot.publishing.pages import template
from bot.publishing.register.api import SCHEMA, json_files
from bot.publishing.register.clerk import Clerk
from decisions.log.log_entry import LogEntry
from decisions.log.log_kinds import LOG_KINDS
from decisions.proposal.facts import with_fact
from decisions.proposal.log_labels import LABELS, Form
from decisions.proposal.proposal import Agreement, Proposal
from decisions.said.statements import STATEMENTS, Statement
from handlers.courier.messages import KINDS
from handlers.views.card.proposal_card import card
from handlers.views.windows.texts.history_window import history_window
from handlers.views.windows.texts.reading_window import Reading, reading_window
from tests.cast import ALLIANCE, ANN, BENEFIT, HARBOUR, MONDAY, NAMES, TEXT, proposal
from tests.reading import read_message, read_window
from tests.views.views import view_of

WORDS = "The ground is wet in winter."
EVERYBODY = tuple(partner.id for partner in ALLIANCE.partners)
ABOUT: Mapping[str, Any] = {
    "alliance": "A",
    "decisions": 1,
    "open": 0,
    "log_length": 1,
    "log_head": "a" * 64,
    "attributed": False,
    "built_on": MONDAY.date(),
    "built_at": "2026-11-02T09:00:00+00:00",
    "closed_on": None,
    "interests": (),
    "timezone": "Europe/London",
    "matters": None,
    "meetings": (),
}
every_kind = pytest.mark.parametrize("which", STATEMENTS)


def made(which: type[Statement]) -> Statement:
    """Make one of any kind; what no other kind has is in letters."""
    known: dict[str, Any] = {"partner_id": HARBOUR.id, "by": ANN, "at": MONDAY, "revision": 1, "words": WORDS}
    return which(**{each.name: known.get(each.name, "Clyde") for each in fields(which)})


def decided_with(which: type[Statement]) -> Proposal:
    return replace(with_fact(proposal(), made(which)), agreement=Agreement(1, MONDAY, EVERYBODY))


def entry_of(kind: str, **more: Any) -> LogEntry:
    told: dict[str, Any] = {"actor": ANN, "partner": HARBOUR.name, "number": 12, "revision": 1, **more}
    return LogEntry("C", 1, MONDAY.isoformat(), kind, told, dict.fromkeys(told, ""), "0" * 64, "1" * 64)


def minutes_of(told: Proposal) -> Minutes:
    agreed = entry_of("decision_agreed", title=told.current.title, text=told.current.text)
    items = {told.number: MinutesItem(told, ALLIANCE, NAMES)}
    return Minutes(ALLIANCE, MONDAY.date(), MONDAY.date(), items, [agreed], NAMES)


@every_kind
@pytest.mark.parametrize("write", [write_markdown, write_page])
def test_both_minutes_have_it_once(which: type[Statement], write: Callable[[Iterable[Minutes], TextIO], None]) -> None:
    out = io.StringIO()

    write([minutes_of(decided_with(which))], out)

    assert out.getvalue().count(WORDS.removesuffix(".")) == 1
    assert out.getvalue().count(TEXT.removesuffix(".")) == (2 if write is write_markdown else 1)


@every_kind
def test_the_register_has_it_on_its_page_and_for_programs(which: type[Statement]) -> None:
    record = Clerk({}, {}, "Europe/London", is_attributed=False).record(view_of(decided_with(which)))
    shared = {"about": ABOUT, "titles": {}, "root": "", "topics": [], "years": [], "papers": ()}

    page = template("register/decision.html").render(shared, record=record)
    files = dict(json_files([record], {}, ABOUT, []))

    kept, kind = json.loads(files["decisions/12.json"]), STATEMENTS[which]
    assert WORDS in page
    assert f">{kind.heading}</h2>" in page
    assert [(each["kind"], each["partner"], each["words"]["text"]) for each in kept["statements"]] == [
        (kind.name, HARBOUR.name, WORDS)
    ]
    strict = {**json.loads(files[SCHEMA]), "$ref": "#/$defs/decision", "unevaluatedProperties": False}
    Draft202012Validator(strict).validate(kept)


def test_programs_find_views_and_corrections_where_they_found_them_before() -> None:
    clerk = Clerk({}, {}, "Europe/London", is_attributed=False)
    told = decided_with(next(iter(STATEMENTS)))
    for which in [*STATEMENTS][1:]:
        told = with_fact(told, made(which))

    kept = json.loads(dict(json_files([clerk.record(view_of(told))], {}, ABOUT, []))["decisions/12.json"])

    words = {"text": WORDS, "html": f"<p>{WORDS}</p>"}
    assert kept["views"] == [{"partner": HARBOUR.name, "words": words}]
    assert kept["corrections"] == [{"partner": HARBOUR.name, "on": "2026-11-02", "words": words}]


@every_kind
def test_it_is_told_in_the_thread_confirmed_and_named_in_packs(which: type[Statement]) -> None:
    kind, seen = STATEMENTS[which], view_of(decided_with(which))

    told = read_message(KINDS[kind.name].write(seen, {kind.name: 0}))
    confirmed = read_message(KINDS[f"{kind.name}_receipt"].write(seen, {kind.name: 0}))

    assert WORDS in told
    assert HARBOUR.name in told
    assert kind.noun in confirmed
    assert kind_in_words(kind.name) == kind.in_short


@every_kind
def test_it_stands_on_the_card_and_where_all_can_be_read(which: type[Statement]) -> None:
    kind, seen = STATEMENTS[which], view_of(decided_with(which))

    assert kind.sign in read_message(card(seen))
    assert WORDS in read_window(reading_window(Reading(seen, None, None)))
    assert (WORDS in read_window(history_window(seen))) is kind.is_of_decision


@pytest.mark.parametrize("kind", LOG_KINDS)
def test_no_words_of_an_entry_are_lost_that_do_not_stand_above(kind: str) -> None:
    declared = LOG_KINDS[kind]
    written = [
        name for name in (*declared.fields, *declared.if_any) if LABELS.get(name) and LABELS[name].form is Form.WORDS
    ]
    above = words_above(MinutesItem(proposal(), ALLIANCE, NAMES))

    event = event_of(entry_of(kind, **dict.fromkeys(written, WORDS)), ZoneInfo("Europe/London"), lambda _person: "")

    assert without_told(event, above) == event
    assert [words for _, words in event.parts] == [WORDS] * len(written)


def test_words_that_stand_above_are_not_repeated() -> None:
    raised = entry_of("proposal_raised", title="Ten winter beds", text=TEXT, benefit=BENEFIT)
    event = event_of(raised, ZoneInfo("Europe/London"), lambda _person: "")

    told = without_told(event, words_above(MinutesItem(proposal(), ALLIANCE, NAMES)))

    assert (told.parts, told.title) == ((), "")
    assert without_told(event, None) == event
