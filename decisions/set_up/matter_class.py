"""What can be proposed of a class of matters: that one partner decides it, a manager up to a sum, or all again?

The partners set the classes as they decide everything: all of them agree to it. What a manager may then decide of it
stands in decisions/alliance/delegation.py.
"""

from collections.abc import Iterable
from datetime import date
from functools import partial

from decisions.alliance import matter_refusal
from decisions.alliance.alliance import Alliance
from decisions.alliance.matter import Decider, DeciderChange, MatterClass
from decisions.alliance.membership import Change
from decisions.alliance.pounds import pounds
from decisions.words import refusal
from decisions.words.at_once import at_once
from decisions.words.spelling import alike, written_in_line

LONGEST_NAME = 60


def decider_change(
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
) -> DeciderChange:
    """Check that this can be proposed of a class of matters: sums as they were typed. `pending` are open changes."""
    name, is_delegated = written_in_line(name), decider == Decider.MANAGER
    for number, change in pending:
        if isinstance(change, DeciderChange) and alike(change.matter) == alike(name):
            raise matter_refusal.matter_pending(number)
    there = next((it for it in alliance.matters.classes if alike(it.name) == alike(name)), None)
    sums = {"each": each, "in_all": in_all}
    limits = [partial(_limit, field, words, is_delegated=is_delegated) for field, words in sums.items()]
    at_once(
        lambda: _called(name),
        lambda: _somebody_decides(decider, there, name),
        lambda: _whose(alliance, partner_id, is_reserved=decider == Decider.PARTNER),
        *limits,
        lambda: _last_day(until, today, is_delegated=is_delegated),
    )
    one, all_of_them = (limit() for limit in limits)
    if one > all_of_them:
        raise matter_refusal.more_for_one_than_in_all()
    partner = alliance.partner(partner_id)
    wanted = DeciderChange(
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


def _limit(field: str, words: str, *, is_delegated: bool) -> int:
    amount = pounds(field, words)
    if is_delegated and amount is None:
        raise refusal.missing(field, "a sum in whole pounds, such as 50,000")
    if amount is not None and not is_delegated:
        raise matter_refusal.only_for_delegation(field)
    return amount or 0


def _last_day(until: date | None, today: date, *, is_delegated: bool) -> None:
    if until is None and is_delegated:
        raise matter_refusal.no_last_day()
    if until and not is_delegated:
        raise matter_refusal.only_for_delegation("until")
    if until and until < today:
        raise refusal.date_in_the_past("until")
