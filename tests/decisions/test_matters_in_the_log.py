"""Does the log alone say who decides what, and is it doubted where it says more than all agreed to?"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from decisions.alliance.matter import DECIDED, TAKEN_BACK, Decider, MatterClass
from decisions.replay.replay import replay
from tests import outside
from tests.cast import ANN, CAT, KARA, MONDAY
from tests.decisions.logs import (
    AGREED,
    CONSENTS,
    FOUNDING,
    RAISED,
    STEPS_BACK,
    Event,
    a_text,
    after_founding,
    at,
    changed,
    doubts,
    entries,
    said,
)

SETS: dict[str, Any] = {"matter": "Small repairs", "decider": "manager", "each": 5_000, "in_all": 8_000}
CHANGE = {"kind": "MatterSet", "partner_id": 0, "partner": "", **SETS, "until": "2026-11-02"}
DELEGATED = (changed(RAISED, change=CHANGE), *CONSENTS, AGREED)
SET: Event = ("matters_set", {"number": 1, "partner": "", **SETS, "until": "2026-11-02"})
SPENT = {"matter": "Small repairs", "under": 1, "what": "A boiler", "reason": "It broke.", "actor": KARA}


def alone(number: int, amount: int, **more: Any) -> Event:
    return DECIDED, {**SPENT, "decision": number, "sum": amount, **more}


def back(number: int, **more: Any) -> Event:
    return TAKEN_BACK, {"decision": number, "reason": "A slip.", "actor": KARA, **more}


RESERVES = {**CHANGE, "decider": "partner", "partner": "Clyde", "each": 0, "in_all": 0, "until": ""}
RESERVED: Event = ("matters_set", {"number": 1, "partner": "Clyde", "matter": "Small repairs", "decider": "partner"})
RENAMED: Event = ("partner_renamed", {"partner": "Clyde Two", "before": "Clyde", "actor": KARA})
OWN: Event = ("own_limit_set", {"partner": "Harbour", "actor": ANN, "limit": 50_000, "who": "our board"})

NAMED: dict[str, Any] = {"matter": "Planning", "sum": 60_000}
NAMES_BOTH = changed(RAISED, **NAMED, text_sha256=a_text(1, 0, **NAMED).text_sha256)

GOOD = {
    "class and sum": (NAMES_BOTH, *CONSENTS, AGREED),
    "delegated": (*DELEGATED, SET, alone(1, 5_000), alone(2, 3_000)),
    "taken back": (*DELEGATED, SET, alone(1, 5_000), alone(2, 3_000), back(1), alone(3, 5_000), back(2), back(3)),
    "reserved": (changed(RAISED, change=RESERVES), *CONSENTS, AGREED, RESERVED),
    "reserved and renamed": (
        changed(RAISED, change=RESERVES),
        *CONSENTS,
        AGREED,
        RENAMED,
        changed(RESERVED, partner="Clyde Two"),
    ),
    "own limit": (OWN, changed(OWN, limit=None, who="")),
}
FORGED = {
    "another sum of a text": ((changed(NAMES_BOTH, sum=6),), "puts another text than the one that it names"),
    "beyond one": ((*DELEGATED, SET, alone(1, 5_001)), "decides D1 alone beyond what was delegated"),
    "beyond all": ((*DELEGATED, SET, alone(1, 5_000), alone(2, 3_001)), "decides D2 alone beyond what was delegated"),
    "nothing": ((*DELEGATED, SET, alone(1, 0)), "decides D1 alone beyond what was delegated"),
    "by another": ((*DELEGATED, SET, alone(1, 10, actor=ANN)), f"decides D1 alone, and is by {ANN}"),
    "of nothing": ((*DELEGATED, SET, alone(1, 10, matter="Rents")), "decides D1 alone, and no decision delegates it"),
    "under another": ((*DELEGATED, SET, alone(1, 10, under=4)), "decides D1 alone, and no decision delegates it"),
    "out of turn": ((*DELEGATED, SET, alone(2, 10)), "decides D2 out of turn"),
    "taken back by another": ((*DELEGATED, SET, alone(1, 10), back(1, actor=ANN)), f"takes D1 back, and is by {ANN}"),
    "taken back twice": ((*DELEGATED, SET, alone(1, 10), back(1), back(1)), "takes D1 back, which does not stand"),
    "nothing taken back": ((*DELEGATED, SET, alone(1, 10), back(2)), "takes D2 back, which does not stand"),
    "beyond what is left again": (
        (*DELEGATED, SET, alone(1, 5_000), alone(2, 3_000), back(2), alone(3, 3_001)),
        "decides D3 alone beyond what was delegated",
    ),
    "without agreement": ((changed(RAISED, change=CHANGE), SET), "says who decides Small repairs, and No. 1 does not"),
    "another sum": ((*DELEGATED, changed(SET, in_all=90_000)), "says who decides Small repairs, and No. 1 does not"),
    "another partner": (
        (changed(RAISED, change=RESERVES), *CONSENTS, AGREED, changed(RESERVED, partner="Harbour")),
        "says who decides Small repairs, and No. 1 does not",
    ),
    "twice": ((*DELEGATED, SET, SET), "says who decides Small repairs, and No. 1 does not"),
    "another's limit": ((changed(OWN, actor=KARA),), f"is by {KARA}, who d"),
    "stepped back": (
        (changed(RAISED, change=CHANGE), said("interest_declared", "Clyde", "U0DEV", nature="role", words="Ours")),
        "steps back from No. 1, which only all together decide",
    ),
}


@pytest.mark.parametrize("events", GOOD.values(), ids=GOOD)
def test_what_follows_is_not_doubted(events: tuple[Event, ...]) -> None:
    assert doubts(*events) == []
    assert outside.verdict(outside.export(entries(*FOUNDING, *events)))[0]


@pytest.mark.parametrize(("events", "words"), FORGED.values(), ids=FORGED)
def test_what_does_not_follow_is_doubted(events: tuple[Event, ...], words: str) -> None:
    assert any(words in doubt for doubt in doubts(*events))
    is_content, said_there = outside.verdict(outside.export(entries(*FOUNDING, *events)))
    assert not is_content
    assert words[:40] in said_there


def test_the_day_after_the_last_is_too_late() -> None:
    events = (*DELEGATED, SET, alone(1, 10))
    log = [*entries(*FOUNDING, *events)]
    log[-1] = replace(log[-1], at=(MONDAY + timedelta(days=1)).isoformat())

    assert "after the last day" in outside.verdict(outside.export(log))[1]
    assert "after the last day" in replay(log).doubts[0].words


def test_what_was_decided_is_taken_back_on_its_day_and_not_on_the_next() -> None:
    until = "2026-12-02"
    raised = changed(RAISED, change={**CHANGE, "until": until})
    log = entries(*FOUNDING, raised, *CONSENTS, AGREED, changed(SET, until=until), alone(1, 10), back(1))
    log[-1] = replace(log[-1], at=(MONDAY + timedelta(days=1)).isoformat())

    assert "takes D1 back later than on its day" in outside.verdict(outside.export(log))[1]
    assert "takes D1 back later than on its day" in replay(log).doubts[0].words


def test_its_day_is_that_of_the_zone_in_which_it_is_taken_back() -> None:
    """In Auckland it was the next day already."""
    moved = ("settings_changed", {"actor": KARA, "timezone": "Europe/London"})
    events = (*DELEGATED, changed(SET, until="2026-11-30"), alone(1, 10), moved, back(1))
    raised = changed(RAISED, change={**CHANGE, "until": "2026-11-30"})
    log = entries(changed(FOUNDING[0], timezone="Pacific/Auckland"), *FOUNDING[1:], raised, *events[1:])
    late = datetime(2026, 11, 12, 12, 30, tzinfo=UTC)
    log[-3:] = [replace(each, at=(late + timedelta(minutes=30 * n)).isoformat()) for n, each in enumerate(log[-3:])]

    assert replay(log).doubts == []
    assert outside.verdict(outside.export(log))[0]


def test_the_classes_follow_from_the_log() -> None:
    alliance = after_founding(*GOOD["reserved and renamed"]).alliance

    assert alliance is not None
    assert alliance.matters.classes == (MatterClass("Small repairs", Decider.PARTNER, 1, "Clyde Two", since=at(11)),)


RULES = (changed(RAISED, change=RESERVES), *CONSENTS, AGREED, RESERVED)
PLANS = changed(RAISED, number=2, matter="Small repairs")
CLYDE_SAYS = changed(CONSENTS[1], number=2)
VIEW = changed(said("view_given", "Harbour", ANN, words="Too dear"), number=2)
BY_CLYDE = changed(AGREED, number=2, partners=["Clyde"], reserved_to="Clyde", views_of=["Harbour"])


def test_the_log_alone_says_that_one_partner_decided() -> None:
    events = (*RULES, PLANS, VIEW, CLYDE_SAYS, BY_CLYDE)

    assert doubts(*events) == []
    holds, words = outside.verdict(outside.export(entries(*FOUNDING, *events)))
    assert holds, words
    assert "1 decision follows from the consent of the one partner whose own matter it is by law (No. 2)" in words
    assert outside.follows(1) in words


def test_whose_views_were_heard_is_told_by_the_name_of_then() -> None:
    called = ("partner_renamed", {"partner": "Harbour Two", "before": "Harbour", "actor": KARA})
    again = changed(VIEW, partner="Harbour Two", words="Still too dear")
    told = changed(BY_CLYDE, views_of=["Harbour Two", "Council"])
    council = changed(said("view_given", "Council", CAT, words="Well"), number=2)
    events = (*RULES, PLANS, VIEW, called, council, again, CLYDE_SAYS, told)

    assert doubts(*events) == []
    assert outside.verdict(outside.export(entries(*FOUNDING, *events)))[0]


@pytest.mark.parametrize(
    ("events", "words"),
    [
        ((PLANS, changed(CLYDE_SAYS, partner="Harbour", actor=ANN)), "and Clyde decides it alone"),
        ((PLANS, changed(BY_CLYDE)), "agrees No. 2 without the consent of Clyde"),
        ((PLANS, CLYDE_SAYS, changed(BY_CLYDE, reserved_to="")), "names others than the partners who decided No. 2"),
        ((PLANS, CLYDE_SAYS, changed(BY_CLYDE, reserved_to="Harbour")), "names others than the partners who"),
        ((changed(PLANS, matter="Rents"), CLYDE_SAYS, BY_CLYDE), "agrees No. 2 without the consent of"),
        ((PLANS, CLYDE_SAYS, BY_CLYDE), "names other views than those that were given of No. 2"),
        ((PLANS, VIEW, CLYDE_SAYS, changed(BY_CLYDE, views_of=[])), "names other views than those"),
        ((PLANS, VIEW, CLYDE_SAYS, changed(BY_CLYDE, views_of=["Harbour", "Clyde"])), "names other views than those"),
        ((PLANS, changed(VIEW, actor="U0DEV")), "who d"),
        ((PLANS, changed(STEPS_BACK, number=2)), "which one partner"),
    ],
)
def test_forged_decisions_of_one_partner_are_doubted(events: tuple[Event, ...], words: str) -> None:
    told = (*RULES, *events)

    assert any(words in doubt for doubt in doubts(*told))
    holds, said_there = outside.verdict(outside.export(entries(*FOUNDING, *told)))
    assert not holds
    assert words in said_there


def test_the_log_says_that_all_decide_what_was_put_before() -> None:
    events = (changed(RAISED, change=RESERVES), PLANS, *CONSENTS, AGREED, RESERVED, CLYDE_SAYS, BY_CLYDE)

    assert any("agrees No. 2 without the consent of" in doubt for doubt in doubts(*events))
    assert "agrees No. 2 without" in outside.verdict(outside.export(entries(*FOUNDING, *events)))[1]


SPENDS = tuple(alone(number, amount) for number in (1, 2, 3) for amount in (10, 5_000, 8_000))
STRETCHES: tuple[tuple[Event, ...], ...] = (
    (*DELEGATED, SET),
    (changed(RAISED, change=RESERVES), *CONSENTS, AGREED, RESERVED),
    (PLANS, CLYDE_SAYS, changed(BY_CLYDE, views_of=[])),
    (PLANS, VIEW, CLYDE_SAYS, BY_CLYDE),
    (back(1),),
    (back(2),),
    (PLANS, *(changed(each, number=2) for each in CONSENTS)),
    (PLANS, VIEW),
    (changed(AGREED, number=2),),
    (RENAMED,),
    (OWN,),
    *((each,) for each in SPENDS),
)


@settings(max_examples=120, deadline=None)
@given(st.sampled_from(STRETCHES[:2]), st.lists(st.sampled_from(STRETCHES[2:]), max_size=7))
def test_the_script_for_others_judges_as_the_rules_do(
    first: tuple[Event, ...], course: list[tuple[Event, ...]]
) -> None:
    log = entries(*FOUNDING, *first, *(event for stretch in course for event in stretch))

    holds, words = outside.verdict(outside.export(log))

    assert holds == (not replay(log).doubts), (words, replay(log).doubts)
