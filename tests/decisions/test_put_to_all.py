"""Does all that all were asked about stay decided by all, by the rules and by the log alone?"""

from dataclasses import replace
from datetime import timedelta

import pytest

from decisions.alliance.matter import Matters
from decisions.proposal.part import deciding, whose_matter
from decisions.proposal.proposal import Kind, Response, Revision
from decisions.proposal.sealed import digest
from decisions.replay.replay import replay
from decisions.texts.revision import Draft, amendment, first_revision
from tests import outside
from tests.cast import ANN, COUNCIL, KARA, MONDAY, proposal, revision, typed
from tests.decisions.logs import (
    AGREED,
    AMENDED,
    CONSENTS,
    CURE,
    FOUNDING,
    LET_BY_ALL,
    LETS,
    RAISED,
    STEPS_BACK,
    Event,
    at,
    changed,
    doubts,
    entries,
)
from tests.decisions.refused import declined
from tests.decisions.test_matters_in_the_log import (
    BY_CLYDE,
    CLYDE_SAYS,
    DELEGATED,
    PLANS,
    RENAMED,
    RESERVED,
    RESERVES,
    RULES,
    SET,
)
from tests.decisions.test_reserved_matters import ALL_SAY, COUNCILS, PLAN, RESERVING

TODAY = MONDAY.date()


def test_an_amendment_never_takes_the_voice_from_those_who_were_asked() -> None:
    asked = replace(PLAN, revisions=(revision(),), responses=(ALL_SAY[2],))
    draft = Draft("Beds", "Twelve beds.", typed("Twelve beds."), "Warmth.", matter="Planning")

    refusal = declined(lambda: amendment(asked, RESERVING, draft, None, by=KARA, revision=1, at=MONDAY))

    assert (refusal.field, refusal.words[:43]) == ("matter", "All partners were asked about No. 12, so al")
    amended = replace(asked, revisions=(revision(), revision(2, matter="Planning")))
    assert len(deciding(amended, RESERVING)) == 8


def test_the_text_of_its_own_partner_may_change() -> None:
    rents = replace(RESERVING, matters=Matters((COUNCILS, replace(COUNCILS, name="Rents"))))
    draft = Draft("Beds", "Twelve beds.", typed("Twelve beds."), "Warmth.", matter="Rents")

    amended = amendment(PLAN, rents, draft, None, by=KARA, revision=1, at=MONDAY)

    assert whose_matter(replace(PLAN, revisions=(*PLAN.revisions, amended)), rents) == COUNCIL


@pytest.mark.parametrize(
    "first",
    [revision(), revision(matter="Rents"), revision(matter="Planning", supersedes=3)],
)
def test_what_all_were_asked_about_once_is_nobodys_own(first: Revision) -> None:
    told = proposal(revisions=(first, revision(2, matter="Planning")))

    assert whose_matter(told, RESERVING) is None


def test_a_class_that_is_reserved_meanwhile_changes_nothing_for_the_next_text() -> None:
    """Neither a consent beforehand nor a partner that stepped back is lost."""
    late = replace(RESERVING, matters=Matters((replace(COUNCILS, since=MONDAY + timedelta(seconds=1)),)))
    second = revision(2, matter="Planning", at=MONDAY + timedelta(days=1))

    assert whose_matter(replace(PLAN, revisions=(*PLAN.revisions, second)), late) is None


RENTS = changed(RAISED, number=2)
TO_OWN: Event = changed(AMENDED, number=2, matter="Small repairs")
BY_ALL = changed(AGREED, number=2, revision=2, text=CURE)
CLYDE_ANEW = changed(CLYDE_SAYS, revision=2)
MEANWHILE = (changed(RAISED, change=RESERVES), PLANS, *CONSENTS, AGREED, RESERVED, TO_OWN)


@pytest.mark.parametrize("before", [(*RULES, RENTS, TO_OWN), MEANWHILE])
def test_the_log_says_that_all_decide_what_all_were_asked_about(before: tuple[Event, ...]) -> None:
    alone_by_clyde = (*before, CLYDE_ANEW, changed(BY_CLYDE, revision=2, text=CURE, views_of=[]))
    by_all = (*before, *(changed(each, number=2, revision=2) for each in CONSENTS), BY_ALL)

    assert any("agrees No. 2 without the consent of" in doubt for doubt in doubts(*alone_by_clyde))
    assert "agrees No. 2 without" in outside.verdict(outside.export(entries(*FOUNDING, *alone_by_clyde)))[1]
    assert doubts(*by_all) == []
    holds, words = outside.verdict(outside.export(entries(*FOUNDING, *by_all)))
    assert holds, words


