"""What exactly is a suggestion, a consent to it beforehand, and the text that takes its place?"""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from decisions.alliance import rights_refusal
from decisions.answers import objection_refusal
from decisions.proposal import proposal_refusal
from decisions.proposal.proposal import AnswerBeforehand, Kind, Proposal, Response, Revision, Settlement, Suggestion
from decisions.texts import suggestion
from decisions.texts.proposal_form import Filled
from decisions.texts.revision import Draft, Superseded
from decisions.texts.suggestion import Cure
from decisions.words import refusal
from decisions.words.refusal import Refusal
from tests.cast import ALLIANCE, ANN, BEN, BENEFIT, CAT, COUNCIL, DEV, HARBOUR, KARA, LEADS, MONDAY, proposal, typed
from tests.cast import revision as a_text
from tests.decisions.refused import refused

LATER = MONDAY + timedelta(hours=1)
CURE = "Ten beds and a nurse every night."
WHOLE: dict[str, Any] = {
    "supersedes": 3,
    "owner": ANN,
    "topics": ("winter",),
    "review_on": date(2027, 5, 3),
    "in_force_on": date(2027, 1, 1),
    "tried_until": date(2027, 6, 30),
    "earliest_on": date(2026, 11, 1),
    "matter": "Repairs",
    "sum": 60_000,
    "template": "Spending",
    "filled": (("Budget", "£200"), ("Risk", "None")),
}
AGAINST = Response(HARBOUR.id, 1, Kind.OBJECTION, BEN, MONDAY, reason="No nurse", id=7)
OBJECTED = proposal(responses=(AGAINST,), revisions=(a_text(**WHOLE),))
DRAFT = Draft(
    "Ten winter beds",
    CURE,
    typed(CURE),
    BENEFIT,
    date(2026, 11, 20),
    3,
    date(2027, 5, 3),
    ANN,
    ("winter",),
    date(2027, 1, 1),
    "Spending",
    (Filled("Budget", "£200"), Filled("Risk", "None")),
    tried_until=date(2027, 6, 30),
    earliest_on=date(2026, 11, 1),
    matter="Repairs",
    sum="60000",
)
IN_FORCE = Superseded(is_agreed=True)
THEIRS = replace(suggestion.suggestion(OBJECTED, AGAINST, Cure(f" {CURE}\n", typed(CURE), consents=False)), id=4)
SUGGESTED = replace(OBJECTED, suggestions=(THEIRS,))


def would(
    place: int, partner: int = COUNCIL.id, kind: Kind = Kind.CONSENT, text: str = THEIRS.text_sha256
) -> AnswerBeforehand:
    return AnswerBeforehand(partner, 1, kind, ALLIANCE.partners[partner - 1].lead, LATER, text_sha256=text, id=place)


def answer(beforehand: AnswerBeforehand) -> Response:
    return Response(**vars(beforehand))


def takes(beds: Proposal = SUGGESTED, known: Superseded | None = IN_FORCE, **more: Any) -> Revision:
    return suggestion.taking(beds, ALLIANCE, known, THEIRS, **{"by": KARA, "at": LATER, **more})


def beforehand(beds: Proposal = SUGGESTED, by: str = CAT, **more: Any) -> Response:
    return suggestion.consent_beforehand(beds, ALLIANCE, THEIRS, by=by, at=LATER, **more)


def test_a_suggestion_says_who_brings_which_text_and_names_what_would_stand() -> None:
    brought = suggestion.suggestion(OBJECTED, AGAINST, Cure(f" {CURE}\n", typed(CURE), consents=False))

    assert brought == Suggestion(HARBOUR.id, 1, BEN, MONDAY, CURE, typed(CURE), takes().text_sha256, objection=7)
    assert suggestion.with_suggestion(OBJECTED.current, THEIRS) == DRAFT


@pytest.mark.parametrize(
    ("text", "because"),
    [
        (" ", objection_refusal.nothing_suggested("suggestion.1")),
        (f" {OBJECTED.current.text}", objection_refusal.nothing_suggested("suggestion.1")),
        ("x" * 12001, refusal.too_long("suggestion.1", 12000, 12001)),
    ],
)
def test_a_suggestion_is_another_text_that_fits(text: str, because: Refusal) -> None:
    with refused(because):
        suggestion.suggestion(OBJECTED, AGAINST, Cure(text, {}, consents=False))


