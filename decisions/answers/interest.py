"""What may a partner say of its interest in a matter, and what follows from that?

A partner that declares one steps back: it is not asked, and the others decide. They may let it take part all the same,
when all of them do; and it may take part again by its own word. Nobody else can make it step back.
"""

import sys
from dataclasses import replace
from datetime import datetime

from decisions.alliance import matter_refusal, membership_refusal
from decisions.alliance.alliance import Alliance, Partner
from decisions.answers import interest_refusal
from decisions.answers.response import refuse_unless_may_speak
from decisions.proposal import sealed_refusal
from decisions.proposal.facts import with_fact
from decisions.proposal.notice import has_begun
from decisions.proposal.outcome import decides
from decisions.proposal.part import FEWEST, deciding, is_let_by_all, needs_all, stepped_back, who_let, whose_matter
from decisions.proposal.proposal import Interest, Nature, Part, Proposal
from decisions.proposal.sealed import opening
from decisions.words import refusal
from decisions.words.at_once import at_once
from decisions.words.worded import worded

# An id after all that was said so far, for what is not stored yet.
_LAST = sys.maxsize


def refuse_unless_may_step_back(proposal: Proposal, alliance: Alliance, by: str) -> Partner:
    """At least two must remain who decide."""
    partner = refuse_unless_may_speak(proposal, alliance, by)
    if needs_all(proposal, alliance):
        raise interest_refusal.all_decide_it(proposal.number)
    if owner := whose_matter(proposal, alliance):
        raise matter_refusal.nobody_steps_back(proposal.number, owner.name)
    if partner.id in stepped_back(proposal):
        raise interest_refusal.stepped_back_already(proposal.number, partner.name)
    if len(deciding(proposal, alliance)) <= FEWEST:
        raise interest_refusal.two_must_remain(proposal.number)
    return partner


def declared(nature: Nature | None, words: str) -> tuple[Nature, str]:
    """Check what is said of an interest, in this matter or standing."""
    kind, told = at_once(lambda: _chosen(nature), lambda: _told(words))
    return kind, told


def interest(
    proposal: Proposal,
    alliance: Alliance,
    *,
    by: str,
    at: datetime,
    nature: Nature | None,
    words: str,
    knows_it_decides: bool = False,
) -> Interest:
    """Declare an interest for the partner that `by` speaks for, which steps back.

    It is about the matter, and stays when the text is amended. Raises AsksAgain when the others have all consented, so
    that this decides, or have all answered, so that it opens the sealed answers, and the person was not asked again.
    """
    partner = refuse_unless_may_step_back(proposal, alliance, by)
    kind, told = declared(nature, words)
    current = proposal.current.number
    given = Interest(partner.id, current, Part.STEPS_BACK, by, at, partner.id, kind, told, id=_LAST)
    if not knows_it_decides and opening(with_fact(proposal, given), alliance, at):
        may_decide = has_begun(proposal, alliance, at)
        raise sealed_refusal.stepping_back_opens_all(proposal.number, partner.name, may_decide=may_decide)
    if not knows_it_decides and decides(after_grants(with_fact(proposal, given), alliance, at), alliance, at):
        raise interest_refusal.stepping_back_decides(proposal.number, partner.name)
    return replace(given, id=0)


def allowance(proposal: Proposal, alliance: Alliance, *, by: str, whose: int, at: datetime) -> Interest:
    """Let another partner take part, for the partner that `by` speaks for. It counts when all who decide let it."""
    partner, number = refuse_unless_may_speak(proposal, alliance, by), proposal.number
    other = alliance.partner(whose)
    if other is None:
        raise membership_refusal.not_a_partner("partner")
    if other.id not in stepped_back(proposal):
        raise interest_refusal.has_not_stepped_back(number, other.name)
    if partner.id in stepped_back(proposal):
        raise interest_refusal.has_an_interest_itself(number, partner.name)
    if partner.id in who_let(proposal, other.id):
        raise interest_refusal.lets_it_already(number, partner.name, other.name)
    return Interest(partner.id, proposal.current.number, Part.LET, by, at, other.id)


def part_taken_again(proposal: Proposal, alliance: Alliance, *, by: str, at: datetime, words: str) -> Interest:
    """Take part again, and say why. The partner is asked anew: what it had answered before does not stand."""
    partner = refuse_unless_may_speak(proposal, alliance, by)
    if partner.id not in stepped_back(proposal):
        raise interest_refusal.has_not_stepped_back(proposal.number, partner.name)
    why = worded("words", words)
    if not why:
        raise refusal.missing("words", "why your organisation decides this after all")
    return Interest(partner.id, proposal.current.number, Part.TAKES_PART, by, at, partner.id, words=why)


def grants(proposal: Proposal, alliance: Alliance, at: datetime) -> list[Interest]:
    """List who takes part again because all others let it, at the moment when the last of them did."""
    if proposal.is_final:
        return []
    current = proposal.current.number
    back = [partner.id for partner in alliance.partners if is_let_by_all(proposal, alliance, partner.id)]
    return [Interest(whose, current, Part.LET_BY_ALL, "", at, whose) for whose in back]


def after_grants(proposal: Proposal, alliance: Alliance, at: datetime) -> Proposal:
    granted = grants(proposal, alliance, at)
    return after_grants(with_fact(proposal, granted[0]), alliance, at) if granted else proposal


def _chosen(nature: Nature | None) -> Nature:
    if nature is None:
        raise interest_refusal.nature_is_missing()
    return nature


def _told(words: str) -> str:
    told = worded("words", words)
    if not told:
        raise refusal.missing("words", "in a few words what it is")
    return told
