"""What may the others say of a matter that is one partner's own by law, and who decides it?

It is told to all, and the others are asked for their views. That partner decides alone, and nobody calls it unanimous.
"""

from datetime import datetime

from decisions.alliance import matter_refusal
from decisions.alliance.alliance import Alliance, Partner
from decisions.answers import answer_refusal
from decisions.answers.response import refuse_unless_may_speak
from decisions.proposal.part import whose_matter
from decisions.proposal.proposal import Proposal
from decisions.said.opinion import Opinion
from decisions.words import refusal
from decisions.words.worded import worded


def refuse_unless_may_give_opinion(proposal: Proposal, alliance: Alliance, by: str) -> Partner:
    """The others give their views, while it is open; whoever decides it consents or objects."""
    partner = refuse_unless_may_speak(proposal, alliance, by)
    owner = whose_matter(proposal, alliance)
    if owner is None:
        raise matter_refusal.all_are_asked(proposal.number)
    if partner == owner:
        raise matter_refusal.decides_it_itself(proposal.number, owner.name)
    return partner


def opinion(proposal: Proposal, alliance: Alliance, *, by: str, revision: int, at: datetime, words: str) -> Opinion:
    """Say what the partner thinks that `by` speaks for. Raises AsksAgain when the text is outdated."""
    partner = refuse_unless_may_give_opinion(proposal, alliance, by)
    if revision != proposal.current.number:
        raise answer_refusal.outdated_text(proposal.number)
    told = worded("words", words)
    if not told:
        raise refusal.missing("words", "what your organisation thinks of it")
    return Opinion(partner.id, revision, by, at, told)
