"""Who speaks for a partner while somebody is away? And a partner whose people are all away is asked all the same."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from decisions.alliance.voice import asked, instead_of_lead, present
from decisions.people.absence import absence, unreachable
from decisions.proposal.outcome import is_unanimous
from decisions.proposal.proposal import Kind, Response
from decisions.words import refusal
from decisions.words.refusal import Refusal
from tests.cast import ALLIANCE, ANN, BEN, HARBOUR, KARA, LEADS, MONDAY, OUTSIDER, proposal
from tests.decisions.refused import refused

TODAY = MONDAY.date()


def test_the_deputy_is_there_when_the_lead_is_away() -> None:
    assert present(HARBOUR, {ANN}) == [BEN]
    assert unreachable(ALLIANCE, {ANN}) == []
    assert unreachable(ALLIANCE, {ANN, BEN}) == [HARBOUR]


def test_a_partner_that_nobody_reaches_still_decides() -> None:
    answers = tuple(
        Response(partner.id, 1, Kind.CONSENT, lead, MONDAY)
        for partner, lead in zip(ALLIANCE.partners, LEADS, strict=True)
        if partner != HARBOUR
    )

    assert not is_unanimous(replace(proposal(), responses=answers), ALLIANCE)


def test_a_representative_is_away_until_a_day_to_come() -> None:
    for ahead in (0, 1, 14):
        assert absence(ALLIANCE, by=BEN, until=TODAY + timedelta(days=ahead), today=TODAY) == HARBOUR


@pytest.mark.parametrize(
    ("by", "until", "why"),
    [
        (KARA, TODAY, "Only representatives of the partners are asked"),
        (OUTSIDER, TODAY, "Only representatives of the partners are asked"),
        (ANN, None, "the last day on which you are away"),
        (ANN, TODAY - timedelta(days=1), "in the past"),
    ],
)
def test_refusals(by: str, until: date | None, why: str) -> None:
    with pytest.raises(Refusal, match=why):
        absence(ALLIANCE, by=by, until=until, today=TODAY)


def test_a_day_that_is_missing_or_past_is_told_at_its_field() -> None:
    with refused(refusal.missing("until", "the last day on which you are away")):
        absence(ALLIANCE, by=ANN, until=None, today=TODAY)
    with refused(refusal.date_in_the_past("until")):
        absence(ALLIANCE, by=ANN, until=TODAY - timedelta(days=1), today=TODAY)


def test_a_deputy_answers_while_the_lead_is_away() -> None:
    assert instead_of_lead(HARBOUR, []) is None
    assert instead_of_lead(HARBOUR, [ANN]) == BEN
    assert instead_of_lead(HARBOUR, [ANN, BEN]) is None


def test_the_lead_is_asked_alone_only_while_it_is_there() -> None:
    assert asked(HARBOUR, [], lead_alone=True) == [ANN]
    assert asked(HARBOUR, [], lead_alone=False) == [ANN, BEN]
    assert asked(HARBOUR, [BEN], lead_alone=True) == [ANN]
    assert asked(HARBOUR, [ANN], lead_alone=True) == [BEN]
    assert asked(HARBOUR, [ANN, BEN], lead_alone=True) == []
