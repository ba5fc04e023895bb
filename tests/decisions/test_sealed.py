"""In a sealed round nobody reads what others say before it has spoken, and what opens is what was sealed."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decisions.alliance import rights_refusal
from decisions.alliance.matter import Matters, OwnLimit
from decisions.answers import interest, question, report, response, sealed_round
from decisions.asking.asking import state
from decisions.proposal import sealed, sealed_refusal
from decisions.proposal.facts import with_fact
from decisions.proposal.outcome import agreement, status, waits_for
from decisions.proposal.own_word import NeedsWord
from decisions.proposal.proposal import Interest, Kind, Nature, Proposal, Response, Status
from decisions.said.sealed_facts import Opening, SealedAnswer, Why
from decisions.texts import revision
from decisions.texts.revision import Draft
from decisions.texts.suggestion import Cure, suggestion, with_suggestion
from decisions.words import refusal
from decisions.words.refusal import AsksAgain, Refusal
from tests.cast import ALLIANCE, ANN, BEN, CAT, DEV, HARBOUR, KARA, LEADS, MONDAY, OUTSIDER, typed
from tests.cast import revision as a_text
from tests.decisions.refused import refused

DAY = date(2026, 11, 13)
LATER = MONDAY + timedelta(days=12)
ROUND = Proposal(1, 12, KARA, MONDAY, (a_text(decide_by=DAY, sealed=True),))


def answered(proposal: Proposal, *people: str) -> Proposal:
    """These consent, each for its partner."""
    for person in people:
        given = response.consent(proposal, ALLIANCE, by=person, revision=1, at=MONDAY, knows_it_decides=True)
        proposal = sealing(proposal, given)
    return proposal


def sealing(proposal: Proposal, given: Response) -> Proposal:
    told = sealed.seal(proposal, given, "salt")
    return with_fact(proposal, replace(told, id=len(proposal.sealed_answers) + len(proposal.interests) + 1))


def opened(proposal: Proposal) -> Proposal:
    return with_fact(proposal, Opening(1, ANN, MONDAY, Why.ASKED))


def test_an_answer_is_heard_and_not_told() -> None:
    told = answered(ROUND, ANN, DEV)

    assert {partner.lead for partner in waits_for(told, ALLIANCE.partners)} == {*LEADS} - {ANN, DEV}
    assert status(told, ALLIANCE) is Status.OPEN
    assert state(told, ALLIANCE, 2) == "1:1"
    assert not told.responses


@given(kind=st.sampled_from([Kind.CONSENT, Kind.OBJECTION]), words=st.tuples(st.text(), st.text()), salt=st.text())
def test_a_digest_is_of_each_word(kind: Kind, words: tuple[str, str], salt: str) -> None:
    said = Response(2, 1, kind, ANN, MONDAY, reason=words[0], acceptable_if=words[1])
    others = [
        replace(said, kind=Kind.OBJECTION if kind is Kind.CONSENT else Kind.CONSENT),
        replace(said, reason=f"{words[0]}."),
        replace(said, acceptable_if=f"{words[1]}."),
        replace(said, concern="Noise"),
        replace(said, revision=2),
    ]

    named = sealed.digest(12, said, salt)

    assert named == sealed.digest(12, replace(said, at=LATER, by=BEN), salt)
    assert named not in {sealed.digest(12, other, salt) for other in others}
    assert named not in (sealed.digest(13, said, salt), sealed.digest(12, said, f"{salt}."))


def test_who_answered_and_when_is_told_with_the_digest() -> None:
    said = Response(2, 1, Kind.CONSENT, ANN, LATER)

    assert sealed.seal(ROUND, said, "salt") == SealedAnswer(2, 1, ANN, LATER, sealed.digest(12, said, "salt"))


def test_the_newest_answer_counts_and_one_that_is_taken_back_does_not() -> None:
    twice = answered(ROUND, ANN, BEN)
    taken_back = sealed_round.taken_back(twice, ALLIANCE, by=ANN, at=LATER)
    back = with_fact(twice, replace(taken_back, id=3))

    assert taken_back == SealedAnswer(2, 1, ANN, LATER, "")
    assert [each.by for each in sealed.sealed_answers(twice).values()] == [BEN]
    assert sealed.sealed_answers(back) == {}
    assert [each.by for each in sealed.sealed_answers(answered(back, ANN)).values()] == [ANN]
    with refused(sealed_refusal.nothing_to_take_back(12, HARBOUR.name)):
        sealed_round.taken_back(back, ALLIANCE, by=ANN, at=MONDAY)


def test_an_answer_that_is_open_is_changed_on_the_card() -> None:
    given = Response(2, 1, Kind.CONSENT, ANN, LATER, salt="salt", id=9)
    told = replace(opened(answered(ROUND, ANN)), responses=(given,))
    amended = replace(told, revisions=(*told.revisions, a_text(2)))

    with refused(sealed_refusal.counts_openly(12)):
        sealed_round.taken_back(told, ALLIANCE, by=ANN, at=LATER)
    with refused(sealed_refusal.nothing_to_take_back(12, HARBOUR.name)):
        sealed_round.taken_back(amended, ALLIANCE, by=ANN, at=LATER)


def test_all_open_when_the_last_has_answered() -> None:
    assert sealed.opening(answered(ROUND, *LEADS[:-1]), ALLIANCE, MONDAY) is None
    assert sealed.opening(answered(ROUND, *LEADS), ALLIANCE, LATER) == Opening(1, "", LATER, Why.ALL)
    closed = replace(ALLIANCE, closed_at=MONDAY)
    assert sealed.opening(answered(ROUND, *LEADS), closed, MONDAY) is None


def test_whoever_answers_last_is_told_so_and_not_what_the_others_said() -> None:
    """It asks alike whether the others consent or object."""
    consenting = answered(ROUND, *LEADS[:-1])
    objecting = ROUND
    for person in LEADS[:-1]:
        given = response.objection(objecting, ALLIANCE, by=person, revision=1, at=MONDAY, reason="No", acceptable_if="")
        objecting = sealing(objecting, given)

    asked = []
    for told in (consenting, objecting):
        with pytest.raises(AsksAgain) as again:
            response.consent(told, ALLIANCE, by=LEADS[-1], revision=1, at=MONDAY)
        asked.append((again.value.words, again.value.decides))

    assert asked[0] == asked[1]
    assert asked[0] == (sealed_refusal.opens_all(12, may_decide=True).words, True)


def test_whoever_answers_last_over_its_own_limit_is_asked_once_for_both() -> None:
    limit = OwnLimit(ALLIANCE.partners[-1].name, 50_000, "our board")
    here = replace(ALLIANCE, matters=Matters(limits=(limit,)))
    told = answered(replace(ROUND, revisions=(a_text(decide_by=DAY, sealed=True, sum=50_001),)), *LEADS[:-1])
    last: dict[str, Any] = {"by": LEADS[-1], "revision": 1, "at": MONDAY}

    with pytest.raises(NeedsWord, match="with it all answers open together") as asked:
        response.consent(told, here, **last)

    assert (asked.value.decides, "is decided, and" in asked.value.words) == (True, False)
    assert response.consent(told, here, **last, has_word=True, knows_it_decides=True).kind is Kind.CONSENT
    with refused(sealed_refusal.tells_what_it_would_say(12)):
        question.question(told, here, **last, words="", answer_by=DAY, is_subject=True)


def test_sealed_consents_agree_nothing_before_they_open() -> None:
    assert agreement(answered(ROUND, *LEADS), ALLIANCE, MONDAY) is None


@pytest.mark.parametrize(
    ("by", "at", "because"),
    [
        (ANN, MONDAY + timedelta(days=11, hours=14), sealed_refusal.opens_later(12, DAY)),
        (CAT, LATER, sealed_refusal.opens_for_those_who_wait(12, ALLIANCE)),
        (OUTSIDER, LATER, rights_refusal.not_a_representative(ALLIANCE)),
    ],
)
def test_nobody_opens_it_too_early_or_without_an_answer(by: str, at: datetime, because: Refusal) -> None:
    with refused(because):
        sealed_round.asked_for(answered(ROUND, ANN), ALLIANCE, by=by, at=at)


def test_a_partner_that_waits_has_it_opened_after_the_day() -> None:
    told, day_after = answered(ROUND, ANN), DAY + timedelta(days=1)

    assert sealed_round.asked_for(told, ALLIANCE, by=BEN, at=LATER) == Opening(1, BEN, LATER, Why.ASKED)
    assert [sealed.may_be_opened(told, day) for day in (DAY, day_after)] == [False, True]
    assert not sealed.may_be_opened(ROUND, day_after)
    with refused(sealed_refusal.is_not_sealed(12)):
        sealed_round.asked_for(opened(told), ALLIANCE, by=ANN, at=LATER)


def test_stepping_back_takes_the_sealed_answer_with_it_and_may_open_all() -> None:
    told = answered(ROUND, *LEADS[1:])
    back = interest_of(told, LEADS[1])

    assert ALLIANCE.partners[1].id not in sealed.sealed_answers(with_fact(told, replace(back, id=99)))
    with pytest.raises(AsksAgain, match="their answers open together"):
        interest_of(told, LEADS[0], knows=False)


def interest_of(told: Proposal, person: str, *, knows: bool = True) -> Interest:
    return interest.interest(
        told, ALLIANCE, by=person, at=MONDAY, nature=Nature.ROLE, words="We run it", knows_it_decides=knows
    )


@pytest.mark.parametrize(("earliest", "final"), [(None, True), (date(2026, 11, 3), False)])
def test_whoever_steps_back_last_reads_what_that_may_do(earliest: date | None, final: bool) -> None:  # noqa: FBT001 (a column)
    told = answered(replace(ROUND, revisions=(replace(ROUND.current, earliest_on=earliest),)), *LEADS[1:])
    (first,) = {*LEADS} - {*LEADS[1:]}

    with pytest.raises(AsksAgain) as asked:
        interest_of(told, first, knows=False)

    assert "their answers open together." in asked.value.words
    assert ("it is decided at that moment" in asked.value.words) is final


def test_what_a_sealed_round_does_not_take() -> None:
    told = answered(ROUND, ANN)
    with refused(sealed_refusal.brings_no_text(12)):
        response.objection(
            told, ALLIANCE, by=DEV, revision=1, at=MONDAY, reason="No", acceptable_if="", brings_a_text=True
        )
    with refused(sealed_refusal.is_not_reported(12)):
        report.report(told, ALLIANCE, by=KARA, partner_id=3, revision=1, at=MONDAY, note="By phone")
    with refused(sealed_refusal.has_answered(12, HARBOUR.name)):
        question.refuse_unless_may_ask(told, ALLIANCE, ANN)
    assert question.refuse_unless_may_ask(told, ALLIANCE, DEV).lead == DEV


def draft(**more: object) -> Draft:
    words = {"title": "Beds", "text": "Ten beds", "rich_text": typed("Ten beds"), "benefit": "Warmth"}
    return Draft(**{**words, **more})  # type: ignore[arg-type]  # a test names any field


def test_only_the_first_text_is_sealed_and_it_names_a_day() -> None:
    with refused(sealed_refusal.needs_a_day()):
        revision.first_revision(ALLIANCE, draft(sealed=True), None, by=KARA, at=MONDAY)
    first = revision.first_revision(ALLIANCE, draft(sealed=True, decide_by=DAY), None, by=KARA, at=MONDAY)
    told = replace(ROUND, revisions=(first,))
    again = revision.amendment(
        told, ALLIANCE, draft(sealed=True, decide_by=DAY, text="Nine"), None, by=KARA, revision=1, at=MONDAY
    )

    assert (first.sealed, again.sealed) == (True, False)
    with pytest.raises(Refusal, match="Nothing is different"):
        revision.amendment(told, ALLIANCE, draft(decide_by=DAY), None, by=KARA, revision=1, at=MONDAY)


def test_an_alliance_may_have_every_first_round_sealed() -> None:
    here = replace(ALLIANCE, seals_first_rounds=True)

    first = revision.first_revision(here, draft(decide_by=DAY), None, by=KARA, at=MONDAY)

    assert first.sealed
    with pytest.raises(Refusal, match="needs this day"):
        revision.first_revision(here, draft(), None, by=KARA, at=MONDAY)


def test_that_it_is_sealed_is_part_of_the_text_and_changes_no_other_texts_name() -> None:
    text = a_text(decide_by=DAY)

    assert replace(text, sealed=True).text_sha256 != text.text_sha256
    assert replace(text, sealed=False).text_sha256 == text.text_sha256


def test_a_text_that_is_suggested_after_the_opening_is_taken_to_the_letter() -> None:
    said = Response(2, 1, Kind.OBJECTION, ANN, MONDAY, reason="No nurse", salt="salt", id=9)
    told = with_fact(opened(answered(ROUND, ANN)), said)
    suggested = suggestion(told, said, Cure("A nurse too", typed("A nurse too"), consents=False))
    told = with_fact(told, replace(suggested, id=1))

    taken = revision.amendment(
        told, ALLIANCE, with_suggestion(told.current, suggested), None, by=KARA, revision=1, at=MONDAY
    )

    assert (taken.suggestion, taken.text_sha256) == (1, suggested.text_sha256)


def test_a_worry_is_told_by_those_who_answer_while_it_is_sealed() -> None:
    assert sealed_round.worry(ROUND, ALLIANCE, by=ANN, words=" Noise ") == "Noise"
    for told, by, words, because in (
        (ROUND, ANN, " ", refusal.missing("worry", "what worries your organisation")),
        (ROUND, ANN, "x" * 3001, refusal.too_long("worry", 3000, 3001)),
        (ROUND, OUTSIDER, "Noise", rights_refusal.not_a_representative(ALLIANCE)),
        (opened(ROUND), ANN, "Noise", sealed_refusal.is_not_sealed(12)),
    ):
        with refused(because):
            sealed_round.worry(told, ALLIANCE, by=by, words=words)


def test_what_ends_the_round_opens_it_and_nothing_opens_twice() -> None:
    told = answered(ROUND, DEV)

    assert sealed.ended(told, Why.AMENDED, KARA, MONDAY) == Opening(1, KARA, MONDAY, Why.AMENDED)
    assert sealed.ended(opened(told), Why.AMENDED, KARA, MONDAY) is None
    assert [each.by for each in sealed.to_open(told, ALLIANCE)] == [DEV]
    assert sealed.to_open(told, replace(ALLIANCE, partners=ALLIANCE.partners[:2])) == []
    assert SealedAnswer(3, 1, DEV, MONDAY, "", id=2) not in sealed.to_open(told, ALLIANCE)


def test_whoever_seals_a_concern_reads_what_that_does() -> None:
    def reads(told: Proposal, by: str = ANN) -> AsksAgain:
        return sealed_round.with_a_concern(told, ALLIANCE, by=by, at=MONDAY)

    all_but_ann = answered(ROUND, *({*LEADS} - {ANN}))

    assert vars(reads(ROUND)) == vars(sealed_refusal.seals_a_concern())
    assert vars(reads(all_but_ann)) == vars(sealed_refusal.opens_all(12, may_decide=True))
    later = replace(all_but_ann, revisions=(replace(ROUND.current, earliest_on=date(2026, 11, 10)),))
    assert vars(reads(later)) == vars(sealed_refusal.opens_all(12, may_decide=False))
    with refused(sealed_refusal.is_not_sealed(12)):
        reads(opened(ROUND))
    with refused(rights_refusal.not_a_representative(ALLIANCE)):
        reads(ROUND, KARA)
