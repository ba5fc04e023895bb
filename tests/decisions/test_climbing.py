"""Does a ladder change any answer, or decide anything, whatever people do and in whatever order?"""

from dataclasses import replace
from datetime import timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule

from decisions.alliance.ladder import Step
from decisions.answers import response
from decisions.answers.objection_course import courses
from decisions.asking.climb import climb, doubts_about, due_step, record
from decisions.proposal.facts import with_fact
from decisions.proposal.outcome import agreement, earlier_answers, is_unanimous, standing_responses, status, waits_for
from decisions.proposal.proposal import Proposal, Status
from decisions.words.refusal import Refusal
from tests.decisions.score import MANAGER
from tests.decisions.test_stepping_back import AnAllianceOfWhichSomeStepBack
from tests.sampling import examples, sampled

STEPS = (Step("We talk", 1), Step("The leads meet", 2), Step("We try it", 1, tries=True))


def without_steps(told: Proposal) -> Proposal:
    return replace(told, steps_proposed=(), steps_recorded=())


class AnAllianceWithALadder(AnAllianceOfWhichSomeStepBack):
    """The model keeps the score as without a ladder: it does not know of one."""

    @initialize(count=st.sampled_from([2, 3, 4, 8]), steps=st.sampled_from([0, 2, 3, 3]))
    def found(self, count: int, steps: int) -> None:
        AnAllianceOfWhichSomeStepBack.found(self, count)
        self.alliance = replace(self.alliance, ladder=STEPS[:steps])

    @precondition(lambda self: self.open_numbers())
    @rule(data=st.data(), days=st.lists(st.integers(1, 6), min_size=1, max_size=4), records=st.booleans())
    def somebody_objects_and_days_pass(self, data: st.DataObject, days: list[int], records: bool) -> None:  # noqa: FBT001 (Hypothesis names them)
        proposal = self.any_open(data)
        partner = data.draw(st.sampled_from(self.alliance.partners))
        words = {"reason": f"On {self.now}", "acceptable_if": "", "revision": proposal.current.number}
        if partner.id not in self.back[proposal.number]:
            self.record(proposal, response.objection(proposal, self.alliance, by=partner.lead, at=self.tick(), **words))  # type: ignore[arg-type]  # each has its own
        for more in days:
            self.now += timedelta(days=more)
            for number in self.open_numbers():
                self.propose(number)
                found = climb(self.proposals[number], self.alliance)
                if records and found and found.pending:
                    self.record_step(number, found.pending.place, MANAGER, "done")

    def is_held(self, number: int) -> bool:
        return status(self.proposals[number], self.alliance) is Status.HELD

    def propose(self, number: int) -> None:
        proposal = self.proposals[number]
        due = due_step(proposal, self.alliance, at=self.now, holidays=frozenset())
        if due:
            assert self.is_held(number)
            assert [*doubts_about(due, proposal, self.alliance)] == []
            self.proposals[number] = with_fact(proposal, due)

    def record_step(self, number: int, place: int, by: str, came_of_it: str) -> None:
        proposal, words = self.proposals[number], {"came_of_it": came_of_it, "note": "We did", "held_on": None}
        given = record(proposal, self.alliance, place, by=by, at=self.tick(), **words)  # type: ignore[arg-type]  # each has its own
        assert [*doubts_about(given, proposal, self.alliance)] == []
        self.proposals[number] = with_fact(proposal, given)

    @precondition(lambda self: any(self.proposals[number].steps_proposed for number in self.open_numbers()))
    @rule(data=st.data(), came_of_it=st.sampled_from(["done", "not_possible", ""]))
    def say_what_came_of_it(self, data: st.DataObject, came_of_it: str) -> None:
        those = [self.proposals[number] for number in self.open_numbers() if self.proposals[number].steps_proposed]
        proposal, by = data.draw(st.sampled_from(those)), self.anybody(data)
        this, found = data.draw(st.sampled_from(proposal.steps_proposed)), climb(proposal, self.alliance)
        try:
            self.record_step(proposal.number, this.place, by, came_of_it)
        except Refusal:
            may = self.alliance.may_raise(by) or by == proposal.author
            assert not may or not came_of_it or found is None or found.pending != this

    @invariant()
    def no_step_changes_an_answer_and_none_decides(self) -> None:
        for proposal in self.proposals.values():
            plain, partners = without_steps(proposal), self.alliance.partners
            assert standing_responses(proposal) == standing_responses(plain)
            assert earlier_answers(proposal) == earlier_answers(plain)
            assert courses(proposal) == courses(plain)
            assert waits_for(proposal, partners) == waits_for(plain, partners)
            assert status(proposal, self.alliance) is status(plain, self.alliance)
            assert is_unanimous(proposal, self.alliance) is is_unanimous(plain, self.alliance)
            assert agreement(proposal, self.alliance, self.now) == agreement(plain, self.alliance, self.now)

    @invariant()
    def nobody_climbs_what_is_not_held(self) -> None:
        for proposal in self.proposals.values():
            found = climb(proposal, self.alliance)
            assert found is None or status(proposal, self.alliance) is Status.HELD
            taken = [each.step for each in found.proposed] if found else []
            assert taken == [*range(taken[0], taken[0] + len(taken))] if taken else True


AnAllianceWithALadder.TestCase.settings = settings(
    max_examples=examples(20, 1000), stateful_step_count=60, deadline=None
)
TestNoStepDecides = sampled(AnAllianceWithALadder.TestCase)
