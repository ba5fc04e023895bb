"""Whose matter is it, and what may a manager decide alone?

The partners set the classes as they decide everything: all of them agree to it. What they delegated has a limit for one
decision, a limit in all and a last day, and nothing goes beyond any of them.
"""

from collections.abc import Iterable
from datetime import date, datetime

from decisions.alliance import going_on_refusal, matter_refusal
from decisions.alliance.alliance import Alliance
from decisions.alliance.going_on import refuse_if_closed
from decisions.alliance.matter import Decider, DelegatedDecision, MatterClass, Matters, MatterSet
from decisions.alliance.membership import Change
from decisions.alliance.pounds import pounds, say_pounds
from decisions.answers.response import local_day
from decisions.words import refusal
from decisions.words.at_once import at_once
from decisions.words.spelling import alike, written_in_line
from decisions.words.worded import worded

LONGEST_NAME, LONGEST_WHAT = 60, 300


def matter_set(
    alliance: Alliance,
    pending: Iterable[tuple[int, Change]],
    today: date,
    *,
    name: str,
    decider: str,
    partner_id: int | None,
    each: str,
    in_all: str,
    until: date | None,
) -> MatterSet:
    """Check that this can be proposed of a class of matters: sums as they were typed. `pending` are open changes."""
    name, is_delegated = written_in_line(name), decider == Decider.MANAGER
    for number, change in pending:
        if isinstance(change, MatterSet) and alike(change.matter) == alike(name):
            raise matter_refusal.matter_pending(number)
    there = next((it for it in alliance.matters.classes if alike(it.name) == alike(name)), None)
    at_once(
        lambda: _called(name),
        lambda: _somebody_decides(decider, there, name),
        lambda: _whose(alliance, partner_id, is_reserved=decider == Decider.PARTNER),
        lambda: _limit("each", each, is_delegated=is_delegated),
        lambda: _limit("in_all", in_all, is_delegated=is_delegated),
        lambda: _last_day(until, today, is_delegated=is_delegated),
    )
    one, all_of_them = pounds("each", each) or 0, pounds("in_all", in_all) or 0
    if one > all_of_them:
        raise matter_refusal.more_for_one_than_in_all()
    partner = alliance.partner(partner_id) if partner_id else None
    wanted = MatterSet(
        there.name if there else name,
        decider,
        partner.id if partner else 0,
        partner.name if partner else "",
        one,
        all_of_them,
        until.isoformat() if until else "",
    )
    if there and not is_delegated and (there.decider, there.partner) == (decider, wanted.partner):
        raise matter_refusal.set_so_already(there.name)
    return wanted


def refuse_unless_manages(alliance: Alliance, by: str) -> None:
    refuse_if_closed(alliance)
    if not alliance.is_founded:
        raise going_on_refusal.not_founded_yet()
    if not alliance.is_manager(by):
        raise matter_refusal.managers_decide_it(alliance)


def refuse_unless_delegated(alliance: Alliance, by: str, today: date) -> None:
    """A manager decides alone only where something is delegated on this day."""
    refuse_unless_manages(alliance, by)
    if not alliance.matters.delegated(today):
        raise matter_refusal.nothing_is_delegated()


def delegated_decision(
    alliance: Alliance, *, by: str, at: datetime, matter: str, what: str, why: str, amount: str
) -> DelegatedDecision:
    """Decide alone what the partners delegated: never beyond a sum, and never after the last day."""
    refuse_unless_manages(alliance, by)
    matters, what = alliance.matters, written_in_line(what)
    at_once(
        lambda: _delegated(matters, matter),
        lambda: _said(what),
        lambda: _explained(why),
        lambda: _summed(amount),
    )
    found, summed = _delegated(matters, matter), _summed(amount)
    decided = DelegatedDecision(len(matters.made) + 1, found.name, found.number, what, _explained(why), summed, by, at)
    refuse_if_beyond(matters, found, decided, local_day(at, alliance))
    return decided


def refuse_if_beyond(matters: Matters, of: MatterClass, decided: DelegatedDecision, today: date) -> None:
    if today > of.until:
        raise matter_refusal.delegation_is_over(of.name, of.until)
    if decided.sum > of.each:
        raise matter_refusal.over_the_sum_of_one(say_pounds(of.each))
    if decided.sum > matters.left(of):
        raise matter_refusal.over_what_is_left(say_pounds(matters.left(of)), say_pounds(of.in_all))


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
    if not 0 < decided.sum <= min(of.each, matters.left(of)):
        return f"decides {called} alone beyond what was delegated"
    return ""


def _called(name: str) -> None:
    if not name:
        raise refusal.missing("name", "what the matters are called, such as Small repairs")
    if len(name) > LONGEST_NAME:
        raise refusal.too_long("name", LONGEST_NAME, len(name))


def _somebody_decides(decider: str, there: MatterClass | None, name: str) -> None:
    if decider not in list(Decider):
        raise matter_refusal.nobody_chosen()
    if decider == Decider.ALL and there is None:
        raise matter_refusal.decided_by_all_already(name or "This")


def _whose(alliance: Alliance, partner_id: int | None, *, is_reserved: bool) -> None:
    if not is_reserved and partner_id is not None:
        raise matter_refusal.only_for_one_partner()
    if is_reserved and alliance.partner(partner_id) is None:
        raise matter_refusal.no_partner_chosen()


def _limit(field: str, words: str, *, is_delegated: bool) -> None:
    amount = pounds(field, words)
    if is_delegated and amount is None:
        raise refusal.missing(field, "a sum in whole pounds, such as 50,000")
    if amount is not None and not is_delegated:
        raise matter_refusal.only_for_delegation(field)


def _last_day(until: date | None, today: date, *, is_delegated: bool) -> None:
    if until is None and is_delegated:
        raise matter_refusal.no_last_day()
    if until and not is_delegated:
        raise matter_refusal.only_for_delegation("until")
    if until and until < today:
        raise refusal.date_in_the_past("until")


def _delegated(matters: Matters, name: str) -> MatterClass:
    if not any(each.decider is Decider.MANAGER for each in matters.classes):
        raise matter_refusal.nothing_is_delegated()
    found = matters.named(name)
    if found is None or found.decider is not Decider.MANAGER:
        raise matter_refusal.no_such_matter()
    return found


def _said(what: str) -> str:
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
