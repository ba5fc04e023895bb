"""Does the partner whose own matter it is by law decide alone, and nobody else?"""

from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decisions.alliance import matter_refusal
from decisions.alliance.alliance import Partner
from decisions.alliance.matter import Decider, MatterClass, Matters, OwnLimit
from decisions.alliance.membership import PartnerLeaves
from decisions.answers import answer_refusal
from decisions.answers.interest import refuse_unless_may_step_back
from decisions.answers.report import report
from decisions.answers.reserved import opinion
from decisions.answers.response import consent, objection
from decisions.proposal.outcome import agreement, waits_for
from decisions.proposal.part import deciding, is_told_of_views, whose_matter
from decisions.proposal.proposal import Kind, Proposal, Response
from decisions.said.opinion import Opinion
from decisions.texts.revision import Draft, Superseded, amendment, first_revision
from decisions.words import refusal
from decisions.words.refusal import AsksAgain
from tests.cast import ALLIANCE, ANN, COUNCIL, KARA, MONDAY, proposal, revision, typed
from tests.decisions.refused import declined, refused

COUNCILS = MatterClass("Planning", Decider.PARTNER, 3, COUNCIL.name)
RESERVING = replace(ALLIANCE, matters=Matters((COUNCILS,)))
PLAN = proposal(revisions=(revision(matter="Planning"),))
ALL_SAY = {it.id: Response(it.id, 1, Kind.CONSENT, it.lead, MONDAY, id=it.id) for it in ALLIANCE.partners}


@given(st.permutations(ALLIANCE.partners), st.sampled_from([Kind.CONSENT, Kind.OBJECTION]))
def test_its_own_partner_decides_alone_and_nobody_else(order: list[Partner], its: Kind) -> None:
    told = PLAN
    for partner in order:
        kind = its if partner == COUNCIL else Kind.CONSENT
        told = replace(told, responses=(*told.responses, replace(ALL_SAY[partner.id], kind=kind)))
        agreed = agreement(told, RESERVING, MONDAY)
        has_spoken = any(said.partner_id == COUNCIL.id for said in told.responses)

        assert (agreed is not None) == (has_spoken and its is Kind.CONSENT)
        assert agreed is None or (agreed.partners, agreed.reserved_to) == ((COUNCIL.id,), COUNCIL.id)


@given(st.sampled_from(ALLIANCE.partners[1:]))
def test_the_others_answer_nothing_and_are_not_waited_for(partner: Partner) -> None:
    by: dict[str, Any] = {"by": partner.lead, "revision": 1, "at": MONDAY}

    with refused(matter_refusal.anothers_matter(12, COUNCIL.name)):
        consent(PLAN, RESERVING, **by)
    objects = {**by, "reason": "No", "acceptable_if": ""}
    assert "it decides alone" in declined(lambda: objection(PLAN, RESERVING, **objects)).words
    assert partner not in waits_for(PLAN, deciding(PLAN, RESERVING))
    assert opinion(PLAN, RESERVING, **by, words=" Too dear. ") == Opinion(
        partner.id, 1, partner.lead, MONDAY, "Too dear."
    )


def test_whoever_decides_alone_knows_that_it_does() -> None:
    asked = declined(lambda: consent(PLAN, RESERVING, by=COUNCIL.lead, revision=1, at=MONDAY))

    assert isinstance(asked, AsksAgain)
    assert asked.decides
    assert asked.words == (
        "No. 12 is Glasgow City Council's own matter by law: with this consent it is decided, and that is final."
    )


def test_a_view_needs_words_and_another_partner() -> None:
    view: dict[str, Any] = {"by": ANN, "revision": 1, "at": MONDAY, "words": "We like it"}

    for here, more, because in (
        (RESERVING, {"words": " "}, refusal.missing("words", "what your organisation thinks of it")),
        (RESERVING, {"words": "x" * 3001}, refusal.too_long("words", 3000, 3001)),
        (RESERVING, {"revision": 2}, answer_refusal.outdated_text(12)),
        (RESERVING, {"by": COUNCIL.lead}, matter_refusal.decides_it_itself(12, COUNCIL.name)),
        (ALLIANCE, {}, matter_refusal.all_are_asked(12)),
    ):
        with refused(because):
            opinion(PLAN, here, **{**view, **more})


