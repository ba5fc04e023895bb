"""Does a consent to a suggestion count only for exactly that text, whatever people do and in whatever order?"""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule

from decisions.answers import objection_course, objection_refusal, response
from decisions.proposal.outcome import is_unanimous, standing_responses
from decisions.proposal.proposal import (
    AnswerBeforehand,
    Interest,
    Kind,
    Part,
    Proposal,
    Response,
    Settlement,
    Suggestion,
)
from decisions.texts import revision, suggestion
from decisions.texts.revision import Draft
from decisions.texts.suggestion import Cure
from decisions.words import refusal
from decisions.words.refusal import AsksAgain, Refusal
from tests.cast import ALLIANCE, ANN, BEN, CAT, HARBOUR, KARA, LEADS, MONDAY, OUTSIDER, proposal, typed
from tests.decisions.refused import refused
from tests.decisions.score import MANAGER
from tests.decisions.test_rules import AnAlliance
from tests.sampling import examples, sampled

CURE = "Ten beds and a nurse every night."


class WithSuggestions(AnAlliance):
    """Partners suggest texts and consent to them beforehand; the model knows them by their hashes."""

    def __init__(self) -> None:
        super().__init__()
        # To which texts, by their hashes, each partner would consent, by proposal and partner.
        self.would: dict[int, dict[int, set[str]]] = {}

    def with_suggestions(self) -> list[Proposal]:
        return [self.proposals[number] for number in self.open_numbers() if self.proposals[number].suggestions]

    def any_suggestion(self, data: st.DataObject) -> tuple[Proposal, Suggestion]:
        told = data.draw(st.sampled_from(self.with_suggestions()))
        return told, data.draw(st.sampled_from(told.suggestions))

    def record(self, proposal: Proposal, given: Response) -> None:
        if given.kind is not Kind.CONSENT:
            self.would.setdefault(proposal.number, {})[given.partner_id] = set()
        super().record(proposal, given)

    def keep(self, told: Proposal, said: AnswerBeforehand) -> None:
        kept = replace(said, id=self.next_response)
        self.next_response += 1
        self.proposals[told.number] = replace(told, beforehand=(*told.beforehand, kept))

    @precondition(lambda self: self.open_numbers())
    @rule(data=st.data(), place=st.integers(1, 2), consents=st.booleans())
    def suggest(self, *, data: st.DataObject, place: int, consents: bool) -> None:
        told = self.any_open(data)
        partner = data.draw(st.sampled_from(self.alliance.partners))
        words, text = {"reason": "No nurse", "acceptable_if": ""}, f"Cure {place}"
        now, number = {"by": partner.lead, "at": self.tick()}, told.current.number
        if told.current.text == text:
            with pytest.raises(Refusal):
                suggestion.suggestion(told, Response(1, number, Kind.OBJECTION, **now), Cure(text, {}, consents=False))  # type: ignore[arg-type]  # each has its own
            return
        given = response.objection(told, self.alliance, revision=number, brings_a_text=True, **words, **now)  # type: ignore[arg-type]  # likewise
        self.record(told, given)
        told = self.proposals[told.number]
        cure = suggestion.suggestion(told, told.responses[-1], Cure(text, typed(text), consents=consents))
        told = replace(told, suggestions=(*told.suggestions, replace(cure, id=len(told.suggestions) + 1)))
        self.proposals[told.number] = told
        if consents:
            ends = Settlement.TEXT
            self.keep(told, suggestion.consent_beforehand(told, self.alliance, cure, settled_by=ends, **now))  # type: ignore[arg-type]  # likewise
            self.would[told.number][partner.id].add(cure.text_sha256)

    @precondition(lambda self: self.with_suggestions())
    @rule(data=st.data(), ends=st.sampled_from([None, Settlement.TEXT, Settlement.CONCERN]))
    def consent_beforehand(self, data: st.DataObject, ends: Settlement | None) -> None:
        (told, cure), by = self.any_suggestion(data), self.anybody(data)
        partner = self.alliance.partner_of(by)
        would = self.would.setdefault(told.number, {}).setdefault(partner.id, set()) if partner else set()
        try:
            said = suggestion.consent_beforehand(
                told, self.alliance, cure, by=by, at=self.tick(), concern="Mind the budget", settled_by=ends
            )
        except Refusal:
            is_past = cure.revision != told.current.number
            objected = partner and objection_course.unsettled(told, partner.id)
            assert partner is None or is_past or cure.text_sha256 in would or (objected and ends is None)
            return
        assert cure.text_sha256 not in would
        self.keep(told, said)
        would.add(cure.text_sha256)

    @precondition(lambda self: self.with_suggestions())
    @rule(data=st.data())
    def think_again(self, data: st.DataObject) -> None:
        (told, cure), by = self.any_suggestion(data), self.anybody(data)
        partner = self.alliance.partner_of(by)
        would = self.would.get(told.number, {}).get(partner.id, set()) if partner else set()
        try:
            said = suggestion.no_consent_beforehand(told, self.alliance, cure, by=by, at=self.tick())
        except Refusal:
            assert cure.text_sha256 not in would or cure.revision != told.current.number
            return
        self.keep(told, said)
        would.remove(cure.text_sha256)

    @precondition(lambda self: self.with_suggestions())
    @rule(data=st.data(), is_edited=st.booleans())
    def take(self, *, data: st.DataObject, is_edited: bool) -> None:
        (told, cure), by = self.any_suggestion(data), self.anybody(data)
        draft = suggestion.with_suggestion(told.current, cure)
        now = {"by": by, "at": self.tick()}
        try:
            if is_edited:
                draft = replace(draft, text=f"{cure.text}!", rich_text=typed(f"{cure.text}!"))
                seen = {"revision": told.current.number}
                amended = revision.amendment(told, self.alliance, draft, None, **seen, **now)  # type: ignore[arg-type]  # likewise
            else:
                amended = suggestion.taking(told, self.alliance, None, cure, knows_it_decides=True, **now)  # type: ignore[arg-type]  # likewise
        except Refusal:
            is_past = not is_edited and cure.revision != told.current.number
            is_the_same = told.current.text == draft.text
            assert by not in (told.author, MANAGER) or is_past or is_the_same
            return
        counted = suggestion.that_count(told, self.alliance, amended)
        here = {partner.id for partner in self.alliance.partners}
        would = {
            partner for partner, texts in self.would.get(told.number, {}).items() if cure.text_sha256 in texts
        } & here
        assert {said.partner_id for said in counted} == (set() if is_edited else would)
        self.proposals[told.number] = replace(told, revisions=(*told.revisions, amended))
        self.said[told.number], self.before[told.number], self.would[told.number] = {}, {}, {}
        for said in counted:
            self.record(self.proposals[told.number], said)

    @invariant()
    def what_is_said_beforehand_is_no_answer(self) -> None:
        for told in self.proposals.values():
            assert standing_responses(replace(told, beforehand=())) == standing_responses(told)


