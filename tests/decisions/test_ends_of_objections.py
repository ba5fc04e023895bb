"""How exactly does an objection end, and what is told to whoever leaves that open?"""

from dataclasses import replace
from typing import Any

import pytest

from decisions.answers import response
from decisions.answers.objection_course import Course, courses, lifted, unsettled
from decisions.answers.objection_refusal import lifts_an_objection, text_is_the_same
from decisions.proposal.outcome import earlier_answers
from decisions.proposal.proposal import Kind, Proposal, Response, Settlement
from decisions.words import refusal
from decisions.words.refusal import Refusal
from tests.cast import ALLIANCE, ANN, BEN, HARBOUR, MONDAY, proposal, revision
from tests.decisions.refused import refused

TEXTS = (revision(), revision(2, "Ten beds and a nurse."), revision(3, "Ten beds and two nurses."))


def said(place: int, kind: Kind, text: int = 1, partner: int = HARBOUR.id) -> Response:
    return Response(partner, text, kind, ANN, MONDAY, id=place)


def beds(*responses: Response, texts: int = 1) -> Proposal:
    return proposal(responses=responses, revisions=TEXTS[:texts])


NO_NURSE = said(1, Kind.OBJECTION)
OTHERS = tuple(said(partner + 10, Kind.CONSENT, partner=partner) for partner in (1, 3, 4, 5, 6, 7, 8))


def consents(asked: Proposal, by: Settlement | None, **more: Any) -> Response:
    return response.consent(
        asked, ALLIANCE, by=BEN, revision=asked.current.number, at=MONDAY, settled_by=by, knows_it_decides=True, **more
    )


@pytest.mark.parametrize(
    ("asked", "by", "more", "because"),
    [
        (beds(NO_NURSE), None, {}, lifts_an_objection(12, "Harbour Shelter", decides=False)),
        (beds(NO_NURSE, *OTHERS), None, {}, lifts_an_objection(12, "Harbour Shelter", decides=True)),
        (beds(NO_NURSE), Settlement.TEXT, {}, text_is_the_same()),
        (
            beds(NO_NURSE),
            Settlement.WORDS,
            {"settled": " ", "concern": "No nurse"},
            refusal.missing("settled", "in a few words how it was settled"),
        ),
        (
            beds(NO_NURSE),
            Settlement.CONCERN,
            {"settled": "A nurse", "concern": " "},
            refusal.missing("concern", "the concern that you keep"),
        ),
        (beds(NO_NURSE), Settlement.WORDS, {"settled": "x" * 3001}, refusal.too_long("settled", 3000, 3001)),
    ],
)
def test_an_end_is_asked_for_at_the_input_that_lacks_it(
    asked: Proposal, by: Settlement | None, more: dict[str, str], because: Refusal
) -> None:
    with refused(because):
        consents(asked, by, **more)


@pytest.mark.parametrize(
    ("by", "settled", "concern"),
    [(Settlement.TEXT, "", ""), (Settlement.WORDS, "A nurse", ""), (Settlement.CONCERN, "", "Cold")],
)
def test_a_consent_keeps_the_one_end_that_was_chosen(by: Settlement, settled: str, concern: str) -> None:
    given = consents(beds(NO_NURSE, texts=2), by, settled=" A nurse ", concern=" Cold ")

    assert given == Response(
        HARBOUR.id,
        2,
        Kind.CONSENT,
        BEN,
        MONDAY,
        concern=concern,
        settled_by=by,
        settled=settled,
        text_sha256=TEXTS[1].text_sha256,
    )


def test_whoever_does_not_object_ends_nothing() -> None:
    assert consents(beds(said(1, Kind.OBJECTION, partner=3)), Settlement.WORDS, settled="A nurse").settled_by is None


LIFTED, UNDONE = said(2, Kind.CONSENT), said(3, Kind.UNDO)


@pytest.mark.parametrize(
    ("responses", "courses_of_all"),
    [
        ((NO_NURSE,), [Course(NO_NURSE)]),
        ((said(1, Kind.CONSENT), UNDONE), []),
        ((NO_NURSE, LIFTED), [Course(NO_NURSE, lifted_by=LIFTED)]),
        ((NO_NURSE, said(2, Kind.CONSENT, partner=3)), [Course(NO_NURSE)]),
        ((NO_NURSE, LIFTED, said(3, Kind.CONSENT)), [Course(NO_NURSE, lifted_by=LIFTED)]),
        ((NO_NURSE, LIFTED, UNDONE), [Course(NO_NURSE)]),
        ((NO_NURSE, LIFTED, said(3, Kind.UNDO, text=2)), [Course(NO_NURSE, lifted_by=LIFTED)]),
        ((NO_NURSE, UNDONE), [Course(NO_NURSE)]),
    ],
)
def test_an_objection_is_followed_to_its_end(responses: tuple[Response, ...], courses_of_all: list[Course]) -> None:
    assert courses(beds(*responses, texts=2)) == courses_of_all


def test_each_objection_of_each_partner_has_a_course_of_its_own() -> None:
    again, others = said(4, Kind.OBJECTION, text=2), said(2, Kind.OBJECTION, partner=3)
    anew, at_last = said(5, Kind.OBJECTION, text=3), said(6, Kind.CONSENT, text=3)
    asked = beds(NO_NURSE, others, said(3, Kind.CONSENT), again, anew, at_last, texts=3)

    assert courses(asked) == [
        Course(NO_NURSE, lifted_by=said(3, Kind.CONSENT)),
        Course(others),
        Course(again, renewed_by=anew),
        Course(anew, lifted_by=at_last),
    ]
    assert lifted(asked) == [courses(asked)[0], courses(asked)[3]]
    assert [unsettled(asked, partner) for partner in (1, HARBOUR.id, 3)] == [None, None, others]


def test_the_newest_objection_is_the_one_that_is_open() -> None:
    anew = said(2, Kind.OBJECTION, text=2)

    assert unsettled(beds(NO_NURSE, anew, texts=2), HARBOUR.id) == anew
    assert [course.is_open for course in courses(beds(NO_NURSE, anew, texts=2))] == [False, True]


def test_of_several_earlier_texts_the_newest_answer_is_remembered() -> None:
    first, second = said(1, Kind.CONSENT, partner=3), said(2, Kind.OBJECTION, text=2, partner=3)
    others = said(5, Kind.CONSENT, partner=4)
    asked = beds(first, others, second, said(3, Kind.CONSENT), said(4, Kind.CONSENT, text=3), texts=3)

    assert earlier_answers(asked) == {3: second, 4: others}
    assert earlier_answers(replace(asked, revisions=TEXTS[:1])) == {}
