"""Whom does a reminder go to?"""

from collections.abc import Container

from decisions import refusal
from decisions.alliance import Alliance
from decisions.outcome import waits_for
from decisions.proposal import Proposal
from decisions.revision import refuse_unless_may_steer


def reminder(proposal: Proposal, alliance: Alliance, *, by: str, reminded_today: Container[str]) -> list[str]:
    """List the leads (Slack user ids) of the partners who owe an answer, each at most once a day."""
    refuse_unless_may_steer(proposal, alliance, by, "send reminders for")
    owing = [partner.lead for partner in waits_for(proposal, alliance.partners)]
    if not owing:
        raise refusal.nobody_to_remind(proposal.number)
    people = [person for person in owing if person not in reminded_today]
    if not people:
        raise refusal.reminded_today(proposal.number)
    return people
