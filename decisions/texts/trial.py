"""Until when is a decision tried, and when has it ended?

A text may name the last day on which it counts. After that day it is a decision that was, unless all partners agreed to
another one that supersedes it: to renew is to decide. The day is one of the alliance's zone, and ends at its midnight.
"""

from datetime import date

from decisions.alliance import ladder_refusal
from decisions.alliance.alliance import Alliance, local_day
from decisions.alliance.ladder import LadderChanges
from decisions.proposal.log_labels import LABELS
from decisions.proposal.proposal import Proposal, Revision
from decisions.texts import trial_refusal


def is_over(proposal: Proposal, today: date) -> bool:
    """Whether it is a decision that was tried until a day that has passed."""
    until = proposal.current.tried_until
    return proposal.agreement is not None and until is not None and until < today


def came_too_late(proposal: Proposal, alliance: Alliance) -> bool:
    """Whether the last consent came when the day had passed: it was agreed (rule 1), and never counted."""
    return proposal.agreement is not None and is_over(proposal, local_day(proposal.agreement.at, alliance))


def refuse_if_over(proposal: Proposal, today: date) -> None:
    until = proposal.current.tried_until
    if until and is_over(proposal, today):
        raise trial_refusal.trial_is_over(proposal.number, until)


def refuse_unless_trial_fits(text: Revision, amended: Proposal | None) -> None:
    """A trial does not end before it begins, and who decides does not change for a time."""
    until = text.tried_until
    if until is None:
        return
    if amended and isinstance(amended.change, LadderChanges):
        raise ladder_refusal.steps_are_not_tried()
    if amended and amended.change:
        raise trial_refusal.partners_do_not_change_for_a_time()
    for name in ("earliest_on", "decide_by", "in_force_on"):
        day: date | None = getattr(text, name)
        if day and day > until:
            raise trial_refusal.ends_before(LABELS[name].words, day)
