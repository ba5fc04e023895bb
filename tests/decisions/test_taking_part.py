"""Who steps back, lets another take part and takes part again, and what does that decide?"""

from dataclasses import replace
from datetime import date

import pytest

from decisions.answers import interest_refusal
from decisions.answers.interest import after_grants, allowance, interest, part_taken_again
from decisions.proposal import sealed_refusal
from decisions.proposal.part import stepped_back, who_let
from decisions.proposal.proposal import Interest, Kind, Nature, Part, Proposal
from decisions.words import refusal
from tests.cast import ALLIANCE, ANN, CAT, COUNCIL, DEV, ELA, HARBOUR, MONDAY, proposal, revision
from tests.decisions.refused import refused
from tests.decisions.test_interests import BACK, LATER, THREE, WORDS, after, answered, steps_back
from tests.decisions.test_sealed import ROUND, interest_of
from tests.decisions.test_sealed import answered as sealed_by

FOUR = replace(ALLIANCE, partners=ALLIANCE.partners[:4])
CLYDE, LIVED = ALLIANCE.partners[2:4]


def lets(told: Proposal, by: str, whose: int) -> Interest:
    return allowance(told, FOUR, by=by, whose=whose, at=LATER)


def back_of(told: Proposal, by: str) -> Interest:
    return interest(told, FOUR, by=by, at=MONDAY, nature=Nature.MONEY, words=WORDS, knows_it_decides=True)


def test_what_is_said_of_a_part_says_who_said_it_when_why_and_of_whom() -> None:
    assert steps_back(proposal()) == Interest(2, 1, Part.STEPS_BACK, ANN, MONDAY, 2, Nature.ROLE, WORDS)
    assert lets(BACK, CAT, HARBOUR.id) == Interest(1, 1, Part.LET, CAT, LATER, 2)
    assert part_taken_again(BACK, THREE, by=ANN, at=LATER, words=" We sold it ") == Interest(
        2, 1, Part.TAKES_PART, ANN, LATER, 2, words="We sold it"
    )


def test_words_of_an_interest_fit_their_field() -> None:
    with refused(refusal.too_long("words", 3000, 3001)):
        steps_back(proposal(), words="x" * 3001)
    with refused(refusal.too_long("words", 3000, 3001)):
        part_taken_again(BACK, THREE, by=ANN, at=LATER, words="x" * 3001)


def test_whoever_lets_one_take_part_lets_no_other() -> None:
    both = after(BACK, back_of(BACK, DEV))
    told = after(both, lets(both, CAT, CLYDE.id))

    assert (who_let(told, CLYDE.id), who_let(told, HARBOUR.id)) == ([COUNCIL.id], [])


def test_whoever_never_stepped_back_takes_part_all_the_same() -> None:
    assert stepped_back(proposal(interests=(Interest(2, 1, Part.LET_BY_ALL, "", MONDAY, 2, id=1),))) == {}


def test_whoever_takes_part_again_may_complete_what_lets_another() -> None:
    told = after(proposal(), back_of(proposal(), DEV))
    told = after(told, lets(told, ANN, CLYDE.id))
    told = after(told, back_of(told, ANN))
    for by in (CAT, ELA):
        told = after(told, lets(told, by, CLYDE.id))
        told = after(told, lets(told, by, HARBOUR.id))

    again = after_grants(told, FOUR, LATER)

    assert [each.whose for each in again.interests[len(told.interests) :]] == [HARBOUR.id, CLYDE.id]
    assert {(each.kind, each.at) for each in again.interests[len(told.interests) :]} == {(Part.LET_BY_ALL, LATER)}


def test_stepping_back_that_lets_another_take_part_decides_nothing() -> None:
    told = after(answered(Kind.CONSENT, None, Kind.CONSENT), back_of(proposal(), ANN))
    for by in (CAT, DEV):
        told = after(told, lets(told, by, HARBOUR.id))

    assert interest(told, FOUR, by=ELA, at=LATER, nature=Nature.MONEY, words=WORDS).whose == LIVED.id


def test_what_let_it_before_keeps_nobody_from_deciding_when_it_steps_back_anew() -> None:
    told = after(answered(Kind.CONSENT, None, Kind.CONSENT), back_of(proposal(), ANN))
    for by in (CAT, DEV):
        told = after(told, allowance(told, THREE, by=by, whose=HARBOUR.id, at=LATER))
    told = after_grants(told, THREE, LATER)

    with refused(interest_refusal.stepping_back_decides(12, HARBOUR.name)):
        steps_back(told)


@pytest.mark.parametrize("earliest", [date(2026, 11, 2), date(2026, 11, 3)])
def test_stepping_back_decides_nothing_before_the_first_day(earliest: date) -> None:
    told = replace(answered(Kind.CONSENT, None, Kind.CONSENT), revisions=(revision(earliest_on=earliest),))

    if earliest == MONDAY.date():
        with refused(interest_refusal.stepping_back_decides(12, HARBOUR.name)):
            steps_back(told)
    else:
        assert steps_back(told).kind is Part.STEPS_BACK


def test_whoever_steps_back_last_from_a_sealed_round_reads_that_it_opens() -> None:
    told = sealed_by(ROUND, *(partner.lead for partner in ALLIANCE.partners[1:]))

    with refused(sealed_refusal.stepping_back_opens_all(12, COUNCIL.name, may_decide=True)):
        interest_of(told, CAT, knows=False)