def test_a_suggestion_may_be_as_long_as_a_text() -> None:
    longest = suggestion.suggestion(OBJECTED, AGAINST, Cure("x" * 12000, {}, consents=False))

    assert longest.text == "x" * 12000


def test_the_newest_suggestion_of_each_partner_to_the_text_that_stands_is_shown() -> None:
    newer, anothers = replace(THEIRS, id=5), replace(THEIRS, id=6, partner_id=3)
    of_an_older = replace(THEIRS, id=1, revision=2)

    shown = suggestion.suggestions(replace(OBJECTED, suggestions=(of_an_older, THEIRS, anothers, newer)))

    assert shown == {HARBOUR.id: newer, 3: anothers}


def test_a_consent_beforehand_names_the_text_by_its_hash() -> None:
    assert beforehand() == would(0)
    assert beforehand(concern=f" {'x' * 3000} ") == replace(would(0), concern="x" * 3000)


def test_the_own_objection_ends_beforehand_too() -> None:
    given = beforehand(by=ANN, settled_by=Settlement.CONCERN, concern="Cold", settled="A nurse")
    by_text = beforehand(by=ANN, settled_by=Settlement.TEXT)
    in_words = beforehand(by=ANN, settled_by=Settlement.WORDS, settled="A nurse")

    assert given == replace(would(0, HARBOUR.id), concern="Cold", settled_by=Settlement.CONCERN)
    assert (by_text.settled_by, by_text.settled) == (Settlement.TEXT, "")
    assert (in_words.settled_by, in_words.settled) == (Settlement.WORDS, "A nurse")
    assert beforehand(by=CAT, settled_by=Settlement.TEXT).settled_by is None


@pytest.mark.parametrize(
    ("beds", "more", "because"),
    [
        (SUGGESTED, {"by": KARA}, rights_refusal.not_a_representative(ALLIANCE)),
        (SUGGESTED, {"by": ANN}, objection_refusal.lifts_an_objection(12, "Harbour Shelter", decides=False)),
        (
            SUGGESTED,
            {"by": ANN, "settled_by": Settlement.WORDS},
            refusal.missing("settled", "in a few words how it was settled"),
        ),
        (SUGGESTED, {"concern": "x" * 3001}, refusal.too_long("concern", 3000, 3001)),
        (
            replace(SUGGESTED, beforehand=(would(8),)),
            {},
            objection_refusal.would_consent_already(12, "Glasgow City Council"),
        ),
        (replace(SUGGESTED, revisions=(*OBJECTED.revisions, a_text(2))), {}, objection_refusal.suggestion_is_past(12)),
        (
            replace(SUGGESTED, revisions=(*OBJECTED.revisions, a_text(2, suggestion=4))),
            {},
            objection_refusal.suggestion_is_taken(12, 2),
        ),
    ],
)
def test_why_no_consent_is_kept_beforehand_is_told(beds: Proposal, more: dict[str, Any], because: Refusal) -> None:
    with refused(because):
        beforehand(beds, **more)


def test_a_consent_beforehand_is_taken_back_by_whoever_gave_it() -> None:
    beds = replace(SUGGESTED, beforehand=(would(8),))

    taken_back = suggestion.no_consent_beforehand(beds, ALLIANCE, THEIRS, by=CAT, at=LATER)

    assert taken_back == would(0, kind=Kind.UNDO)
    for by, name in ((DEV, "Clyde Outreach"), (ANN, "Harbour Shelter")):
        with refused(objection_refusal.no_consent_to_take_back(12, name)):
            suggestion.no_consent_beforehand(beds, ALLIANCE, THEIRS, by=by, at=LATER)
    with refused(rights_refusal.not_a_representative(ALLIANCE)):
        suggestion.no_consent_beforehand(beds, ALLIANCE, THEIRS, by=KARA, at=LATER)
    with refused(objection_refusal.suggestion_is_past(12)):
        past = replace(beds, revisions=(*OBJECTED.revisions, a_text(2)))
        suggestion.no_consent_beforehand(past, ALLIANCE, THEIRS, by=CAT, at=LATER)


def answered(place: int, kind: Kind) -> Response:
    return Response(COUNCIL.id, 1, kind, CAT, LATER, id=place)


