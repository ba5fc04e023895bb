"""May a proposal become a decision already, or does its text name a later day?

A text may name the first day on which it can be decided, so that whoever has to ask their own people has the time.
Partners answer it like any other, and may change their answers until then. The day agrees nothing by itself: it is
agreed at the first moment at which the day has begun, in the alliance's zone, and all who decide consent (rule 1).
"""

from datetime import datetime
from zoneinfo import ZoneInfo

from decisions.alliance.alliance import Alliance
from decisions.proposal import notice_refusal
from decisions.proposal.log_labels import LABELS
from decisions.proposal.proposal import Proposal, Revision


def has_begun(proposal: Proposal, alliance: Alliance, at: datetime) -> bool:
    """Whether it may become a decision at this moment."""
    earliest = proposal.current.earliest_on
    return earliest is None or at.astimezone(ZoneInfo(alliance.timezone)).date() >= earliest


def refuse_unless_notice_fits(text: Revision) -> None:
    """Nobody is asked for an answer by a day on which nothing can be decided yet."""
    if text.earliest_on and text.decide_by and text.decide_by < text.earliest_on:
        raise notice_refusal.decided_by_too_early(LABELS["decide_by"].words, text.decide_by)