WithSuggestions.TestCase.settings = settings(max_examples=examples(50, 1500), stateful_step_count=60, deadline=None)
TestEveryOrderOfEvents = sampled(WithSuggestions.TestCase)


def suggested() -> tuple[Proposal, Suggestion]:
    """Ann of Harbour objects, and suggests a text with a nurse in it."""
    told = proposal()
    against = response.objection(
        told, ALLIANCE, by=ANN, revision=1, at=MONDAY, reason="No nurse", acceptable_if="", brings_a_text=True
    )
    told = replace(told, responses=(replace(against, id=1),))
    cure = replace(suggestion.suggestion(told, told.responses[0], Cure(CURE, typed(CURE), consents=False)), id=1)
    return replace(told, suggestions=(cure,)), cure


def would_all_consent(told: Proposal, cure: Suggestion, people: list[str]) -> Proposal:
    for place, person in enumerate(people, start=2):
        said = suggestion.consent_beforehand(
            told, ALLIANCE, cure, by=person, at=MONDAY, settled_by=Settlement.TEXT if person == ANN else None
        )
        told = replace(told, beforehand=(*told.beforehand, replace(said, id=place)))
    return told


@given(st.sets(st.sampled_from(LEADS)), st.text(max_size=3))
def test_consents_beforehand_count_for_the_very_text_and_for_no_other(people: set[str], more: str) -> None:
    told, cure = suggested()
    told = would_all_consent(told, cure, sorted(people))
    text = CURE + more
    draft = Draft("Ten winter beds", text, typed(text), told.current.benefit, told.current.decide_by)

    amended = revision.amendment(told, ALLIANCE, draft, None, by=KARA, revision=1, at=MONDAY)

    counted = suggestion.that_count(told, ALLIANCE, amended)
    # Blanks at the end of the plain words are none, but Slack's rich text has them.
    assert {said.by for said in counted} == (set() if more else people)
    assert all((said.text_sha256, said.revision) == (amended.text_sha256, 2) for said in counted)