@pytest.mark.parametrize(
    ("responses", "said", "stands"),
    [
        ((), (would(8),), True),
        ((), (would(1),), True),
        ((), (would(8), would(9, kind=Kind.UNDO)), False),
        ((), (would(8), would(9, text="another")), True),
        ((), (would(9, text="another"),), False),
        ((answered(6, Kind.OBJECTION),), (would(8),), True),
        ((answered(9, Kind.OBJECTION),), (would(8),), False),
        ((answered(9, Kind.UNDO),), (would(8),), False),
        ((answered(9, Kind.CONSENT),), (would(8),), True),
        ((answered(8, Kind.OBJECTION),), (would(8),), False),
    ],
)
def test_a_consent_beforehand_stands_until_its_partner_thinks_again(
    responses: tuple[Response, ...], said: tuple[AnswerBeforehand, ...], *, stands: bool
) -> None:
    beds = replace(SUGGESTED, responses=(AGAINST, *responses), beforehand=said)

    standing = suggestion.would_consent(beds, THEIRS.text_sha256)

    assert standing == ({COUNCIL.id: said[0]} if stands else {})


def test_consents_beforehand_become_answers_to_the_text_that_was_taken() -> None:
    beds = replace(SUGGESTED, beforehand=(would(9, 3), would(8), would(10, 4)))

    counted = suggestion.that_count(beds, ALLIANCE, takes(beds, at=MONDAY + timedelta(days=1)))

    assert counted == [
        replace(answer(would(0, partner)), revision=2, at=MONDAY + timedelta(days=1), said_at=LATER)
        for partner in (1, 3, 4)
    ]


def test_a_text_of_ones_own_takes_no_consents_along_and_they_lapse() -> None:
    beds = replace(SUGGESTED, beforehand=(would(9, 3), would(8)))

    own = replace(takes(beds), suggestion=None)

    assert suggestion.that_count(beds, ALLIANCE, own) == []
    assert suggestion.that_lapse(beds, ALLIANCE, own) == [would(8), would(9, 3)]


def test_consents_to_another_suggestion_lapse_and_each_partner_is_named_once() -> None:
    other = replace(THEIRS, id=5, partner_id=3, text_sha256="another")
    older = replace(THEIRS, id=2, revision=2, text_sha256="older")
    beds = replace(
        OBJECTED,
        suggestions=(older, THEIRS, other),
        beforehand=(
            would(8),
            would(9, text="another"),
            would(10, 3, text="another"),
            would(11, 4, text="older"),
            would(12, 5),
        ),
    )

    own = replace(takes(beds), suggestion=None)
    assert suggestion.that_lapse(beds, ALLIANCE, own) == [
        would(9, text="another"),
        would(10, 3, text="another"),
        would(12, 5),
    ]
    assert suggestion.that_lapse(beds, ALLIANCE, takes(beds)) == [would(10, 3, text="another")]


def test_a_suggestion_is_taken_with_everything_else_as_it_was() -> None:
    of_a_later_text = replace(THEIRS, id=5, revision=2)

    taken = takes(replace(OBJECTED, suggestions=(THEIRS, of_a_later_text)))

    assert taken == replace(
        OBJECTED.current, number=2, text=CURE, rich_text=typed(CURE), by=KARA, at=LATER, suggestion=4
    )


@pytest.mark.parametrize(
    ("beds", "more", "because"),
    [
        (SUGGESTED, {"by": BEN}, rights_refusal.may_not_steer(12, "amend", KARA, ALLIANCE)),
        (SUGGESTED, {"known": None}, proposal_refusal.not_a_decision("supersedes", 3)),
        (replace(SUGGESTED, revisions=(*OBJECTED.revisions, a_text(2))), {}, objection_refusal.suggestion_is_past(12)),
        (
            replace(SUGGESTED, beforehand=tuple(would(place + 10, place) for place in range(1, len(LEADS) + 1))),
            {},
            objection_refusal.taking_decides(12),
        ),
    ],
)
def test_why_a_suggestion_is_not_taken_is_told(beds: Proposal, more: dict[str, Any], because: Refusal) -> None:
    with refused(because):
        takes(beds, **more)


def test_whoever_knows_that_it_decides_is_not_asked() -> None:
    beds = replace(SUGGESTED, beforehand=tuple(would(place + 10, place) for place in range(1, len(LEADS) + 1)))

    assert takes(beds, knows_it_decides=True).number == 2
