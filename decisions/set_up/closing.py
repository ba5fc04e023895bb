"""When is an alliance closed for good, and what can still be done then?

Its partners close it as they decide everything: by consent of all. It is closed at the moment when that is agreed: what
is open then is withdrawn by the closing, and nothing is raised, answered or changed any more. All that was said stays.
"""

from collections.abc import Iterable
from datetime import datetime

from decisions.alliance.membership import AllianceCloses, Change
from decisions.proposal.proposal import Withdrawal
from decisions.set_up import closing_refusal

# What the log may still tell of a closed alliance: that Slack calls something otherwise, and that a name is hidden.
AFTERWARDS = ("channel_moved", "person_moved", "person_pseudonymised")


def closing(pending: Iterable[tuple[int, Change]]) -> AllianceCloses:
    """It can be proposed once at a time. `pending` are the changes in open proposals, with their numbers."""
    for number, change in pending:
        if isinstance(change, AllianceCloses):
            raise closing_refusal.closing_pending(number)
    return AllianceCloses()


def withdrawn_by_closing(number: int, at: datetime) -> Withdrawal:
    """What is open when an alliance is closed by the decision of this number ends so; nobody withdrew it."""
    return Withdrawal("", at, f"It was open when the partners closed the alliance (No. {number}). It was not decided.")