def test_the_suggesting_partners_own_consent_is_never_assumed() -> None:
    told, cure = suggested()
    others = [lead for lead in LEADS if lead != ANN]

    told = would_all_consent(told, cure, others)

    amended = suggestion.taking(told, ALLIANCE, None, cure, by=KARA, at=MONDAY)
    assert HARBOUR.id not in {said.partner_id for said in suggestion.that_count(told, ALLIANCE, amended)}


def test_a_taking_that_decides_asks_once_more() -> None:
    told, cure = suggested()
    told = would_all_consent(told, cure, LEADS)

    with pytest.raises(AsksAgain) as asked:
        suggestion.taking(told, ALLIANCE, None, cure, by=KARA, at=MONDAY)
    amended = suggestion.taking(told, ALLIANCE, None, cure, by=KARA, at=MONDAY, knows_it_decides=True)

    assert asked.value.decides
    counted = suggestion.that_count(told, ALLIANCE, amended)
    assert is_unanimous(replace(told, revisions=(*told.revisions, amended), responses=tuple(counted)), ALLIANCE)


def test_whoever_objects_afterwards_has_thought_again() -> None:
    told, cure = suggested()
    told = would_all_consent(told, cure, [CAT])
    against = response.objection(told, ALLIANCE, by=CAT, revision=1, at=MONDAY, reason="Too dear", acceptable_if="")

    told = replace(told, responses=(*told.responses, replace(against, id=9)))

    assert suggestion.would_consent(told, cure.text_sha256) == {}


def test_whoever_steps_back_afterwards_has_thought_again() -> None:
    told, cure = suggested()
    told = would_all_consent(told, cure, [CAT])
    (consented,) = told.beforehand
    before, after = (
        Interest(consented.partner_id, 1, Part.STEPS_BACK, CAT, MONDAY, consented.partner_id, id=consented.id + later)
        for later in (-1, 1)
    )

    for interests, stands in (((before,), True), ((after,), False), ((before, after), False)):
        standing = suggestion.would_consent(replace(told, interests=interests), cure.text_sha256)
        assert standing == ({consented.partner_id: consented} if stands else {})


def test_a_suggestion_is_past_when_the_text_has_changed() -> None:
    told, cure = suggested()
    draft = Draft("Ten winter beds", "Twelve beds.", typed("Twelve beds."), "Warm.")
    amended = revision.amendment(told, ALLIANCE, draft, None, by=KARA, revision=1, at=MONDAY)
    told = replace(told, revisions=(*told.revisions, amended))

    for act in (suggestion.consent_beforehand, suggestion.no_consent_beforehand):
        with pytest.raises(Refusal, match="has changed since this was suggested"):
            act(told, ALLIANCE, cure, by=BEN, at=MONDAY)


def test_it_is_taken_once() -> None:
    told, cure = suggested()
    amended = suggestion.taking(told, ALLIANCE, None, cure, by=KARA, at=MONDAY)
    told = replace(told, revisions=(*told.revisions, amended))

    with pytest.raises(Refusal, match=r"it is revision 2 of No\. 12"):
        suggestion.taking(told, ALLIANCE, None, cure, by=KARA, at=MONDAY)


def test_only_the_author_and_managers_take_it() -> None:
    told, cure = suggested()

    for person in (ANN, CAT, OUTSIDER):
        with pytest.raises(Refusal, match="may amend it"):
            suggestion.taking(told, ALLIANCE, None, cure, by=person, at=MONDAY)


def test_a_suggestion_says_something_else_than_the_text() -> None:
    told, _ = suggested()

    with pytest.raises(Refusal, match="This is the text that stands") as refused:
        suggestion.suggestion(told, told.responses[0], Cure(told.current.text, {}, consents=False))

    assert refused.value.field == "suggestion.1"


def test_whoever_would_consent_to_a_text_changes_it_and_it_fits() -> None:
    told = proposal()
    same, other = told.current.text, "Twelve beds."
    for fits in (Cure(other, {}, consents=True), Cure("", {}, consents=False), Cure("x" * 12_000, {}, consents=True)):
        suggestion.refuse_unless_it_suggests(told, fits)

    for missing in (f" {same} ", ""):
        with refused(objection_refusal.nothing_suggested("suggestion.1")):
            suggestion.refuse_unless_it_suggests(told, Cure(missing, {}, consents=True))
    with refused(refusal.too_long("suggestion.1", 12_000, 12_001)):
        suggestion.refuse_unless_it_suggests(told, Cure("x" * 12_001, {}, consents=True))
