"""May a partner say from which sum on its own people say so first?"""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decisions.alliance import matter_refusal, rights_refusal
from decisions.alliance.alliance import Alliance, Partner
from decisions.alliance.matter import Decider, MatterClass, Matters, OwnLimit
from decisions.answers.question import question
from decisions.answers.response import add_concern, consent
from decisions.asking.reminder import takes_time
from decisions.proposal.outcome import agreement, consents, objects, status, waits_for
from decisions.proposal.own_word import NeedsWord, refuse_beforehand
from decisions.proposal.proposal import Kind, Proposal, Response, Status
from decisions.set_up.own_limit import own_limit
from decisions.texts.revision import Draft, amendment, first_revision
from decisions.texts.suggestion import Cure, consent_beforehand, suggestion, taking, that_count, that_lapse
from decisions.words import refusal
from decisions.words.at_once import by_field
from decisions.words.refusal import Refusal
from tests.cast import ALLIANCE, ANN, BEN, HARBOUR, KARA, LEADS, MONDAY, proposal, revision, typed
from tests.decisions.refused import declined, refused

OVER = OwnLimit(HARBOUR.name, 50_000, "our board")
LIMITED = replace(ALLIANCE, matters=Matters(limits=(OVER,)))


def test_the_lead_sets_it_and_takes_it_away() -> None:
    assert own_limit(ALLIANCE, by=ANN, over="£50,000", who=" our board ") == (HARBOUR, OVER)
    assert own_limit(LIMITED, by=ANN, over=" ", who="our board") == (HARBOUR, None)


@pytest.mark.parametrize(
    ("by", "over", "who", "expected"),
    [
        (BEN, "5", "our board", matter_refusal.lead_sets_it(HARBOUR.name, ANN)),
        (KARA, "5", "our board", rights_refusal.not_a_representative(LIMITED)),
        (ANN, "5m", "our board", matter_refusal.not_pounds("over")),
        (ANN, "5", " ", refusal.missing("who", "whose word it needs, such as our board")),
        (ANN, "5", "x" * 61, refusal.too_long("who", 60, 61)),
        (ANN, "50,000", "our board", refusal.nothing_changed("over")),
    ],
)
def test_what_can_not_be_is_refused(by: str, over: str, who: str, expected: Refusal) -> None:
    with refused(expected):
        own_limit(LIMITED, by=by, over=over, who=who)


def test_what_is_wrong_with_the_sum_and_whose_word_it_needs_is_said_at_once() -> None:
    several = by_field(declined(lambda: own_limit(LIMITED, by=ANN, over="5m", who="")))

    assert [each.field for each in several] == ["over", "who"]
    assert own_limit(LIMITED, by=ANN, over="5", who="x" * 60)[1] == OwnLimit(HARBOUR.name, 5, "x" * 60)


# What is over a limit.

DEAR = proposal(revisions=(revision(sum=50_001),))
ANSWER: dict[str, Any] = {"by": ANN, "revision": 1, "at": MONDAY}
HAS_WORD = (
    "No. 12 is about £50,001, and over £50,000 Harbour Shelter consents only with the word of our board. "
    "Has that been given?"
)
MEETS = date(2026, 11, 30)


def test_whoever_consents_to_more_is_asked_for_the_word_first() -> None:
    with pytest.raises(NeedsWord) as asked:
        consent(DEAR, LIMITED, **ANSWER)

    assert (asked.value.who, asked.value.decides) == ("our board", False)
    assert asked.value.words == HAS_WORD
    assert consent(DEAR, LIMITED, **ANSWER, has_word=True).kind is Kind.CONSENT


def test_the_last_one_is_asked_for_both_at_once() -> None:
    others = tuple(
        Response(it.id, 1, Kind.CONSENT, it.lead, MONDAY, id=it.id) for it in LIMITED.partners if it != HARBOUR
    )

    with pytest.raises(NeedsWord) as asked:
        consent(replace(DEAR, responses=others), LIMITED, **ANSWER)

    assert asked.value.decides
    assert asked.value.words == f"{HAS_WORD} With this consent No. 12 is decided, and that is final."


@given(st.one_of(st.none(), st.integers(1, 99_999)), st.sampled_from([ALLIANCE, LIMITED]), st.sampled_from(LEADS))
def test_a_limit_asks_its_own_people_and_nobody_else(amount: int | None, alliance: Alliance, by: str) -> None:
    asks = alliance is LIMITED and by == ANN and amount is not None and amount > 50_000
    told = proposal(revisions=(revision(sum=amount),))

    try:
        consent(told, alliance, by=by, revision=1, at=MONDAY)
    except NeedsWord:
        assert asks
    else:
        assert not asks


def test_a_concern_is_added_without_asking_again() -> None:
    stands = Response(HARBOUR.id, 1, Kind.CONSENT, ANN, MONDAY, id=3)

    kept = add_concern(replace(DEAR, responses=(stands,)), LIMITED, **ANSWER, concern="Costs")

    assert kept.concern == "Costs"


def test_subject_to_its_board_a_partner_has_not_answered() -> None:
    asked = question(DEAR, LIMITED, **ANSWER, words="", answer_by=MEETS, is_subject=True)
    told = replace(DEAR, questions=(asked,))

    assert asked.subject_to == "our board"
    assert HARBOUR in waits_for(told, LIMITED.partners)
    assert status(told, LIMITED) is Status.OPEN
    assert consents(told, LIMITED.partners) == objects(told, LIMITED.partners) == []