def test_the_log_tells_of_views_only_where_one_partner_decides() -> None:
    told = replace(PLAN, statements=(Opinion(2, 1, ANN, MONDAY, "Too dear."),))
    has_heard: dict[str, Any] = {"views_of": [ALLIANCE.partners[1].name]}

    assert [is_told_of_views(fields, told, RESERVING) for fields in (has_heard, {})] == [True, False]
    assert [is_told_of_views(fields, told, ALLIANCE) for fields in (has_heard, {})] == [False, True]


def test_only_the_consent_of_whoever_decides_alone_is_reported() -> None:
    by_phone: dict[str, Any] = {"by": KARA, "revision": 1, "at": MONDAY, "note": "By phone"}

    assert report(PLAN, RESERVING, **by_phone, partner_id=COUNCIL.id).partner_id == COUNCIL.id
    with refused(matter_refusal.anothers_matter(12, COUNCIL.name)):
        report(PLAN, RESERVING, **by_phone, partner_id=2)


def test_all_decide_what_was_put_before_it_was_reserved() -> None:
    then, late = (
        replace(RESERVING, matters=Matters((replace(COUNCILS, since=since),)))
        for since in (MONDAY, MONDAY + timedelta(seconds=1))
    )

    assert whose_matter(PLAN, then) == COUNCIL
    assert whose_matter(PLAN, replace(then, is_founded=False)) is None
    assert whose_matter(PLAN, late) is None
    assert len(deciding(PLAN, late)) == 8


@pytest.mark.parametrize(
    "all_decide",
    [
        replace(PLAN, change=PartnerLeaves(2, "Harbour Shelter")),
        proposal(revisions=(revision(matter="Planning", supersedes=3),)),
        proposal(revisions=(revision(matter="Other"),)),
    ],
)
def test_nobody_changes_alone_who_decides_or_what_all_decided(all_decide: Proposal) -> None:
    assert whose_matter(all_decide, RESERVING) is None
    assert len(deciding(all_decide, RESERVING)) == 8


def test_that_is_said_when_it_is_typed() -> None:
    draft = Draft("Beds", "Ten beds.", typed("Ten beds."), "Warmth.", supersedes=3, matter="Planning")
    agreed = Superseded(is_agreed=True)

    refusal = declined(lambda: first_revision(RESERVING, draft, agreed, by=ANN, at=MONDAY))

    assert (refusal.field, refusal.words[:37]) == ("matter", "What replaces an earlier decision is ")
    leaves = replace(PLAN, change=PartnerLeaves(2, "Harbour Shelter"), revisions=(revision(),))
    amends = replace(draft, supersedes=None)
    refusal = declined(lambda: amendment(leaves, RESERVING, amends, None, by=KARA, revision=1, at=MONDAY))
    assert refusal.field == "matter"


def test_what_all_were_asked_about_becomes_nobodys_own() -> None:
    draft = Draft("Beds", "Twelve beds.", typed("Twelve beds."), "Warmth.", matter="Planning")

    with refused(matter_refusal.was_put_to_all(12, "Planning")):
        amendment(proposal(), RESERVING, draft, None, by=KARA, revision=1, at=MONDAY)


def test_a_sealed_round_of_it_is_declined_where_it_is_ticked() -> None:
    draft = Draft("Beds", "Ten beds.", typed("Ten beds."), "Warmth.", matter="Planning", sealed=True)
    always = replace(RESERVING, seals_first_rounds=True)

    for here in (RESERVING, always):
        refusal = declined(partial(first_revision, here, draft, None, by=ANN, at=MONDAY))
        assert refusal.field == "sealed"
        assert "Planning is Glasgow City Council's own matter by law" in refusal.words
    assert not first_revision(always, replace(draft, sealed=False), None, by=ANN, at=MONDAY).sealed


def test_nobody_steps_back_from_what_one_partner_decides() -> None:
    with refused(matter_refusal.nobody_steps_back(12, COUNCIL.name)):
        refuse_unless_may_step_back(PLAN, RESERVING, ANN)


def test_what_was_reserved_to_a_partner_that_left_is_decided_by_all() -> None:
    clydes, harbours = MatterClass("Planning", Decider.PARTNER, 1, "Clyde"), OwnLimit("Harbour", 5, "our board")
    matters = Matters((clydes, COUNCILS), limits=(OwnLimit("Clyde", 5, "our board"), harbours))

    left = matters.after("partner_left", "", {"partner": "Clyde", "number": 2})

    assert left == Matters((COUNCILS,), limits=(harbours,))
