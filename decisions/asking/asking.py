"""Who is asked at once about a new text, before reminders begin, and what became of what somebody was asked?"""

from datetime import datetime

from decisions.alliance.alliance import Alliance, local_day
from decisions.asking.reminder import Reach, is_a_good_hour, owed
from decisions.proposal.outcome import asked_at, standing_responses, status
from decisions.proposal.part import stepped_back
from decisions.proposal.proposal import Proposal
from decisions.proposal.sealed import sealed_answers
from decisions.words.working_days import is_working_day, working_days_after


def is_to_be_asked(
    person: str, proposal: Proposal, alliance: Alliance, *, local: datetime, told_at: datetime | None, reach: Reach
) -> bool:
    """Whether this is the hour in which to put a text to somebody: once, before the working day when reminders begin.

    Each partner's lead is asked, in working hours, or at any hour who wants that; deputies only while the lead is
    away. `local` is the person's own time, `told_at` when they last were told of this proposal. Whoever wrote the text
    knows it, as does whoever was told of it already.
    """
    partner, today = alliance.partner_of(person), local.date()
    if partner is None or person == proposal.current.by:
        return False
    since = asked_at(proposal, partner)
    if told_at and told_at >= since:
        return False
    is_the_hour = is_a_good_hour(local) and is_working_day(today, reach.holidays)
    if not is_the_hour and person not in reach.at_once:
        return False
    begins_later = working_days_after(local_day(since, alliance), today, reach.holidays) < 1
    return begins_later and bool(owed(person, [proposal], alliance, today, reach))


def state(proposal: Proposal, alliance: Alliance, partner_id: int) -> str:
    """Distinguish what a message to somebody of this partner has to say: it waits, is answered, or has ended."""
    if proposal.is_final:
        return status(proposal, alliance).value
    if back := stepped_back(proposal).get(partner_id):
        return f"back:{back.id}"
    stands = standing_responses(proposal).get(partner_id) or sealed_answers(proposal).get(partner_id)
    return f"{proposal.current.number}:{stands.id if stands else 'waits'}"
