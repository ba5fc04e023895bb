"""May a partner take time, and what does that change? Nothing but who is reminded when."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decisions.answers import answer_refusal
from decisions.answers.question import question, quiet_until, standing_questions
from decisions.asking.reminder import Reach, owed
from decisions.proposal.outcome import agreement, standing_responses, status, waits_for
from decisions.proposal.proposal import Kind, Proposal, Question, Response
from decisions.words import refusal
from decisions.words.refusal import AsksAgain, Refusal
from tests.cast import ALLIANCE, ANN, BEN, HARBOUR, KARA, MONDAY, OUTSIDER, proposal, revision
from tests.decisions.refused import refused

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
    ("kind", "why"), [(Kind.CONSENT, "If you want to think again, press Consent"), (Kind.OBJECTION, "there is time")]
)
def test_time_is_taken_before_answering_and_not_after(kind: Kind, why: str) -> None:
    answered = proposal(responses=(Response(HARBOUR.id, 1, kind, BEN, MONDAY),))

    with pytest.raises(Refusal, match=why):
        asks(answered)


def test_a_question_says_who_asks_what_and_until_when() -> None:
    assert asks(proposal(), by=BEN, words=f" {'a' * 3000}\n") == Question(HARBOUR.id, 1, BEN, MONDAY, "a" * 3000, SOON)


def test_today_may_be_the_wished_day_and_is_the_alliances() -> None:
    in_summer = datetime(2026, 7, 2, 23, 30, tzinfo=UTC)
    here = date(2026, 7, 3)

    asked = question(proposal(), ALLIANCE, by=ANN, revision=1, at=in_summer, words="", answer_by=here)

    assert asked.answer_by == here
    with refused(refusal.date_in_the_past("answer_by")):
        question(proposal(), ALLIANCE, by=ANN, revision=1, at=in_summer, words="", answer_by=date(2026, 7, 2))


def test_a_question_that_can_not_be_taken_is_told_at_its_field() -> None:
    with refused(answer_refusal.outdated_text(12)):
        asks(proposal(), seen=2)
    with refused(refusal.too_long("question", 3000, 3001)):
        asks(proposal(), words="a" * 3001)
    with refused(refusal.missing("answer_by", "the day by which your organisation will answer")):
        asks(proposal(), answer_by=None)


@pytest.mark.parametrize("kind", [Kind.CONSENT, Kind.OBJECTION])
def test_who_answered_is_told_which_answer_stands(kind: Kind) -> None:
    answered = proposal(responses=(Response(HARBOUR.id, 1, kind, BEN, MONDAY),))

    with refused(answer_refusal.answered_already(12, "Harbour Shelter", does_consent=kind is Kind.CONSENT)):
        asks(answered)


def test_a_partner_is_quiet_until_its_own_day_or_the_decide_by_date_if_sooner() -> None:
    decide_by = date(2026, 11, 20)
    days = (decide_by - timedelta(days=1), decide_by, decide_by + timedelta(days=1))
    quiet = [quiet_until(with_question(proposal(), asks(proposal(), answer_by=day)), HARBOUR.id) for day in days]
    without_date = proposal(revisions=(revision(decide_by=None),))

    assert quiet == [days[0], decide_by, decide_by]
    assert quiet_until(with_question(without_date, asks(without_date)), HARBOUR.id) == SOON
    assert quiet_until(proposal(), HARBOUR.id) is None


def test_whoever_took_more_time_is_reminded_from_the_decide_by_date_on() -> None:
    beds = with_question(proposal(), asks(proposal(), answer_by=date(2027, 6, 1)))

    owes = [owed(ANN, [beds], ALLIANCE, date(2026, 11, day), NOBODY) for day in (19, 20, 21)]

    assert owes == [[], [beds], [beds]]
