"""What may a manager decide alone, because the partners delegated it?

Each class of matters that they delegated has a limit for one decision, a limit in all and a last day, and nothing goes
beyond any of them. What is left of the sum follows from what was decided before. So the rule holds under the alliance's
lock: whoever asks it and records the answer has loaded the alliance for writing, and a second process waits until then.
"""

from datetime import date, datetime

from decisions.alliance import going_on_refusal, matter_refusal
from decisions.alliance.alliance import Alliance, local_day
from decisions.alliance.going_on import refuse_if_closed
from decisions.alliance.matter import Decider, DelegatedDecision, MatterClass, Matters
from decisions.alliance.pounds import pounds, say_pounds
from decisions.words import refusal
from decisions.words.at_once import at_once
from decisions.words.spelling import written_in_line
from decisions.words.worded import worded

LONGEST_WHAT = 300


def delegated(matters: Matters, today: date) -> list[MatterClass]:
    """List what a manager may decide on this day."""
    return [each for each in matters.classes if each.decider is Decider.MANAGER and today <= each.until]


def sum_left(matters: Matters, of: MatterClass) -> int:
    """Tell what is left of the sum in all; another decision about the class begins anew."""
    return of.in_all - sum(each.sum for each in matters.made if each.under == of.number and not each.taken_back)


def refuse_unless_manages(alliance: Alliance, by: str) -> None:
    refuse_if_closed(alliance)
    if not alliance.is_founded:
        raise going_on_refusal.not_founded_yet()
    if not alliance.is_manager(by):
        raise matter_refusal.managers_decide_it(alliance)


def refuse_unless_delegated(alliance: Alliance, by: str, today: date) -> None:
    """A manager decides alone only where something is delegated on this day."""
    refuse_unless_manages(alliance, by)
    if not delegated(alliance.matters, today):
        raise matter_refusal.nothing_is_delegated()


def delegated_decision(
    alliance: Alliance, *, by: str, at: datetime, matter: str, what: str, why: str, amount: str
) -> DelegatedDecision:
    """Decide alone what the partners delegated: never beyond a sum, and never after the last day."""
    refuse_unless_manages(alliance, by)
    matters = alliance.matters
    found, said, explained, summed = at_once(
        lambda: _class(matters, matter),
        lambda: _said(what),
        lambda: _explained(why),
        lambda: _summed(amount),
    )
    decided = DelegatedDecision(len(matters.made) + 1, found.name, found.number, said, explained, summed, by, at)
    refuse_if_beyond(matters, found, decided, local_day(at, alliance))
    return decided


def refuse_if_beyond(matters: Matters, of: MatterClass, decided: DelegatedDecision, today: date) -> None:
    if today > of.until:
        raise matter_refusal.delegation_is_over(of.name, of.until)
    if decided.sum > of.each:
        raise matter_refusal.over_the_sum_of_one(say_pounds(of.each))
    if decided.sum > sum_left(matters, of):
        raise matter_refusal.over_what_is_left(say_pounds(sum_left(matters, of)), say_pounds(of.in_all))


def what_is_wrong(alliance: Alliance, decided: DelegatedDecision) -> str:
    """Say why the log's delegated decision can't be, "" where it can."""
    matters, called = alliance.matters, decided.called
    of = matters.named(decided.matter)
    if not alliance.is_manager(decided.by):
        return f"decides {called} alone, and is by {decided.by}, who is no operations manager"
    if of is None or of.decider is not Decider.MANAGER or of.number != decided.under:
        return f"decides {called} alone, and no decision delegates it"
    if decided.number != len(matters.made) + 1:
        return f"decides {called} out of turn"
    if local_day(decided.at, alliance) > of.until:
        return f"decides {called} alone after the last day on which it was delegated"
    if not 0 < decided.sum <= min(of.each, sum_left(matters, of)):
        return f"decides {called} alone beyond what was delegated"
    return ""


def _class(matters: Matters, name: str) -> MatterClass:
    if not any(each.decider is Decider.MANAGER for each in matters.classes):
        raise matter_refusal.nothing_is_delegated()
    found = matters.named(name)
    if found is None or found.decider is not Decider.MANAGER:
        raise matter_refusal.no_such_matter()
    return found


def _said(what: str) -> str:
    what = written_in_line(what)
    if not what:
        raise refusal.missing("what", "what was decided")
    if len(what) > LONGEST_WHAT:
        raise refusal.too_long("what", LONGEST_WHAT, len(what))
    return what


def _explained(why: str) -> str:
    words = worded("why", why)
    if not words:
        raise refusal.missing("why", "why it was decided so")
    return words


def _summed(amount: str) -> int:
    summed = pounds("sum", amount)
    if summed is None:
        raise refusal.missing("sum", "a sum in whole pounds, such as 50,000")
    return summed
