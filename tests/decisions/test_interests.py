"""What may be said of an interest, and what follows from it?"""

from dataclasses import replace
from datetime import timedelta

import pytest

from decisions.alliance import membership_refusal, rights_refusal
from decisions.alliance.membership import AllianceCloses
from decisions.answers import answer_refusal, interest_refusal, report
from decisions.answers.interest import allowance, grants, interest, part_taken_again
from decisions.answers.objection_course import unsettled
from decisions.answers.question import standing_questions
from decisions.answers.response import consent, undo
from decisions.answers.standing_interest import YEAR, StandingInterest, own, standing_interest, to_look_at
from decisions.asking.asking import state
from decisions.proposal.facts import with_fact
from decisions.proposal.outcome import agreement, asked_at, objects, standing_responses, waits_for
from decisions.proposal.part import can_decide, deciding, let_take_part, stepped_back
from decisions.proposal.proposal import Agreement, Interest, Kind, Nature, Part, Proposal, Question, Report, Response
from decisions.proposal.stages import Stage, time_at_stages
from decisions.said.sealed_facts import SealedAnswer
from decisions.texts.suggestion import would_consent
from decisions.words import refusal
from decisions.words.refusal import AsksAgain, Refusal
from tests.cast import ALLIANCE, ANN, BEN, CAT, COUNCIL, DEV, ELA, HARBOUR, KARA, LEADS, MONDAY, proposal, revision
from tests.decisions.refused import refused

LATER = MONDAY + timedelta(days=2)
THREE = replace(ALLIANCE, partners=ALLIANCE.partners[:3])
CLYDE = ALLIANCE.partners[2]
WORDS = "We run the hostel"


def steps_back(told: Proposal, by: str = ANN, words: str = WORDS, **more: object) -> Interest:
    values: dict[str, object] = {"by": by, "at": MONDAY, "nature": Nature.ROLE, "words": words, **more}
    return interest(told, THREE, **values)  # type: ignore[arg-type]  # a test names any of them


def after(told: Proposal, *these: Interest) -> Proposal:
    for said in these:
        told = with_fact(told, replace(said, id=100 + len(told.interests)))
    return told


def answered(*kinds: Kind | None) -> Proposal:
    """The first partners answer so, in their order, but for None."""
    said = [
        Response(place, 1, kind, LEADS[place - 1], MONDAY, reason="Why" if kind is Kind.OBJECTION else "", id=place)
        for place, kind in enumerate(kinds, start=1)
        if kind
    ]
    return proposal(responses=tuple(said))


BACK = after(proposal(), steps_back(proposal()))


def test_whoever_steps_back_is_not_asked_and_the_others_decide() -> None:
    told = after(answered(Kind.CONSENT, None, Kind.CONSENT), steps_back(answered(Kind.CONSENT)))

    assert deciding(told, THREE) == (COUNCIL, CLYDE)
    assert waits_for(told, THREE.partners) == []
    assert agreement(told, THREE, MONDAY) == Agreement(1, MONDAY, (COUNCIL.id, CLYDE.id))


def test_nobody_can_be_made_to_step_back() -> None:
    for by in (ANN, BEN):
        assert steps_back(proposal(), by=by).whose == HARBOUR.id
    with refused(rights_refusal.not_a_representative(THREE)):
        steps_back(proposal(), by=KARA)


def test_at_least_two_remain_who_decide() -> None:
    with refused(interest_refusal.two_must_remain(12)):
        steps_back(BACK, by=CAT)


def test_whoever_remains_alone_decides_nothing() -> None:
    alone = replace(THREE, partners=(COUNCIL, HARBOUR))
    told = after(answered(Kind.CONSENT), steps_back(proposal()))

    assert not can_decide(told, alone)
    assert agreement(told, alone, MONDAY) is None


def test_stepping_back_that_decides_is_asked_about_once_more() -> None:
    told = answered(Kind.CONSENT, None, Kind.CONSENT)

    with refused(interest_refusal.stepping_back_decides(12, HARBOUR.name)):
        steps_back(told)
    assert steps_back(told, knows_it_decides=True).kind is Part.STEPS_BACK


def test_an_objection_that_was_not_settled_is_to_be_settled_when_the_partner_is_back() -> None:
    told = answered(None, Kind.OBJECTION)
    back = after(told, steps_back(told))
    assert (objects(told, THREE.partners), objects(back, THREE.partners)) == ([HARBOUR], [])
    assert back.responses == told.responses

    again = after(back, part_taken_again(back, THREE, by=ANN, at=LATER, words="We sold it"))

    assert waits_for(again, THREE.partners) == [*THREE.partners]
    assert unsettled(again, HARBOUR.id) == told.responses[0]
    with pytest.raises(AsksAgain):
        consent(again, THREE, by=ANN, revision=1, at=LATER)


