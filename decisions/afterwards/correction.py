"""Until when may partners correct the record of a decision, and when is it accepted?

The days are a setting; without it nobody is asked. The decision itself was made by consent of all, and is not in
question here: a correction is a statement of one partner, which stands beside the entry.
"""

from collections.abc import Container, Iterator
from datetime import date, datetime, timedelta

from decisions.afterwards import correction_refusal
from decisions.alliance import rights_refusal
from decisions.alliance.alliance import Alliance, local_day
from decisions.alliance.going_on import refuse_if_closed
from decisions.proposal.proposal import Proposal
from decisions.said.correction import Correction
from decisions.words import refusal
from decisions.words.worded import worded
from decisions.words.working_days import is_working_day

# What is usual, and as much as somebody may set; 0 asks nobody.
USUAL_DAYS, MOST_DAYS = 10, 60


def last_day(agreed_on: date, days: int, holidays: Container[date]) -> date | None:
    """Return the last of so many working days after a decision, None where nobody is asked."""
    if days <= 0:
        return None
    day = agreed_on
    for _ in range(days):
        day += timedelta(days=1)
        while not is_working_day(day, holidays):
            day += timedelta(days=1)
    return day


def may_be_corrected(proposal: Proposal, today: date) -> bool:
    correct_by = proposal.agreement.correct_by if proposal.agreement else None
    return correct_by is not None and today <= correct_by


def correction(proposal: Proposal, alliance: Alliance, *, by: str, at: datetime, words: str) -> Correction:
    """Put a partner's words beside the record. It may do so again, while the time for it lasts."""
    partner_id = refuse_unless_may_correct(proposal, alliance, by, local_day(at, alliance))
    words = worded("words", words)
    if not words:
        raise refusal.missing("words", "what the record should say")
    return Correction(partner_id, by, at, words)


def refuse_unless_may_correct(proposal: Proposal, alliance: Alliance, by: str, today: date) -> int:
    """Whoever speaks for a partner corrects the record for it (rule 8); return the partner's id."""
    partner = alliance.partner_of(by)
    if partner is None:
        raise rights_refusal.not_a_representative(alliance)
    refuse_if_closed(alliance)
    if proposal.agreement is None:
        raise correction_refusal.no_record_yet(proposal.number)
    if proposal.agreement.correct_by is None:
        raise correction_refusal.nobody_is_asked(proposal.number)
    if not may_be_corrected(proposal, today):
        raise correction_refusal.time_is_over(proposal.number, proposal.agreement.correct_by)
    return partner.id


def doubts_about_day(agreed_on: date, correct_by: date | None, days: int) -> Iterator[str]:
    """Say why the last day that an entry of a decision names can't be; the holidays it kept are not in the log."""
    if (correct_by is not None) is not (days > 0):
        yield "names a last day for corrections, or none, other than the settings said"
    elif correct_by and correct_by < agreed_on + timedelta(days=days):
        yield "gives fewer days for corrections than the settings said"


def doubts_about(told: Correction, proposal: Proposal, alliance: Alliance) -> Iterator[str]:
    """Say why what the log tells of a correction can't be."""
    if not may_be_corrected(proposal, local_day(told.at, alliance)):
        yield f"corrects the record of No. {proposal.number}, when nobody could"
