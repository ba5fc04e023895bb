"""Finds who is due for a reminder now, and puts it down so that nobody gets two of a kind on one day."""

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection

from decisions.alliance.alliance import Alliance, local_day
from decisions.asking.reminder import Reach, is_a_good_hour, is_due, is_overdue, owed
from decisions.bundle.bundle import bundle_of
from decisions.proposal.proposal import Proposal
from handlers.clock.look import BUNDLE_ASKED, OVERDUE, REMINDER, Look
from storage.outbox import outbox, told_of


@dataclass(frozen=True)
class Reminder:
    """One message to one person on one day of theirs, about all of these."""

    alliance: Alliance
    person: str
    day: date
    proposals: Sequence[Proposal]
    kind: str = REMINDER

    @property
    def key(self) -> str:
        return f"{self.kind}:{self.alliance.id}:{self.day}:{self.person}"


def say_reminder(connection: Connection, this: Reminder, now: datetime) -> None:
    """Have the courier say it. Raises SaidAlready when the person had one on this day."""
    lane = outbox.person_lane(connection, this.alliance.id, this.person, now)
    these = [proposal.id for proposal in this.proposals]
    partner = this.alliance.partner_of(this.person)
    about = {"person": this.person, "proposal": these[0], "proposals": these, "partner": partner.id if partner else 0}
    outbox.say_once(connection, lane, this.key, this.kind, about, now)
    if this.kind == REMINDER:
        told_of.leave_earlier(connection, lane, this.kind, these)
        told_of.keep_true(connection, lane, this.key, these)


def due_reminders(
    connection: Connection, seen: Look, now: datetime, bundled: Container[tuple[str, int]] = ()
) -> Iterator[Reminder]:
    """Find what is due at this hour: a person's matters are told together, when one of them is due.

    What stands in a bundle that a person was sent lately waits with it; `bundled` says who is sent which one now.
    """
    alliance, can_be, still_open = seen.alliance, seen.can_be, seen.still_open
    told = {kind: _last_told(seen, kind) for kind in (REMINDER, OVERDUE, BUNDLE_ASKED)}
    for person, kind in _everybody(alliance):
        local = can_be.local(person, now, alliance.timezone)
        if not is_a_good_hour(local):
            continue
        today = local.date()
        matters = _matters(kind, person, still_open, alliance, today, can_be)
        partner = alliance.partner_of(person) if kind == REMINDER else None
        if kind == REMINDER:
            rests = {
                each.id
                for each in matters
                if (last := told[BUNDLE_ASKED].get((person, each.id)))
                and bundle_of(each)
                and not is_due(each, alliance, last, today, can_be.holidays, partner)
            }
            matters = [each for each in matters if each.id not in rests and (person, each.id) not in bundled]
        this = Reminder(alliance, person, today, matters, kind)
        is_worth_it = any(
            is_due(each, alliance, told[kind].get((person, each.id)), today, can_be.holidays, partner)
            for each in matters
        )
        if is_worth_it and not outbox.was_said(connection, this.key):
            yield this


def _everybody(alliance: Alliance) -> list[tuple[str, str]]:
    speak = [(person, REMINDER) for person in alliance.representatives]
    return speak + [(manager, OVERDUE) for manager in alliance.operations_managers]


def _matters(
    kind: str, person: str, still_open: Sequence[Proposal], alliance: Alliance, today: date, can_be: Reach
) -> Sequence[Proposal]:
    if kind == OVERDUE:
        return [proposal for proposal in still_open if is_overdue(proposal, today)]
    return owed(person, still_open, alliance, today, can_be)


def _last_told(seen: Look, kind: str) -> dict[tuple[str, int | None], date]:
    """Find on which day each person was last reminded of each proposal."""
    return {(person, proposal_id): local_day(at, seen.alliance) for person, proposal_id, at in seen.told(kind)}
