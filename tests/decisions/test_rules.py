"""Do the nine rules hold, whatever people do and in whatever order?"""

from collections import defaultdict
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from decisions.alliance import membership
from decisions.alliance.alliance import Alliance, Partner
from decisions.alliance.membership import PartnerJoins, PartnerLeaves
from decisions.answers import response
from decisions.answers.objection import courses, unsettled
from decisions.proposal.outcome import agreement, standing_responses, status
from decisions.proposal.proposal import Kind, Proposal, Response, Settlement, Status
from decisions.texts import revision
from decisions.texts.revision import Draft
from decisions.words.refusal import Refusal
from tests.cast import typed
from tests.sampling import examples, sampled

START = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
MANAGER, NOBODY = "UMANAGER", "UNOBODY"


def two_people(partner: int) -> tuple[str, str]:
    return f"U{partner}LEAD", f"U{partner}DEPUTY"


class AnAlliance(RuleBasedStateMachine):
    """People raise, answer, take back, amend, withdraw, join and leave; a plain model keeps the score."""

    def __init__(self) -> None:
        super().__init__()
        self.now = START
        self.proposals: dict[int, Proposal] = {}
        # The model: what each partner last said to each proposal's current text, and what it said before consenting.
        self.said: dict[int, dict[int, str]] = {}
        self.before: dict[int, dict[int, str]] = {}
        # Who has stepped back from which proposal (test_stepping_back.py).
        self.back: defaultdict[int, set[int]] = defaultdict(set)
        self.next_response = 1

    @initialize(count=st.sampled_from([2, 2, 3, 4, 8]))
    def found(self, count: int) -> None:
        partners = tuple(Partner(n, f"Partner {n}", two_people(n)) for n in range(1, count + 1))
        self.alliance = Alliance(1, "Alliance", "C1", "Europe/London", (MANAGER,), partners)
        self.next_partner = count + 1

    def tick(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now

    def open_numbers(self) -> list[int]:
        return [number for number, proposal in self.proposals.items() if not proposal.is_final]

    def pending(self) -> list[tuple[int, membership.Change]]:
        return [(n, p.change) for n, p in self.proposals.items() if p.change and not p.is_final]

    def anybody(self, data: st.DataObject) -> str:
        people = [person for n in range(1, self.next_partner) for person in two_people(n)]
        return data.draw(st.sampled_from([*people, MANAGER, NOBODY]))

    def any_open(self, data: st.DataObject) -> Proposal:
        return self.proposals[data.draw(st.sampled_from(self.open_numbers()))]

    def put(self, change: membership.Change | None, by: str, text: str) -> None:
        draft = Draft("Title", text, typed(text), "Good for people")
        number = len(self.proposals) + 1
        try:
            first = revision.first_revision(self.alliance, draft, None, by=by, at=self.tick())
        except Refusal:
            assert not self.alliance.may_raise(by)
            return
        self.proposals[number] = Proposal(number, number, by, self.now, (first,), change=change)
        self.said[number], self.before[number] = {}, {}

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

    def record(self, proposal: Proposal, given: Response) -> None:
        kept = replace(given, id=self.next_response)
        self.next_response += 1
        self.proposals[proposal.number] = replace(proposal, responses=(*proposal.responses, kept))
        said, before = self.said[proposal.number], self.before[proposal.number]
        if given.kind is Kind.UNDO:
            said[given.partner_id] = before.get(given.partner_id, "")
        else:
            if given.kind is Kind.OBJECTION:
                before[given.partner_id] = "objection"
            said[given.partner_id] = given.kind.value
        self.settle([proposal.number])

    def settle(self, numbers: list[int]) -> None:
        """Agree as handlers/recording/agreement.py does, and check every agreement against the model."""
        while numbers:
            self.grant(numbers[0])
            proposal = self.proposals[numbers.pop(0)]
            agreed = agreement(proposal, self.alliance, self.now)
            if agreed is None:
                continue
            everyone = self.who_decides(proposal.number)
            consenting = {partner for partner, kind in self.said[proposal.number].items() if kind == "consent"}
            assert everyone <= consenting, "agreed without the consent of all who decide to the current text"
            assert (len(everyone) > 1, {*agreed.partners}) == (True, everyone)
            self.proposals[proposal.number] = replace(proposal, agreement=agreed)
            if proposal.change:
                self.carry_out(proposal.change)
                numbers = self.open_numbers()

    def grant(self, number: int) -> None:
        """Nobody steps back here, so nobody has to be let take part."""

    def who_decides(self, number: int) -> set[int]:
        return {partner.id for partner in self.alliance.partners} - self.back[number]

    def carry_out(self, change: membership.Change) -> None:
        partners = self.alliance.partners
        if isinstance(change, PartnerJoins):
            new_id = int(change.name.removeprefix("Partner "))
            partners = (*partners, Partner(new_id, change.name, change.representatives))
        elif isinstance(change, PartnerLeaves):
            partners = tuple(partner for partner in partners if partner.id != change.partner_id)
        self.alliance = replace(self.alliance, partners=partners)

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