def test_a_consent_from_before_does_not_stand_again() -> None:
    told = answered(Kind.CONSENT, Kind.CONSENT)
    back = after(told, steps_back(told))
    again = after(back, part_taken_again(back, THREE, by=ANN, at=LATER, words="We sold it"))

    assert standing_responses(again).keys() == {COUNCIL.id}
    assert (asked_at(again, HARBOUR), asked_at(again, CLYDE)) == (LATER, MONDAY)
    with refused(answer_refusal.no_consent_to_undo(12, HARBOUR.name)):
        undo(again, THREE, by=ANN, response_id=2, at=LATER)
    given = replace(consent(again, THREE, by=ANN, revision=1, at=LATER), id=200)
    assert standing_responses(replace(again, responses=(*again.responses, given)))[HARBOUR.id] == given


def test_the_last_who_consents_after_taking_part_again_knows_that_it_decides() -> None:
    told = answered(Kind.CONSENT, None, Kind.CONSENT)
    back = after(told, steps_back(told, knows_it_decides=True))
    again = after(back, part_taken_again(back, THREE, by=ANN, at=LATER, words="We sold it"))

    with refused(answer_refusal.decides_now(12, HARBOUR.name)):
        consent(again, THREE, by=ANN, revision=1, at=LATER)


def test_it_stays_when_the_text_is_amended() -> None:
    amended = replace(BACK, revisions=(*BACK.revisions, revision(2, "Twelve")))

    assert stepped_back(amended).keys() == {HARBOUR.id}
    assert waits_for(amended, THREE.partners) == [COUNCIL, CLYDE]


def test_all_others_let_it_take_part_and_it_is_asked() -> None:
    told = after(BACK, allowance(BACK, THREE, by=CAT, whose=HARBOUR.id, at=LATER))
    assert grants(told, THREE, LATER) == []
    told = after(told, allowance(told, THREE, by=DEV, whose=HARBOUR.id, at=LATER))
    granted = grants(told, THREE, LATER)
    assert granted == [Interest(HARBOUR.id, 1, Part.LET_BY_ALL, "", LATER, HARBOUR.id)]

    let = after(told, *granted)

    assert waits_for(let, THREE.partners) == [*THREE.partners]
    assert let_take_part(let)[HARBOUR.id].words == WORDS
    assert grants(let, THREE, LATER) == []
    assert let_take_part(BACK) == {}


def test_what_was_let_before_counts_no_more_after_it_steps_back_anew() -> None:
    told = after(BACK, allowance(BACK, THREE, by=CAT, whose=HARBOUR.id, at=LATER))
    told = after(told, part_taken_again(told, THREE, by=ANN, at=LATER, words="We sold it"))
    told = after(told, steps_back(told))

    told = after(told, allowance(told, THREE, by=DEV, whose=HARBOUR.id, at=LATER))

    assert grants(told, THREE, LATER) == []


def test_what_an_end_leaves_nobody_lets() -> None:
    told = after(BACK, *(allowance(BACK, THREE, by=by, whose=HARBOUR.id, at=LATER) for by in (CAT, DEV)))

    assert grants(replace(told, agreement=Agreement(1, MONDAY, (1, 3))), THREE, LATER) == []


def test_who_may_let_whom() -> None:
    once = after(BACK, allowance(BACK, THREE, by=CAT, whose=HARBOUR.id, at=LATER))
    four = replace(ALLIANCE, partners=ALLIANCE.partners[:4])
    both = after(BACK, replace(steps_back(proposal()), partner_id=CLYDE.id, whose=CLYDE.id))
    for told, by, whose, why in (
        (BACK, KARA, HARBOUR.id, rights_refusal.not_a_representative(four)),
        (BACK, CAT, 9, membership_refusal.not_a_partner("partner")),
        (BACK, CAT, CLYDE.id, interest_refusal.has_not_stepped_back(12, CLYDE.name)),
        (once, CAT, HARBOUR.id, interest_refusal.lets_it_already(12, COUNCIL.name, HARBOUR.name)),
        (both, DEV, HARBOUR.id, interest_refusal.has_an_interest_itself(12, CLYDE.name)),
        (BACK, ANN, HARBOUR.id, interest_refusal.has_an_interest_itself(12, HARBOUR.name)),
    ):
        with refused(why):
            allowance(told, four, by=by, whose=whose, at=LATER)
    assert allowance(both, four, by=ELA, whose=HARBOUR.id, at=LATER).partner_id == 4


def test_what_is_missing_is_said_at_its_field() -> None:
    with refused(interest_refusal.nature_is_missing()):
        steps_back(proposal(), nature=None)
    with refused(refusal.missing("words", "in a few words what it is")):
        steps_back(proposal(), words=" ")
    with refused(refusal.missing("words", "why your organisation decides this after all")):
        part_taken_again(BACK, THREE, by=ANN, at=LATER, words="")
    with refused(interest_refusal.has_not_stepped_back(12, COUNCIL.name)):
        part_taken_again(BACK, THREE, by=CAT, at=LATER, words="Why")
    with refused(interest_refusal.stepped_back_already(12, HARBOUR.name)):
        steps_back(BACK)