def test_on_which_day_its_board_meets_may_not_be_known_and_it_is_reminded_as_ever() -> None:
    asked = question(DEAR, LIMITED, **ANSWER, words="", answer_by=None, is_subject=True)
    told, here = replace(DEAR, questions=(asked,)), MONDAY.date()

    assert (asked.answer_by, asked.subject_to) == (None, "our board")
    assert HARBOUR in waits_for(told, LIMITED.partners)
    assert not any(takes_time(told, HARBOUR, here + timedelta(days=passed)) for passed in range(30))
    assert takes_time(replace(DEAR, questions=(replace(asked, answer_by=MEETS),)), HARBOUR, here)


@pytest.mark.parametrize(
    ("told", "is_subject"), [(DEAR, False), (proposal(), True), (proposal(revisions=(revision(sum=50_000),)), True)]
)
def test_everybody_else_names_a_day(told: Proposal, *, is_subject: bool) -> None:
    with pytest.raises(Refusal) as asked:
        question(told, LIMITED, **ANSWER, words="", answer_by=None, is_subject=is_subject)

    assert asked.value.field == "answer_by"


def test_nobody_is_subject_to_a_board_below_the_limit() -> None:
    asked = question(proposal(), LIMITED, **ANSWER, words="", answer_by=MEETS, is_subject=True)

    assert asked.subject_to == ""
    assert question(DEAR, LIMITED, **ANSWER, words="", answer_by=MEETS).subject_to == ""


@given(st.permutations([it for it in LIMITED.partners if it != HARBOUR]))
def test_it_is_never_agreed_while_a_board_has_not_met(order: list[Partner]) -> None:
    """Whatever the others say and in whatever order (rules 1 and 2)."""
    asked = question(DEAR, LIMITED, **ANSWER, words="", answer_by=MEETS, is_subject=True)
    told = replace(DEAR, questions=(asked,))

    for place, partner in enumerate(order, 1):
        said = Response(partner.id, 1, Kind.CONSENT, partner.lead, MONDAY, id=place)
        told = replace(told, responses=(*told.responses, said))
        assert agreement(told, LIMITED, MONDAY + timedelta(days=90)) is None


def test_a_board_is_asked_about_a_text_that_is_put() -> None:
    against = Response(2, 1, Kind.OBJECTION, ANN, MONDAY, reason="No", id=1)
    told = replace(DEAR, responses=(against,))
    cure = suggestion(told, against, Cure("Other words.", typed("Other words."), consents=False))

    with refused(matter_refusal.answers_when_it_is_put("£50,000", HARBOUR.name, "our board", None)):
        consent_beforehand(told, LIMITED, cure, by=ANN, at=MONDAY)


def test_that_is_said_where_it_is_ticked_and_holds_nobody_else() -> None:
    with refused(matter_refusal.answers_when_it_is_put("£50,000", HARBOUR.name, "our board", "own_consent")):
        refuse_beforehand(DEAR, LIMITED, ANN, "own_consent")

    for by in (KARA, LEADS[0]):
        refuse_beforehand(DEAR, LIMITED, by, "own_consent")


def test_a_limit_that_is_set_meanwhile_counts_for_what_was_said_beforehand() -> None:
    against = Response(3, 1, Kind.OBJECTION, LEADS[2], MONDAY, reason="No", id=1)
    told = replace(DEAR, responses=(against,))
    cure = replace(suggestion(told, against, Cure("Other words.", typed("Other words."), consents=False)), id=1)
    told = replace(told, suggestions=(cure,))
    said = replace(consent_beforehand(told, ALLIANCE, cure, by=ANN, at=MONDAY), id=2)
    told = replace(told, beforehand=(said,))

    taken = taking(told, LIMITED, None, cure, by=KARA, at=MONDAY)

    assert [each.partner_id for each in that_count(told, ALLIANCE, taken)] == [HARBOUR.id]
    assert that_count(told, LIMITED, taken) == []
    assert that_lapse(told, LIMITED, taken) == [said]


# The text itself.

SPENDING = MatterClass("Planning", Decider.PARTNER, 3, "Glasgow City Council")
CLASSED = replace(ALLIANCE, matters=Matters((SPENDING,)))
DRAFT = Draft("Beds", "Ten beds.", typed("Ten beds."), "Warmth.")


def test_class_and_sum_are_part_of_what_is_consented_to() -> None:
    plain = revision()
    named = {plain.text_sha256, revision(sum=5).text_sha256, revision(sum=6).text_sha256}

    assert len({*named, revision(matter="Planning").text_sha256}) == 4
    assert revision(matter="", sum=None).text_sha256 == plain.text_sha256


def test_they_are_taken_as_they_were_typed() -> None:
    first = first_revision(CLASSED, replace(DRAFT, matter="Planning", sum="£60,000"), None, by=ANN, at=MONDAY)

    assert (first.matter, first.sum) == ("Planning", 60_000)


@pytest.mark.parametrize(("more", "field"), [({"sum": "much"}, "sum"), ({"matter": "Rents"}, "matter")])
def test_what_can_not_be_read_is_said_on_its_field(more: dict[str, str], field: str) -> None:
    with pytest.raises(Refusal) as said:
        first_revision(CLASSED, replace(DRAFT, **more), None, by=ANN, at=MONDAY)  # type: ignore[arg-type]  # any field

    assert said.value.field == field


def test_a_class_that_is_gone_meanwhile_may_stay() -> None:
    before = proposal(revisions=(revision(matter="Planning"),))

    after = amendment(before, ALLIANCE, replace(DRAFT, matter="Planning"), None, by=KARA, revision=1, at=MONDAY)

    assert after.matter == "Planning"
