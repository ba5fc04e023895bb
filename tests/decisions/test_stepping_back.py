"""Do the rules hold when partners step back, are let take part and take part again, in whatever order?"""

from collections import defaultdict
from dataclasses import replace

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule

from decisions.answers import interest
from decisions.proposal.facts import with_fact
from decisions.proposal.outcome import standing_responses, waits_for
from decisions.proposal.part import deciding, stepped_back
from decisions.proposal.proposal import Interest, Nature, Part, Proposal
from decisions.words.refusal import AsksAgain, Refusal
from tests.decisions.test_rules import AnAlliance
from tests.sampling import examples, sampled


class AnAllianceOfWhichSomeStepBack(AnAlliance):
    """The model keeps who stepped back and whom the others let take part."""

    def __init__(self) -> None:
        super().__init__()
        self.let: defaultdict[tuple[int, int], set[int]] = defaultdict(set)

    @precondition(lambda self: self.open_numbers())
    @rule(data=st.data(), words=st.sampled_from(["", "We run the hostel"]), knows=st.booleans())
    def step_back(self, data: st.DataObject, words: str, knows: bool) -> None:  # noqa: FBT001 (Hypothesis names them)
        proposal, by = self.any_open(data), self.anybody(data)
        partner, they = self.alliance.partner_of(by), self.who_decides(proposal.number)
        more = {"nature": Nature.ROLE, "words": words, "knows_it_decides": knows}
        try:
            given = interest.interest(proposal, self.alliance, by=by, at=self.tick(), **more)  # type: ignore[arg-type]  # each has its own
        except AsksAgain:
            assert not knows
            assert not waits_for(proposal, [one for one in deciding(proposal, self.alliance) if one != partner])
            return
        except Refusal:
            assert not words or partner is None or partner.id not in they or len(they) == 2
            return
        assert partner
        assert words
        assert len(they) > 2, "somebody stepped back and too few remained"
        self.back[proposal.number].add(partner.id)
        self.let[proposal.number, partner.id].clear()
        self.said[proposal.number].pop(partner.id, None)
        self.before[proposal.number].pop(partner.id, None)
        self.keep(proposal, given)

    @precondition(lambda self: any(self.back[number] for number in self.open_numbers()))
    @rule(data=st.data())
    def let_take_part(self, data: st.DataObject) -> None:
        number = data.draw(st.sampled_from([number for number in self.open_numbers() if self.back[number]]))
        whose, by = data.draw(st.sampled_from(sorted(self.back[number]))), self.anybody(data)
        partner = self.alliance.partner_of(by)
        try:
            given = interest.allowance(self.proposals[number], self.alliance, by=by, whose=whose, at=self.tick())
        except Refusal:
            is_there = self.alliance.partner(whose) is not None
            has_said = partner and partner.id in self.let[number, whose]
            assert not is_there or partner is None or has_said or partner.id in self.back[number]
            return
        assert partner
        assert partner.id not in self.back[number]
        self.let[number, whose].add(partner.id)
        self.keep(self.proposals[number], given)

    @precondition(lambda self: self.open_numbers())
    @rule(data=st.data(), words=st.sampled_from(["", "We sold it"]))
    def take_part_again(self, data: st.DataObject, words: str) -> None:
        proposal, by = self.any_open(data), self.anybody(data)
        partner = self.alliance.partner_of(by)
        try:
            given = interest.part_taken_again(proposal, self.alliance, by=by, at=self.tick(), words=words)
        except Refusal:
            assert not words or partner is None or partner.id not in self.back[proposal.number]
            return
        assert partner
        assert words
        self.back[proposal.number].discard(partner.id)
        self.keep(proposal, given)
        assert not self.proposals[proposal.number].is_final, "whoever takes part again decides by it"

    def keep(self, proposal: Proposal, said: Interest) -> None:
        self.proposals[proposal.number] = with_fact(proposal, replace(said, id=self.next_response))
        self.next_response += 1
        self.settle([proposal.number])

    def grant(self, number: int) -> None:
        while granted := interest.grants(self.proposals[number], self.alliance, self.now):
            one = replace(granted[0], id=self.next_response)
            self.next_response += 1
            assert self.who_decides(number) <= self.let[number, one.whose], "not all others let it take part"
            self.back[number].discard(one.whose)
            self.proposals[number] = with_fact(self.proposals[number], one)

    @invariant()
    def nobody_steps_back_but_by_its_own_word(self) -> None:
        for number, proposal in self.proposals.items():
            assert set(stepped_back(proposal)) == self.back[number]
            for said in proposal.interests:
                assert said.kind is not Part.STEPS_BACK or said.partner_id == said.whose

    @invariant()
    def whoever_stepped_back_is_neither_asked_nor_heard(self) -> None:
        for number in self.open_numbers():
            proposal, partners = self.proposals[number], self.alliance.partners
            asked = {partner.id for partner in waits_for(proposal, partners)}
            assert not self.back[number] & (asked | standing_responses(proposal).keys())

    @invariant()
    def nobody_waits_for_a_word_that_all_have_said(self) -> None:
        for number in self.open_numbers():
            they = self.who_decides(number)
            there = {partner.id for partner in self.alliance.partners} & self.back[number]
            assert not any(they and they <= self.let[number, whose] for whose in there)


AnAllianceOfWhichSomeStepBack.TestCase.settings = settings(
    max_examples=examples(30, 1000), stateful_step_count=60, deadline=None
)
TestWhoeverStepsBack = sampled(AnAllianceOfWhichSomeStepBack.TestCase)
