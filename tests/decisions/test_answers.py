"""Which single answers does a rule return, and whom does it refuse?"""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from decisions.alliance import rights_refusal
from decisions.answers import answer_refusal, response
from decisions.asking.reminder import Reach, reminder
from decisions.proposal import proposal_refusal
from decisions.proposal.outcome import agreement, standing_responses
from decisions.proposal.proposal import Agreement, Kind, Proposal, Response, Withdrawal
from decisions.words import refusal
from decisions.words.refusal import AsksAgain, Refusal
from tests.cast import ALLIANCE, ANN, BEN, CAT, COUNCIL, DEV, HARBOUR, KARA, LEADS, MONDAY, OUTSIDER, proposal, revision
from tests.decisions.refused import refused

LATER = MONDAY + timedelta(hours=1)


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


@pytest.mark.parametrize("by", [ANN, BEN])
def test_any_representative_undoes_the_partners_consent_whoever_gave_it(by: str) -> None:
    for beds in (answered((2, Kind.CONSENT, ANN)), answered((2, Kind.CONSENT, BEN))):
        taken_back = response.undo(beds, ALLIANCE, by=by, response_id=1, at=LATER)

        assert taken_back == Response(HARBOUR.id, 1, Kind.UNDO, by, LATER)


def test_what_is_no_consent_any_more_can_not_be_undone() -> None:
    again = answered((2, Kind.CONSENT, ANN), (2, Kind.OBJECTION, BEN), (2, Kind.CONSENT, ANN))

    for response_id in (1, 2, 4):
        with refused(answer_refusal.no_consent_to_undo(12, "Harbour Shelter")):
            response.undo(again, ALLIANCE, by=ANN, response_id=response_id, at=MONDAY)


def test_the_answer_of_a_partner_that_left_is_nobodys_to_undo() -> None:
    beds = answered((99, Kind.CONSENT, OUTSIDER))

    with refused(rights_refusal.another_partners_answer("another partner")):
        response.undo(beds, ALLIANCE, by=ANN, response_id=1, at=MONDAY)


def test_a_consent_says_who_gave_it_when_and_to_which_text() -> None:
    beds = proposal(revisions=(revision(), revision(2, "New")))

    given = response.consent(beds, ALLIANCE, by=BEN, revision=2, at=LATER, concern=f" {'x' * 3000} ")

    assert given == Response(
        HARBOUR.id, 2, Kind.CONSENT, BEN, LATER, concern="x" * 3000, text_sha256=beds.current.text_sha256
    )


def test_an_objection_says_who_when_why_and_what_would_make_it_acceptable() -> None:
    given = response.objection(
        proposal(), ALLIANCE, by=BEN, revision=1, at=LATER, reason=f" {'x' * 3000} ", acceptable_if=f"\n{'y' * 3000}"
    )

    assert given == Response(HARBOUR.id, 1, Kind.OBJECTION, BEN, LATER, reason="x" * 3000, acceptable_if="y" * 3000)


def consents(beds: Proposal, **more: Any) -> Response:
    return response.consent(beds, ALLIANCE, **{"by": ANN, "revision": 1, "at": MONDAY, **more})


def objects(beds: Proposal, **more: Any) -> Response:
    typed = {"reason": "No", "acceptable_if": ""}
    return response.objection(beds, ALLIANCE, **{"by": ANN, "revision": 1, "at": MONDAY, **typed, **more})


def adds(beds: Proposal, **more: Any) -> Response:
    return response.add_concern(beds, ALLIANCE, **{"by": ANN, "revision": 1, "at": MONDAY, "concern": "Noise", **more})


ACTS = (consents, objects, adds)
CONSENTED, OBJECTED = answered((2, Kind.CONSENT, ANN)), answered((2, Kind.OBJECTION, ANN))
NOT_NOW = answered((1, Kind.CONSENT, CAT), (2, Kind.CONSENT, ANN), (2, Kind.UNDO, ANN))


@pytest.mark.parametrize(
    ("act", "beds", "more", "because"),
    [
        (consents, proposal(), {"revision": 2}, answer_refusal.outdated_text(12)),
        (objects, proposal(), {"revision": 2}, answer_refusal.outdated_text(12)),
        (adds, CONSENTED, {"revision": 2}, answer_refusal.outdated_text(12)),
        (consents, CONSENTED, {"by": BEN}, answer_refusal.already_consents(12, "Harbour Shelter")),
        (objects, OBJECTED, {"by": BEN}, answer_refusal.already_objects(12, "Harbour Shelter")),
        (adds, OBJECTED, {}, answer_refusal.no_consent_for_a_concern(12, "Harbour Shelter")),
        (adds, NOT_NOW, {}, answer_refusal.no_consent_for_a_concern(12, "Harbour Shelter")),
        (adds, CONSENTED, {"concern": " "}, refusal.missing("concern", "what concerns you")),
        (consents, proposal(), {"concern": "x" * 3001}, refusal.too_long("concern", 3000, 3001)),
        (objects, proposal(), {"acceptable_if": "x" * 3001}, refusal.too_long("acceptable_if", 3000, 3001)),
        (
            objects,
            proposal(),
            {"reason": " "},
            refusal.missing("reason", "why your organisation can't go along with this"),
        ),
    ],
)
def test_what_is_not_counted_is_told_with_its_reason(
    act: Callable[..., Response], beds: Proposal, more: dict[str, Any], because: Refusal
) -> None:
    with refused(because):
        act(beds, **more)


@pytest.mark.parametrize("act", ACTS)
def test_only_representatives_answer_and_only_while_it_is_open(act: Callable[..., Response]) -> None:
    with refused(rights_refusal.not_a_representative(ALLIANCE)):
        act(CONSENTED, by=KARA)
    with refused(proposal_refusal.already_withdrawn(12, MONDAY.date())):
        act(replace(CONSENTED, withdrawal=Withdrawal(KARA, MONDAY, "No")))


def test_the_last_partner_is_asked_again_with_its_name() -> None:
    beds = answered(*((place, Kind.CONSENT, person) for place, person in enumerate(LEADS[1:], start=2)))

    with refused(answer_refusal.decides_now(12, COUNCIL.name)):
        consents(beds, by=CAT)


def test_a_concern_is_added_to_a_consent_without_asking_again() -> None:
    beds = answered(*((place, Kind.CONSENT, person) for place, person in enumerate(LEADS, start=1)))

    assert adds(beds, at=LATER) == Response(
        HARBOUR.id, 1, Kind.CONSENT, ANN, LATER, concern="Noise", text_sha256=beds.current.text_sha256
    )


def test_a_consent_with_the_same_concern_or_none_changes_nothing() -> None:
    beds = replace(CONSENTED, responses=(replace(CONSENTED.responses[0], concern="Noise"),))

    for concern in ("", "Noise", " Noise "):
        with refused(answer_refusal.already_consents(12, "Harbour Shelter")):
            consents(beds, concern=concern)


@pytest.mark.parametrize("more", [{"reason": "Too far"}, {"acceptable_if": "A bus"}])
def test_an_objection_with_other_words_is_another(more: dict[str, str]) -> None:
    assert objects(OBJECTED, **more).kind is Kind.OBJECTION
