"""Is the end of each objection on record, and said by the partner that raised it?"""

from dataclasses import replace

import pytest

from decisions.answers import response
from decisions.answers.objection_course import courses, unsettled
from decisions.proposal.outcome import earlier_answers
from decisions.proposal.proposal import Kind, Proposal, Response, Settlement
from decisions.words.refusal import AsksAgain, Refusal
from tests.cast import ALLIANCE, ANN, BEN, CAT, HARBOUR, LEADS, MONDAY, proposal, revision

NO_NURSE = Response(HARBOUR.id, 1, Kind.OBJECTION, ANN, MONDAY, reason="No nurse", id=1)
HELD = proposal(responses=(NO_NURSE,))
AMENDED = replace(HELD, revisions=(revision(), revision(2, "Ten beds and a nurse.")))


def and_then(told: Proposal, kind: Kind, **more: object) -> Proposal:
    said = Response(HARBOUR.id, told.current.number, kind, ANN, MONDAY, id=len(told.responses) + 1, **more)  # type: ignore[arg-type]  # a test names any field
    return replace(told, responses=(*told.responses, said))


@pytest.mark.parametrize("person", [ANN, BEN])
def test_whoever_consents_over_their_partners_objection_says_how_it_ends(person: str) -> None:
    with pytest.raises(AsksAgain, match="please say below how it was settled") as asked:
        response.consent(HELD, ALLIANCE, by=person, revision=1, at=MONDAY)

    assert not asked.value.decides


def test_another_partner_is_not_asked() -> None:
    assert response.consent(HELD, ALLIANCE, by=CAT, revision=1, at=MONDAY).settled_by is None


def test_one_question_does_for_the_objection_and_for_the_decision() -> None:
    others = [
        Response(partner.id, 1, Kind.CONSENT, partner.lead, MONDAY, id=place)
        for place, partner in enumerate(ALLIANCE.partners, start=2)
        if partner != HARBOUR
    ]
    told = replace(HELD, responses=(NO_NURSE, *others))

    with pytest.raises(AsksAgain, match="so this consent decides, and that is final") as asked:
        response.consent(told, ALLIANCE, by=LEADS[1], revision=1, at=MONDAY)

    assert asked.value.decides


@pytest.mark.parametrize(
    ("ends", "field"),
    [(Settlement.WORDS, "settled"), (Settlement.CONCERN, "concern"), (Settlement.TEXT, "settled_by")],
)
def test_an_end_without_its_words_or_without_another_text_is_none(ends: Settlement, field: str) -> None:
    with pytest.raises(Refusal) as refused:
        response.consent(HELD, ALLIANCE, by=ANN, revision=1, at=MONDAY, settled_by=ends)

    assert refused.value.field == field


def test_what_was_settled_is_no_concern_and_what_is_kept_is_not_settled() -> None:
    words = {"settled": "A nurse comes", "concern": "No nurse"}

    def lifted(ends: Settlement) -> Response:
        return response.consent(HELD, ALLIANCE, by=ANN, revision=1, at=MONDAY, settled_by=ends, **words)  # type: ignore[arg-type]  # each has its own

    assert (lifted(Settlement.WORDS).settled, lifted(Settlement.WORDS).concern) == ("A nurse comes", "")
    assert (lifted(Settlement.CONCERN).settled, lifted(Settlement.CONCERN).concern) == ("", "No nurse")


def test_after_an_amendment_the_partner_still_says_how_its_objection_ended() -> None:
    with pytest.raises(AsksAgain):
        response.consent(AMENDED, ALLIANCE, by=ANN, revision=2, at=MONDAY)

    given = response.consent(AMENDED, ALLIANCE, by=ANN, revision=2, at=MONDAY, settled_by=Settlement.TEXT)

    (course,) = courses(replace(AMENDED, responses=(NO_NURSE, given)))
    assert (course.objection, course.lifted_by) == (NO_NURSE, given)


def test_a_consent_that_is_undone_ends_nothing() -> None:
    told = and_then(and_then(HELD, Kind.CONSENT, settled_by=Settlement.WORDS), Kind.UNDO)

    assert unsettled(told, HARBOUR.id) == NO_NURSE


def test_an_objection_settled_once_is_not_asked_about_again() -> None:
    told = and_then(HELD, Kind.CONSENT, settled_by=Settlement.WORDS)
    told = replace(told, revisions=AMENDED.revisions)

    assert unsettled(told, HARBOUR.id) is None
    assert unsettled(and_then(and_then(told, Kind.CONSENT), Kind.UNDO), HARBOUR.id) is None


def test_a_newer_objection_takes_the_place_of_the_older() -> None:
    told = and_then(HELD, Kind.OBJECTION, reason="Still no nurse")

    first, second = courses(told)

    assert (first.renewed_by, second.is_open) == (second.objection, True)
    assert unsettled(told, HARBOUR.id) == second.objection


def test_what_partners_said_to_an_earlier_text_is_remembered_until_they_answer() -> None:
    told = replace(AMENDED, responses=(NO_NURSE, Response(1, 1, Kind.CONSENT, CAT, MONDAY, id=2)))
    assert {partner: said.kind for partner, said in earlier_answers(told).items()} == {
        HARBOUR.id: Kind.OBJECTION,
        1: Kind.CONSENT,
    }

    answered = and_then(told, Kind.CONSENT)

    assert earlier_answers(answered).keys() == {1}


def test_a_consent_that_was_taken_back_is_no_earlier_answer() -> None:
    told = and_then(and_then(proposal(), Kind.CONSENT), Kind.UNDO)

    assert earlier_answers(replace(told, revisions=AMENDED.revisions)) == {}
