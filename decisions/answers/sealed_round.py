"""Who may take a sealed answer back, have the sealed answers opened, or tell a worry before that?"""

from datetime import datetime

from decisions.alliance.alliance import Alliance, local_day
from decisions.answers.response import refuse_unless_may_answer
from decisions.proposal import sealed_refusal
from decisions.proposal.notice import has_begun
from decisions.proposal.outcome import standing_responses
from decisions.proposal.proposal import Proposal
from decisions.proposal.sealed import is_last, is_sealed, may_be_opened, sealed_answers
from decisions.said.sealed_facts import Opening, SealedAnswer, Why
from decisions.words import refusal
from decisions.words.refusal import AsksAgain
from decisions.words.worded import worded


def taken_back(proposal: Proposal, alliance: Alliance, *, by: str, at: datetime) -> SealedAnswer:
    """Take the partner's sealed answer back: it has not answered then."""
    partner = refuse_unless_may_answer(proposal, alliance, by)
    if not is_sealed(proposal) and partner.id in standing_responses(proposal):
        raise sealed_refusal.counts_openly(proposal.number)
    if partner.id not in sealed_answers(proposal):
        raise sealed_refusal.nothing_to_take_back(proposal.number, partner.name)
    return SealedAnswer(partner.id, proposal.current.number, by, at, "")


def with_a_concern(proposal: Proposal, alliance: Alliance, *, by: str, at: datetime) -> AsksAgain:
    """Say above the window in which a concern is sealed with a consent what that does."""
    partner = refuse_unless_may_answer(proposal, alliance, by)
    if not is_sealed(proposal):
        raise sealed_refusal.is_not_sealed(proposal.number)
    if is_last(proposal, alliance, partner):
        return sealed_refusal.opens_all(proposal.number, may_decide=has_begun(proposal, alliance, at))
    return sealed_refusal.seals_a_concern()


def asked_for(proposal: Proposal, alliance: Alliance, *, by: str, at: datetime) -> Opening:
    """Open the answers after the decide-by date, for a partner that has answered and waits for the others."""
    partner = refuse_unless_may_answer(proposal, alliance, by)
    if not is_sealed(proposal):
        raise sealed_refusal.is_not_sealed(proposal.number)
    if partner.id not in sealed_answers(proposal):
        raise sealed_refusal.opens_for_those_who_wait(proposal.number, alliance)
    if not may_be_opened(proposal, local_day(at, alliance)):
        raise sealed_refusal.opens_later(proposal.number, proposal.current.decide_by)
    return Opening(proposal.current.number, by, at, Why.ASKED)


def refuse_unless_may_worry(proposal: Proposal, alliance: Alliance, by: str) -> None:
    """A representative may tell a worry privately while the round is sealed; it is no answer."""
    refuse_unless_may_answer(proposal, alliance, by)
    if not is_sealed(proposal):
        raise sealed_refusal.is_not_sealed(proposal.number)


def worry(proposal: Proposal, alliance: Alliance, *, by: str, words: str) -> str:
    """Take the words of a worry. It goes to the author and the managers, and stands nowhere else."""
    refuse_unless_may_worry(proposal, alliance, by)
    words = worded("worry", words)
    if not words:
        raise refusal.missing("worry", "what worries your organisation")
    return words
