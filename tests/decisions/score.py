"""An alliance whose people do anything in any order, beside a plain model that keeps the score."""

from collections import defaultdict
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine

from decisions.alliance import membership
from decisions.alliance.alliance import Alliance, Partner
from decisions.alliance.membership import PartnerJoins, PartnerLeaves
from decisions.proposal.outcome import agreement
from decisions.proposal.proposal import Kind, Proposal, Response
from decisions.texts import revision
from decisions.texts.revision import Draft
from decisions.words.refusal import Refusal
from tests.cast import typed

START = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
MANAGER, NOBODY = "UMANAGER", "UNOBODY"


def two_people(partner: int) -> tuple[str, str]:
    return f"U{partner}LEAD", f"U{partner}DEPUTY"


class Score(RuleBasedStateMachine):
    """What the rules made of it, and what the model says of it; who plays says how it is founded."""

    alliance: Alliance
    next_partner: int

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