def test_nobody_steps_back_from_founding_the_alliance() -> None:
    with refused(interest_refusal.all_decide_it(12)):
        interest(
            proposal(), replace(THREE, is_founded=False), by=ANN, at=MONDAY, nature=Nature.MONEY, words="We are paid"
        )


def test_nobody_steps_back_from_closing_it() -> None:
    with refused(interest_refusal.all_decide_it(12)):
        steps_back(replace(proposal(), change=AllianceCloses()))


def test_a_final_proposal_takes_no_interest() -> None:
    ended = replace(proposal(), agreement=Agreement(1, MONDAY, (1, 2, 3)))

    for act in (steps_back, lambda told: allowance(told, THREE, by=CAT, whose=HARBOUR.id, at=LATER)):
        with pytest.raises(Refusal, match="was agreed"):
            act(ended)


def test_whoever_stepped_back_answers_nothing_and_nobody_reports_its_consent() -> None:
    with refused(interest_refusal.has_stepped_back(12, HARBOUR.name)):
        consent(BACK, THREE, by=ANN, revision=1, at=LATER)
    with refused(interest_refusal.decides_nothing("partner", HARBOUR.name)):
        report.report(BACK, THREE, by=KARA, partner_id=HARBOUR.id, revision=1, at=LATER, note="By phone")
    assert report.may_be_reported(BACK, THREE) == [COUNCIL, CLYDE]


def test_what_was_asked_reported_or_said_beforehand_ends() -> None:
    asked = Question(HARBOUR.id, 1, ANN, MONDAY, "", MONDAY.date())
    told = proposal(questions=(asked,), reports=(Report(HARBOUR.id, 1, KARA, MONDAY, "By phone", 0, id=1),))
    assert (len(standing_questions(told)), len(report.unconfirmed(told))) == (1, 1)

    back = after(told, steps_back(told))

    assert (standing_questions(back), report.unconfirmed(back)) == ({}, {})
    assert would_consent(back, "") == {}
    assert state(told, THREE, HARBOUR.id) == "1:waits"
    assert state(back, THREE, HARBOUR.id) == "back:100"


def test_a_consent_that_is_reported_after_a_partner_takes_part_again_is_to_be_confirmed() -> None:
    again = after(BACK, part_taken_again(BACK, THREE, by=ANN, at=LATER, words="We sold it"))

    told = report.report(again, THREE, by=KARA, partner_id=HARBOUR.id, revision=1, at=LATER, note="By phone")

    assert report.unconfirmed(replace(again, reports=(told,))) == {HARBOUR.id: told}


def test_an_answer_that_is_sealed_after_a_partner_takes_part_again_is_heard() -> None:
    again = after(BACK, part_taken_again(BACK, THREE, by=ANN, at=LATER, words="We sold it"))
    told = replace(again, revisions=(revision(sealed=True),))
    before, since = SealedAnswer(HARBOUR.id, 1, ANN, MONDAY, "digest", id=99), SealedAnswer(2, 1, ANN, LATER, "digest")

    assert [partner.id for partner in waits_for(replace(told, sealed_answers=(before,)), THREE.partners)] == [1, 2, 3]
    assert [partner.id for partner in waits_for(replace(told, sealed_answers=(since,)), THREE.partners)] == [1, 3]


def test_an_objection_holds_until_its_partner_steps_back() -> None:
    told = answered(Kind.CONSENT, Kind.OBJECTION, Kind.CONSENT)
    back = after(told, replace(steps_back(told, knows_it_decides=True), at=LATER))
    decided = replace(back, agreement=Agreement(1, LATER + timedelta(days=1), (1, 3)))

    assert time_at_stages(decided, {})[Stage.HELD] == timedelta(days=2)


def test_standing_interests_are_looked_at_again_after_a_year() -> None:
    stands = replace(standing_interest(THREE, by=ANN, at=MONDAY, nature=Nature.MONEY, words=WORDS), entry=7)
    assert stands == StandingInterest(HARBOUR.name, Nature.MONEY, WORDS, ANN, MONDAY, MONDAY, 7)

    assert to_look_at([stands], MONDAY + YEAR - timedelta(seconds=1)) == []
    assert to_look_at([stands], MONDAY + YEAR) == [stands]
    assert own(THREE, [stands], 7, BEN) == stands
    for entry, by, why in (
        (8, ANN, interest_refusal.no_such_interest()),
        (7, CAT, interest_refusal.of_another_partner(HARBOUR.name)),
        (7, KARA, rights_refusal.not_a_representative(THREE)),
    ):
        with refused(why):
            own(THREE, [stands], entry, by)
    with refused(interest_refusal.nature_is_missing()):
        standing_interest(THREE, by=ANN, at=MONDAY, nature=None, words=WORDS)
