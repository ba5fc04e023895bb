"""Which single answers does a rule return, and whom does it refuse?"""

from dataclasses import replace
from datetime import timedelta

import pytest

from decisions import response
from decisions.outcome import agreement, standing_responses
from decisions.proposal import Agreement, Kind, Proposal, Response, Withdrawal
from decisions.refusal import AsksAgain, Refusal
from decisions.reminder import Reach, reminder
from tests.cast import ALLIANCE, ANN, BEN, CAT, COUNCIL, DEV, HARBOUR, KARA, LEADS, MONDAY, OUTSIDER, proposal, revision


def answered(*kinds: tuple[int, Kind, str]) -> Proposal:
    said = tuple(
        Response(partner, 1, kind, by, MONDAY, reason="No" if kind is Kind.OBJECTION else "", id=place)
        for place, (partner, kind, by) in enumerate(kinds, start=1)
    )
    return proposal(responses=said)


def test_undo_brings_the_objection_back_that_stood_before() -> None:
    told = answered((2, Kind.OBJECTION, ANN), (2, Kind.CONSENT, BEN))

    taken_back = response.undo(told, ALLIANCE, by=ANN, response_id=2, at=MONDAY)

    after = replace(told, responses=(*told.responses, taken_back))
    assert standing_responses(after)[2].kind is Kind.OBJECTION


def test_undo_after_a_concern_takes_the_whole_consent_back() -> None:
    told = answered((2, Kind.CONSENT, ANN), (2, Kind.CONSENT, ANN))

    taken_back = response.undo(told, ALLIANCE, by=ANN, response_id=2, at=MONDAY)

    assert 2 not in standing_responses(replace(told, responses=(*told.responses, taken_back)))


def test_another_partners_answer_can_not_be_undone() -> None:
    told = answered((2, Kind.CONSENT, ANN))

    with pytest.raises(Refusal, match="That answer is Harbour Shelter's"):
        response.undo(told, ALLIANCE, by=CAT, response_id=1, at=MONDAY)


def test_an_objection_can_not_be_undone_only_lifted_by_consenting() -> None:
    told = answered((2, Kind.OBJECTION, ANN))

    with pytest.raises(Refusal, match="There is nothing to undo"):
        response.undo(told, ALLIANCE, by=ANN, response_id=1, at=MONDAY)


def test_the_consent_that_decides_asks_again_and_then_counts() -> None:
    told = answered(*((place, Kind.CONSENT, person) for place, person in enumerate(LEADS[:7], start=1)))

    with pytest.raises(AsksAgain):
        response.consent(told, ALLIANCE, by=LEADS[7], revision=1, at=MONDAY)
    given = response.consent(told, ALLIANCE, by=LEADS[7], revision=1, at=MONDAY, knows_it_decides=True)

    assert given.kind is Kind.CONSENT


def test_a_consent_with_other_words_changes_the_concern() -> None:
    told = answered((2, Kind.CONSENT, ANN))

    given = response.add_concern(told, ALLIANCE, by=BEN, revision=1, at=MONDAY, concern=" Noise ")

    assert (given.concern, given.by) == ("Noise", BEN)


def test_two_representatives_who_differ_are_noticed() -> None:
    told = answered((2, Kind.CONSENT, ANN))
    given = response.objection(told, ALLIANCE, by=BEN, revision=1, at=MONDAY, reason="No", acceptable_if="")

    assert response.contradicted(told, given) == told.responses[0]
    assert response.contradicted(told, replace(given, by=ANN)) is None


def test_final_is_final() -> None:
    ended = replace(proposal(), agreement=Agreement(1, MONDAY + timedelta(days=1), (1, 2)))

    with pytest.raises(Refusal, match=r"No\. 12 was agreed on 3 November 2026"):
        response.consent(ended, ALLIANCE, by=ANN, revision=1, at=MONDAY)


def test_a_proposal_is_agreed_once_and_a_withdrawn_one_never() -> None:
    told = answered(*((place, Kind.CONSENT, person) for place, person in enumerate(LEADS, start=1)))
    assert agreement(told, ALLIANCE, MONDAY) == Agreement(1, MONDAY, tuple(range(1, 9)))

    assert agreement(replace(told, agreement=Agreement(1, MONDAY, (1,))), ALLIANCE, MONDAY) is None
    assert agreement(replace(told, withdrawal=Withdrawal(KARA, MONDAY, "No")), ALLIANCE, MONDAY) is None


def test_the_day_of_the_end_is_told_in_the_alliances_zone() -> None:
    at_midnight = MONDAY.replace(month=7, hour=23, minute=30)
    ended = replace(proposal(), agreement=Agreement(1, at_midnight, (1,)))

    with pytest.raises(Refusal, match="3 July 2026"):
        response.refuse_if_final(ended, ALLIANCE)


def test_words_that_are_too_long_are_refused_at_their_field() -> None:
    with pytest.raises(Refusal, match="3,001 characters long") as refused:
        response.objection(proposal(), ALLIANCE, by=ANN, revision=1, at=MONDAY, reason="x" * 3001, acceptable_if="")

    assert refused.value.field == "reason"


def test_an_outsider_and_the_manager_are_refused_with_somebody_to_ask() -> None:
    for person in (OUTSIDER, KARA):
        with pytest.raises(Refusal) as refused:
            response.consent(proposal(), ALLIANCE, by=person, revision=1, at=MONDAY)
        assert refused.value.people == (KARA,)


def test_reminders_go_to_the_leads_who_owe_an_answer_and_were_not_reminded_today() -> None:
    told = answered((HARBOUR.id, Kind.CONSENT, BEN), (COUNCIL.id, Kind.OBJECTION, CAT))

    reach = Reach(holidays=(), zones={}, away=())

    people = reminder(told, ALLIANCE, by=KARA, today=MONDAY.date(), reach=reach, reminded_today={DEV})

    assert people == LEADS[3:]


def test_a_consent_to_an_older_text_does_not_stand() -> None:
    told = replace(answered((2, Kind.CONSENT, ANN)), revisions=(revision(), revision(2, "New")))

    assert standing_responses(told) == {}
