"""Until when may a partner correct the record of a decision, and what is the record then?"""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decisions.afterwards import correction as rule
from decisions.afterwards import correction_refusal
from decisions.afterwards.correction import last_day, may_be_corrected
from decisions.alliance import rights_refusal
from decisions.proposal import outcome
from decisions.proposal.facts import with_fact
from decisions.proposal.proposal import Agreement, Proposal
from decisions.said.correction import Correction
from decisions.words import refusal
from decisions.words.refusal import Refusal
from decisions.words.working_days import is_working_day, working_days_after
from handlers.views.afterwards.correction import record_words
from tests import outside
from tests.cast import ALLIANCE, ANN, HARBOUR, KARA, LEADS, MONDAY, proposal
from tests.decisions.logs import (
    AGREED,
    CLYDE,
    CONSENTS,
    COUNCIL,
    FOUNDING,
    RAISED,
    Event,
    after_founding,
    changed,
    doubts,
    entries,
    said,
    said_of,
)
from tests.decisions.logs import HARBOUR as HARBOUR_NAME
from tests.decisions.refused import refused

EVERYBODY = tuple(partner.id for partner in ALLIANCE.partners)
TODAY, SOON = MONDAY.date(), date(2026, 11, 16)
days_of_2026 = st.dates(date(2026, 1, 1), date(2026, 12, 31))
TEN: Event = ("settings_changed", {"actor": KARA, "correction_days": 10})
ASKED = changed(AGREED, correct_by="2026-11-16")


def decided(correct_by: date | None = SOON) -> Proposal:
    return proposal(agreement=Agreement(1, MONDAY, EVERYBODY, correct_by))


def corrects(told: Proposal, by: str = ANN, at: datetime = MONDAY, words: str = "We were eleven.") -> Correction:
    return rule.correction(told, ALLIANCE, by=by, at=at, words=words)


@given(days_of_2026, st.integers(1, 60), st.frozensets(days_of_2026, max_size=40))
def test_the_last_day_is_so_many_working_days_later_and_is_one(
    agreed_on: date, days: int, free: frozenset[date]
) -> None:
    last = last_day(agreed_on, days, free)

    assert last is not None
    assert is_working_day(last, free)
    assert working_days_after(agreed_on, last, free) == days


@given(days_of_2026)
def test_an_alliance_that_set_no_days_asks_nobody(agreed_on: date) -> None:
    assert last_day(agreed_on, 0, frozenset()) is None
    assert record_words(decided(None), agreed_on) == ""


@given(st.integers(-20, 40))
def test_a_record_is_corrected_up_to_the_last_day_and_not_after(days: int) -> None:
    told, on = decided(), MONDAY + timedelta(days=days)

    if on.date() <= SOON:
        assert corrects(told, at=on) == Correction(HARBOUR.id, ANN, on, "We were eleven.")
    else:
        with pytest.raises(Refusal, match="could be corrected until 16 November 2026"):
            corrects(told, at=on)
    assert may_be_corrected(told, on.date()) is (on.date() <= SOON)


def test_a_record_is_corrected_on_its_last_day_too() -> None:
    assert corrects(decided(TODAY)) == Correction(HARBOUR.id, ANN, MONDAY, "We were eleven.")


@given(st.lists(st.sampled_from(LEADS), max_size=5))
def test_a_correction_changes_nothing_about_the_decision(people: list[str]) -> None:
    told = decided()
    for person in people:
        told = with_fact(told, corrects(told, person))

    assert replace(told, statements=()) == decided()
    assert outcome.status(told, ALLIANCE) == outcome.status(decided(), ALLIANCE)
    assert len(told.statements) == len(people)
    words = record_words(told, SOON + timedelta(days=1))
    if people:
        assert words.startswith(f"record accepted on 16 November 2026; {len(people)} correction")
    else:
        assert words == "record accepted by all on 16 November 2026"


@pytest.mark.parametrize(
    ("act", "expected"),
    [
        (lambda: corrects(decided(), by=KARA), rights_refusal.not_a_representative(ALLIANCE)),
        (lambda: corrects(proposal()), correction_refusal.no_record_yet(12)),
        (lambda: corrects(decided(None)), correction_refusal.nobody_is_asked(12)),
        (lambda: corrects(decided(TODAY - timedelta(days=1))), correction_refusal.time_is_over(12, date(2026, 11, 1))),
        (lambda: corrects(decided(), words=" "), refusal.missing("words", "what the record should say")),
        (lambda: corrects(decided(), words="x" * 3001), refusal.too_long("words", 3000, 3001)),
    ],
)
def test_refusals(act: Any, expected: Refusal) -> None:
    with refused(expected):
        act()


def correction(partner: str = HARBOUR_NAME, by: str = ANN, **more: Any) -> Event:
    kind, fields = said("record_corrected", partner, by, words="We were eleven.")
    return kind, {**fields, **more}


FEWER = "gives fewer days for corrections than the settings said"
OTHER = "names a last day for corrections, or none, other than the settings said"
NOBODY = "corrects the record of No. 1, when nobody could"


@pytest.mark.parametrize(
    ("events", "words"),
    [
        ([TEN, RAISED, *CONSENTS, ASKED, correction(), correction(CLYDE, "U0DEV")], None),
        ([TEN, RAISED, *CONSENTS, ASKED, correction(by=KARA)], f"is by {KARA}, who does not speak for Harbour"),
        ([TEN, RAISED, *CONSENTS, ASKED, correction(COUNCIL, ANN)], f"is by {ANN}, who does not speak for Council"),
        ([TEN, RAISED, correction()], NOBODY),
        ([RAISED, *CONSENTS, AGREED, correction()], NOBODY),
        ([TEN, RAISED, *CONSENTS, AGREED], OTHER),
        ([RAISED, *CONSENTS, ASKED], OTHER),
        ([TEN, RAISED, *CONSENTS, changed(ASKED, correct_by="2026-11-09")], FEWER),
        ([changed(TEN, correction_days=1), RAISED, *CONSENTS, changed(ASKED, correct_by="2026-11-03")], None),
        ([changed(TEN, correction_days=1), RAISED, *CONSENTS, AGREED], OTHER),
        ([TEN, changed(TEN, correction_days=0), RAISED, *CONSENTS, AGREED], None),
        ([TEN, RAISED, *CONSENTS, changed(ASKED, correct_by="2026-11-01"), correction()], NOBODY),
    ],
)
def test_the_log_of_a_correction_is_doubted_where_it_can_not_be(events: list[Event], words: str | None) -> None:
    found = said_of(doubts(*events))

    assert (words is None and not found) or words in found, found
    # The script for people without our code knows no calendar, and judges the rest alike.
    if words != FEWER:
        holds, why = outside.verdict(outside.export(entries(*FOUNDING, *events)))
        assert holds is (not found), why


def test_a_replay_has_the_corrections_that_the_log_tells() -> None:
    told = after_founding(TEN, RAISED, *CONSENTS, ASKED, correction()).proposals[1]

    assert told.agreement is not None
    assert told.agreement.correct_by == SOON
    assert [(it.partner_id, it.words) for it in told.statements] == [(1, "We were eleven.")]
