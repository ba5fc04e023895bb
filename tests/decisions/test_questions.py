"""May a partner take time, and what does that change? Nothing but who is reminded when."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decisions.outcome import agreement, standing_responses, status, waits_for
from decisions.proposal import Kind, Proposal, Question, Response
from decisions.question import question, quiet_until, standing_questions
from decisions.refusal import AsksAgain, Refusal
from decisions.reminder import Reach, owed
from tests.cast import ALLIANCE, ANN, BEN, HARBOUR, KARA, MONDAY, OUTSIDER, proposal, revision

TODAY = MONDAY.date()
SOON = TODAY + timedelta(days=4)
NOBODY = Reach(holidays=(), zones={}, away=())


def asks(
    told: Proposal, by: str = ANN, words: str = "Who pays?", answer_by: date | None = SOON, seen: int = 1
) -> Question:
    return question(told, ALLIANCE, by=by, revision=seen, at=MONDAY, words=words, answer_by=answer_by)


def with_question(told: Proposal, asked: Question) -> Proposal:
    return replace(told, questions=(*told.questions, asked))


@given(st.text(max_size=20), st.integers(0, 60))
def test_a_question_is_neither_consent_nor_objection(words: str, ahead: int) -> None:
    told = proposal()
    for each in ALLIANCE.partners:
        told = with_question(told, asks(told, each.lead, words, TODAY + timedelta(days=ahead)))

    assert standing_responses(told) == {}
    assert status(told, ALLIANCE) == status(proposal(), ALLIANCE)
    assert agreement(told, ALLIANCE, MONDAY) is None
    assert waits_for(told, ALLIANCE.partners) == list(ALLIANCE.partners)


def test_the_newest_question_stands_until_the_partner_answers() -> None:
    told = with_question(proposal(), asks(proposal()))
    told = with_question(told, asks(told, by=BEN, words=""))
    assert standing_questions(told)[HARBOUR.id].by == BEN

    answered = replace(told, responses=(Response(HARBOUR.id, 1, Kind.CONSENT, ANN, MONDAY),))

    assert standing_questions(answered) == {}


def test_a_new_text_ends_the_question() -> None:
    told = with_question(proposal(), asks(proposal()))

    assert standing_questions(replace(told, revisions=(revision(), revision(2, "New")))) == {}


def test_who_took_time_is_left_in_peace_until_then() -> None:
    told = with_question(proposal(), asks(proposal()))

    owes = [owed(ANN, [told], ALLIANCE, TODAY + timedelta(days=ahead), NOBODY) for ahead in (1, 3, 4, 8)]

    assert owes == [[], [], [told], [told]]


def test_taking_time_does_not_go_past_the_decide_by_date() -> None:
    told = with_question(proposal(), asks(proposal(), answer_by=date(2027, 6, 1)))

    assert quiet_until(told, HARBOUR.id) == told.current.decide_by


def test_an_outdated_text_asks_again() -> None:
    told = replace(proposal(), revisions=(revision(), revision(2, "New")))

    with pytest.raises(AsksAgain, match="has changed since you saw it"):
        asks(told)


@pytest.mark.parametrize(
    ("by", "answer_by", "words", "why"),
    [
        (KARA, SOON, "", "Only representatives"),
        (OUTSIDER, SOON, "", "Only representatives"),
        (ANN, None, "", "the day by which your organisation will answer"),
        (ANN, TODAY - timedelta(days=1), "", "in the past"),
        (ANN, SOON, "a" * 3001, "at most 3,000 fit"),
    ],
)
def test_refusals(by: str, answer_by: date | None, words: str, why: str) -> None:
    with pytest.raises(Refusal, match=why):
        asks(proposal(), by, words, answer_by)


@pytest.mark.parametrize(
    ("kind", "why"), [(Kind.CONSENT, "If you want to think again, press Undo"), (Kind.OBJECTION, "there is time")]
)
def test_time_is_taken_before_answering_and_not_after(kind: Kind, why: str) -> None:
    answered = proposal(responses=(Response(HARBOUR.id, 1, kind, BEN, MONDAY),))

    with pytest.raises(Refusal, match=why):
        asks(answered)
