"""May an operations manager take back what one of them decided alone, and until when?

A slip is taken back on the day of the decision; later others may rely on it, and it stands. Both stay on record, and
the sum is left again.
"""

from datetime import date, datetime

from decisions.alliance.alliance import Alliance, local_day
from decisions.alliance.delegation import refuse_unless_manages
from decisions.alliance.matter import DecisionTakenBack, DelegatedDecision
from decisions.set_up import taking_back_refusal
from decisions.words import refusal
from decisions.words.worded import worded


def taken_back(alliance: Alliance, number: int, *, by: str, at: datetime, reason: str) -> DecisionTakenBack:
    """Take it back, whichever manager decided it, and say why."""
    refuse_unless_may_take_back(alliance, number, by, local_day(at, alliance))
    words = worded("reason", reason)
    if not words:
        raise refusal.missing("reason", "why it is taken back")
    return DecisionTakenBack(number, by, at, words)


def refuse_unless_may_take_back(alliance: Alliance, number: int, by: str, today: date) -> DelegatedDecision:
    refuse_unless_manages(alliance, by)
    decided = alliance.matters.decided(number)
    if decided is None:
        raise taking_back_refusal.nothing_decided_so()
    if decided.taken_back:
        raise taking_back_refusal.decision_taken_back_already(
            decided.called, local_day(decided.taken_back.at, alliance)
        )
    if not may_be_taken_back(decided, alliance, today):
        raise taking_back_refusal.stands_since_its_day(decided.called, local_day(decided.at, alliance))
    return decided


def may_be_taken_back(decided: DelegatedDecision, alliance: Alliance, today: date) -> bool:
    return decided.taken_back is None and local_day(decided.at, alliance) == today


def what_is_wrong(alliance: Alliance, back: DecisionTakenBack) -> str:
    """Say why the log can't take this one back, "" where it can."""
    called, decided = f"D{back.decision}", alliance.matters.decided(back.decision)
    if not alliance.is_manager(back.by):
        return f"takes {called} back, and is by {back.by}, who is no operations manager"
    if decided is None or decided.taken_back:
        return f"takes {called} back, which does not stand"
    if not may_be_taken_back(decided, alliance, local_day(back.at, alliance)):
        return f"takes {called} back later than on its day"
    return ""
