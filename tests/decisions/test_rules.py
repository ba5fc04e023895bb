"""Do the nine rules hold, whatever people do and in whatever order?"""

from dataclasses import replace

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule

from decisions.alliance import membership
from decisions.alliance.alliance import Alliance, Partner
from decisions.answers import response
from decisions.answers.objection_course import courses, unsettled
from decisions.proposal.outcome import standing_responses, status
from decisions.proposal.proposal import Kind, Settlement, Status
from decisions.texts import revision
from decisions.texts.revision import Draft
from decisions.words.refusal import Refusal
from tests.cast import typed
from tests.decisions.score import MANAGER, Score, two_people
from tests.sampling import examples, sampled


class AnAlliance(Score):
    """People raise, answer, take back, amend, withdraw, join and leave."""

    @initialize(count=st.sampled_from([2, 2, 3, 4, 8]))
    def found(self, count: int) -> None:
        partners = tuple(Partner(n, f"Partner {n}", two_people(n)) for n in range(1, count + 1))
        self.alliance = Alliance(1, "Alliance", "C1", "Europe/London", (MANAGER,), partners)
        self.next_partner = count + 1

    @rule(data=st.data())
    def raise_proposal(self, data: st.DataObject) -> None:
        self.put(None, self.anybody(data), "Text")

    @rule()
    def propose_joining(self) -> None:
        people = two_people(self.next_partner)
        change = membership.joining(self.alliance, self.pending(), f"Partner {self.next_partner}", people)
        self.next_partner += 1
        self.put(change, MANAGER, "It joins")

    @rule(data=st.data())
    def propose_leaving(self, data: st.DataObject) -> None:
        leaver = data.draw(st.sampled_from(self.alliance.partners))
        try:
            change = membership.leaving(self.alliance, self.pending(), leaver.id)
        except Refusal:
            return
        self.put(change, MANAGER, "It leaves")

    @precondition(lambda self: self.open_numbers())
    @rule(
        data=st.data(),
        concern=st.sampled_from(["", "Mind the budget"]),
        is_late=st.booleans(),
        ends=st.sampled_from([None, *Settlement]),
        words=st.sampled_from(["", "A nurse comes"]),
    )
    def consent(self, *, data: st.DataObject, concern: str, is_late: bool, ends: Settlement | None, words: str) -> None:
        proposal, by = self.any_open(data), self.anybody(data)
        seen, partner = proposal.current.number - is_late, self.alliance.partner_of(by)
        objected = unsettled(proposal, partner.id) if partner else None
        says_how = {
            None: False,
            Settlement.TEXT: objected is not None and objected.revision != proposal.current.number,
            Settlement.WORDS: bool(words),
            Settlement.CONCERN: bool(concern),
        }[ends]
        more = {"concern": concern, "settled_by": ends, "settled": words, "knows_it_decides": True}
        try:
            given = response.consent(proposal, self.alliance, by=by, revision=seen, at=self.tick(), **more)  # type: ignore[arg-type]  # each has its own
        except Refusal:
            is_repeated = partner and self.said[proposal.number].get(partner.id) == "consent"
            is_back = partner and partner.id in self.back[proposal.number]
            assert is_late or partner is None or is_repeated or is_back or (objected and not says_how)
            return
        assert not is_late, "a consent to an outdated text was counted"
        assert says_how or not objected, "an objection was lifted without a word"
        self.record(proposal, given)

    @precondition(lambda self: self.open_numbers())
    @rule(data=st.data(), reason=st.sampled_from(["", "Too dear", "Too far"]))
    def object(self, data: st.DataObject, reason: str) -> None:
        proposal, by = self.any_open(data), self.anybody(data)
        try:
            given = response.objection(
                proposal,
                self.alliance,
                by=by,
                revision=proposal.current.number,
                at=self.tick(),
                reason=reason,
                acceptable_if="",
            )
        except Refusal:
            partner = self.alliance.partner_of(by)
            repeats = partner and self.said[proposal.number].get(partner.id) == "objection"
            assert not reason or partner is None or repeats or partner.id in self.back[proposal.number]
            return
        assert reason, "an objection without a reason was counted"
        self.record(proposal, given)

    @precondition(lambda self: any(p.responses and not p.is_final for p in self.proposals.values()))
    @rule(data=st.data())
    def undo(self, data: st.DataObject) -> None:
        answered = [p for p in self.proposals.values() if p.responses and not p.is_final]
        proposal = data.draw(st.sampled_from(answered))
        undone = data.draw(st.sampled_from(proposal.responses[-3:]))
        by = data.draw(st.sampled_from([*two_people(undone.partner_id), self.anybody(data)]))
        stood = standing_responses(proposal).get(undone.partner_id) == undone and undone.kind is Kind.CONSENT
        try:
            given = response.undo(proposal, self.alliance, by=by, response_id=undone.id, at=self.tick())
        except Refusal:
            partner = self.alliance.partner_of(by)
            assert not stood or partner is None or partner.id != undone.partner_id
            return
        assert undone.partner_id not in self.back[proposal.number]
        assert stood
        self.record(proposal, given)

    @precondition(lambda self: self.open_numbers())
    @rule(data=st.data())
    def amend(self, data: st.DataObject) -> None:
        proposal, by = self.any_open(data), self.anybody(data)
        text = f"Text {proposal.current.number + 1}"
        try:
            amended = revision.amendment(
                proposal,
                self.alliance,
                Draft("Title", text, typed(text), "Good"),
                None,
                by=by,
                revision=proposal.current.number,
                at=self.tick(),
            )
        except Refusal:
            assert by not in (proposal.author, MANAGER)
            return
        self.proposals[proposal.number] = replace(proposal, revisions=(*proposal.revisions, amended))
        self.said[proposal.number], self.before[proposal.number] = {}, {}

    @precondition(lambda self: self.open_numbers())
    @rule(data=st.data())
    def withdraw(self, data: st.DataObject) -> None:
        proposal, by = self.any_open(data), self.anybody(data)
        try:
            ended = revision.withdrawal(proposal, self.alliance, by=by, reason="Not now", at=self.tick())
        except Refusal:
            assert by not in (proposal.author, MANAGER)
            return
        self.proposals[proposal.number] = replace(proposal, withdrawal=ended)

    @precondition(lambda self: any(p.is_final for p in self.proposals.values()))
    @rule(data=st.data())
    def answer_after_the_end(self, data: st.DataObject) -> None:
        ended = [p for p in self.proposals.values() if p.is_final]
        proposal = data.draw(st.sampled_from(ended))
        for partner in self.alliance.partners:
            try:
                response.consent(
                    proposal, self.alliance, by=partner.lead, revision=proposal.current.number, at=self.tick()
                )
            except Refusal:
                continue
            raise AssertionError("a final proposal took an answer")

    @invariant()
    def agreed_at_the_moment_when_it_holds(self) -> None:
        """No open proposal has the consent of all who decide it: it would have been agreed at that moment."""
        for number in self.open_numbers():
            consenting = {partner for partner, kind in self.said[number].items() if kind == "consent"}
            they = self.who_decides(number)
            assert len(they) < 2 or not they <= consenting

    @invariant()
    def one_voice_and_an_objection_holds(self) -> None:
        for number in self.open_numbers():
            proposal = self.proposals[number]
            standing = standing_responses(proposal)
            spoken = {partner: kind for partner, kind in self.said[number].items() if kind}
            assert {partner: said.kind.value for partner, said in standing.items()} == spoken
            current = self.who_decides(number)
            objected = any(kind == "objection" for partner, kind in spoken.items() if partner in current)
            assert (status(proposal, self.alliance) is Status.HELD) == objected

    @invariant()
    def every_consent_that_counts_names_the_text_that_stands(self) -> None:
        for proposal in self.proposals.values():
            said = standing_responses(proposal).values()
            named = {each.text_sha256 for each in said if each.kind is Kind.CONSENT}
            assert named <= {proposal.current.text_sha256}

    @invariant()
    def the_end_of_every_objection_to_a_decision_is_on_record(self) -> None:
        for proposal in self.proposals.values():
            everybody = proposal.agreement.partners if proposal.agreement else ()
            for course in courses(proposal):
                if course.objection.partner_id in everybody:
                    assert not course.is_open
                    assert course.renewed_by or (course.lifted_by and course.lifted_by.settled_by)

    @invariant()
    def an_alliance_never_shrinks_below_two(self) -> None:
        assert not hasattr(self, "alliance") or len(self.alliance.partners) >= 2


AnAlliance.TestCase.settings = settings(max_examples=examples(50, 1500), stateful_step_count=60, deadline=None)
TestEveryOrderOfEvents = sampled(AnAlliance.TestCase)
