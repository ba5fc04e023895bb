"""Whom does a reminder go to?"""

from datetime import datetime

from decisions import refusal
from decisions.alliance import Alliance
from decisions.outcome import waits_for
from decisions.proposal import Proposal
from decisions.response import local_day
from decisions.revision import refuse_unless_may_steer


def reminder(
    proposal: Proposal, alliance: Alliance, *, by: str, at: datetime, last_sent_at: datetime | None
) -> list[str]:
    """List the leads (Slack user ids) of the partners who owe an answer, at most once a day."""
    refuse_unless_may_steer(proposal, alliance, by, "send reminders for")
    silent = waits_for(proposal, alliance.partners)
    if not silent:
        raise refusal.nobody_to_remind(proposal.number)
    if last_sent_at and local_day(last_sent_at, alliance) == local_day(at, alliance):
        raise refusal.reminded_today(proposal.number)
    return [partner.lead for partner in silent]
