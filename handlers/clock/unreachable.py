"""Finds the partners for whom nobody can be asked now, and the managers who are still to be told."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection

from decisions.alliance.alliance import Partner
from decisions.asking.reminder import is_a_good_hour
from decisions.people.absence import unreachable
from handlers.gathering.proposal_view import absent
from handlers.gathering.waiting import reach
from storage.alliance import alliances
from storage.outbox import outbox


@dataclass(frozen=True)
class Unreachable:
    """One message to one manager about one partner; a new one when the days away are others."""

    alliance_id: int
    partner: Partner
    manager: str
    since: str

    @property
    def key(self) -> str:
        return f"unreachable:{self.partner.id}:{self.since}:{self.manager}"


def due_reports(connection: Connection, alliance_id: int, now: datetime) -> Iterator[Unreachable]:
    """Find what managers are to be told, at a good hour of theirs."""
    alliance = alliances.load(connection, alliance_id)
    away = absent(connection, alliance, now)
    nobody_there = unreachable(alliance, away)
    if not nobody_there:
        return
    can_be = reach(connection, alliance, now)
    for manager in alliance.operations_managers:
        if not is_a_good_hour(can_be.local(manager, now, alliance.timezone)):
            continue
        for partner in nobody_there:
            this = Unreachable(alliance_id, partner, manager, _days(partner, away))
            if not outbox.was_said(connection, this.key):
                yield this


def say_unreachable(connection: Connection, this: Unreachable, now: datetime) -> None:
    """Have the courier tell the manager. Raises SaidAlready."""
    lane = outbox.person_lane(connection, this.alliance_id, this.manager, now)
    outbox.say_once(connection, lane, this.key, "unreachable_notice", {"partner": this.partner.id}, now)


def _days(partner: Partner, away: dict[str, date | None]) -> str:
    """Tell two absences apart in a few characters."""
    days = [f"{person}:{away[person] or 'closed'}" for person in partner.representatives]
    return hashlib.sha256(",".join(days).encode()).hexdigest()[:16]
