"""Gathers what is shown of who speaks for a partner."""

from datetime import datetime

from sqlalchemy import Connection

from decisions.alliance.alliance import Alliance
from decisions.people.appointment import Appointment, unseen_by
from decisions.people.stand_in import last_day
from decisions.words.refusal import say_day
from handlers.gathering.waiting import waiting
from handlers.views.people.appointment import Appointed, Welcome
from storage.alliance import alliances
from storage.personal import people
from storage.record.changes import appointments


def appointed(connection: Connection, alliance_id: int, entry: int) -> Appointed:
    """Gather one, in the caller's transaction. Raises ValueError when the log has no such entry."""
    named = appointments.of_entry(connection, alliance_id, entry)
    if named is None:
        raise ValueError(f"entry {entry} names nobody who speaks for a partner")
    return _appointed(connection, alliances.load(connection, alliance_id), named)


def recorded(connection: Connection, alliance: Alliance) -> list[Appointed]:
    """Gather what was recorded for a partner and has not been seen by every other one."""
    return [_appointed(connection, alliance, each) for each in appointments.unseen(connection, alliance)]


def welcomed(connection: Connection, alliance_id: int, person: str, now: datetime) -> Welcome:
    """Gather what is told to somebody who speaks for a partner from now on."""
    alliance = alliances.load(connection, alliance_id)
    partner = alliance.partner_of(person)
    waits = waiting(connection, alliance, person, now)
    leads = partner is not None and partner.lead == person
    ends_at = partner.ends_at if partner and person in partner.stand_ins else None
    until = say_day(last_day(ends_at, alliance.timezone)) if ends_at else ""
    return Welcome(alliance.name, partner.name if partner else "", leads, waits, until)


def _appointed(connection: Connection, alliance: Alliance, named: Appointment) -> Appointed:
    everybody = {*named.before, *named.representatives, *([named.by] if named.by else [])}
    names = people.names(connection, everybody)
    return Appointed(alliance.id, alliance.timezone, named, names, unseen_by(alliance, named))