def test_whoever_stepped_back_before_it_was_reserved_is_let_by_all() -> None:
    lets = changed(LETS, number=2, partner="Council", actor="U0CAT")
    events = (*MEANWHILE[:2], changed(STEPS_BACK, number=2), *MEANWHILE[2:], lets)
    granted = changed(LET_BY_ALL, number=2)

    for course in ((*events, granted), (*events, changed(LETS, number=2), granted)):
        is_let = len(course) > len(events) + 1
        assert (doubts(*course) == []) is is_let
        assert outside.verdict(outside.export(entries(*FOUNDING, *course)))[0] is is_let


def test_whoever_is_no_partner_is_called_nothing_else() -> None:
    events = (*DELEGATED, SET, RENAMED, RENAMED)

    assert doubts(*events) == ["entry 12 can't be read as what it says to be"]
    assert outside.verdict(outside.export(entries(*FOUNDING, *events))) == (
        False,
        "entry 12 is of Clyde, which was no partner then",
    )


def test_no_class_is_set_before_what_the_log_tells_of_already() -> None:
    """Or else it would have been so when an earlier text was put."""
    log = entries(*FOUNDING, *MEANWHILE[:-1], CLYDE_SAYS, changed(BY_CLYDE, views_of=[]))
    set_at = next(place for place, entry in enumerate(log) if entry.kind == "matters_set")
    log[set_at] = replace(log[set_at], at=at(2).isoformat())

    assert [doubt.words for doubt in replay(log).doubts] == ["entry 11 says an earlier time than the entry before it"]
    assert outside.verdict(outside.export(log)) == (False, "entry 11 says an earlier time than the entry before it")
    at_once = [replace(entry, at=at(2).isoformat()) for entry in entries(*FOUNDING, RAISED)]
    assert replay(at_once).doubts == []


@pytest.mark.parametrize("settings_say_sealed", [True, False])
def test_what_one_partner_decides_has_no_sealed_round(settings_say_sealed: bool) -> None:  # noqa: FBT001 (a column)
    here = replace(RESERVING, seals_first_rounds=settings_say_sealed)
    draft = Draft("Beds", "Ten beds.", typed("Ten beds."), "Warmth.", matter="Planning", sealed=not settings_say_sealed)

    if settings_say_sealed:
        assert not first_revision(here, draft, None, by=ANN, at=MONDAY).sealed
    else:
        # Nobody chose it for this text before: whoever ticked it is told.
        assert declined(lambda: first_revision(here, draft, None, by=ANN, at=MONDAY)).field == "sealed"
    with_day = replace(draft, matter="", decide_by=TODAY)
    assert first_revision(here, with_day, None, by=ANN, at=MONDAY).sealed


SEALS: Event = ("settings_changed", {"actor": KARA, "first_round": "sealed"})
SEALED_PLAN = changed(PLANS, sealed=True, decide_by="2026-11-13")
SAYS_SEALED = digest(2, Response(1, 1, Kind.CONSENT, "U0DEV", MONDAY), "5")
OPENING = (
    ("answer_sealed", {"partner": "Clyde", "actor": "U0DEV", "number": 2, "revision": 1, "digest": SAYS_SEALED}),
    ("answers_opened", {"number": 2, "revision": 1, "why": "all"}),
    changed(CLYDE_SAYS, salt="5"),
)


@pytest.mark.parametrize(
    "events", [(SEALS, PLANS, CLYDE_SAYS), (SEALED_PLAN, *OPENING)], ids=["openly", "sealed all the same"]
)
def test_the_log_of_what_one_partner_decides_is_not_doubted_where_rounds_are_sealed(events: tuple[Event, ...]) -> None:
    told = (*RULES, *events, changed(BY_CLYDE, views_of=[]))

    assert doubts(*told) == []
    holds, words = outside.verdict(outside.export(entries(*FOUNDING, *told)))
    assert holds, words


def test_nobody_seals_an_answer_to_what_another_decides() -> None:
    events = (*RULES, SEALED_PLAN, changed(OPENING[0], partner="Harbour", actor=ANN))

    assert doubts(*events) == ["entry 12 answers No. 2 for Harbour, and Clyde decides it alone"]
    assert outside.verdict(outside.export(entries(*FOUNDING, *events))) == (False, doubts(*events)[0])
