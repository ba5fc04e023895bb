"""What was said about who speaks for a partner. Stored and logged together, and read back from the log."""

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from decisions.alliance.alliance import Alliance, Partner
from decisions.log.log_entry import written_moment
from decisions.people.appointment import Appointment, ending, unseen_by
from decisions.people.stand_in import last_day
from storage.alliance import memberships
from storage.outbox import outbox
from storage.record import decision_log
from storage.tables import log_entries

CHANGED, SEEN = "representatives_changed", "recorded_word_seen"
_KINDS = (CHANGED, SEEN, "partner_renamed", "person_moved")


def add(connection: Connection, alliance: Alliance, partner: Partner, named: Appointment, key: str) -> Appointment:
    """Let these people speak from now on, and tell everybody. The alliance must have been loaded for writing.

    Raises SaidAlready when something with this key was counted before.
    """
    memberships.apply_appointment(connection, alliance.id, partner.id, named)
    entry = decision_log.append(
        connection,
        alliance,
        at=named.at,
        kind=CHANGED,
        actor=named.by,
        partner=partner.name,
        number=None,
        before=list(named.before),
        representatives=list(named.representatives),
        **_if_any(alliance, partner, named),
    )
    outbox.mark_open_cards(connection, named.at, alliance.id)
    outbox.tell_channel(connection, alliance.id, key, CHANGED, {"entry": entry}, named.at)
    for person in named.new:
        if person != named.by:
            lane = outbox.person_lane(connection, alliance.id, person, named.at)
            about = {"entry": entry, "person": person}
            outbox.say_once(connection, lane, f"welcome:{alliance.id}:{entry}:{person}", "welcome", about, named.at)
    return replace(named, entry=entry)


def end_stand_ins(connection: Connection, alliance: Alliance, now: datetime) -> bool:
    """Record whose time of standing in is over; return whether there are any.

    The alliance must have been loaded for writing, so that whichever process is first does it, once.
    """
    if not any(partner.ends_at for partner in alliance.partners):
        return False
    at = decision_log.moment(connection, alliance, now)
    over = [(partner, named) for partner in alliance.partners if (named := ending(partner, at))]
    for partner, named in over:
        add(connection, alliance, partner, named, f"stood_in:{alliance.id}:{partner.id}:{partner.ends_at}")
    return bool(over)


def _if_any(alliance: Alliance, partner: Partner, named: Appointment) -> dict[str, Any]:
    if named.authority:
        return {"authority": named.authority}
    if named.ends_at:
        until = last_day(named.ends_at, alliance.timezone).isoformat()
        ends_at = written_moment(named.ends_at)
        return {"stand_ins": list(named.stand_ins), "until": until, "ends_at": ends_at}
    if partner.ends_at and not named.by:
        return {"stood_in_until": last_day(partner.ends_at, alliance.timezone).isoformat()}
    return {}


def add_seen(connection: Connection, alliance: Alliance, partner: Partner, entry: int, by: str, at: datetime) -> None:
    """Log that a partner has seen what was recorded for another one with this entry."""
    decision_log.append(connection, alliance, at=at, kind=SEEN, actor=by, partner=partner.name, entry=entry)


def every(connection: Connection, alliance_id: int) -> list[Appointment]:
    """List them all, oldest first, with the names and ids that partners and people have now."""
    rows = connection.execute(
        select(log_entries)
        .where(log_entries.c.alliance_id == alliance_id, log_entries.c.kind.in_(_KINDS))
        .order_by(log_entries.c.sequence)
    )
    return list(_read(rows).values())


def of_partner(connection: Connection, alliance_id: int, partner: Partner) -> list[Appointment]:
    return [each for each in every(connection, alliance_id) if each.partner == partner.name]


def of_entry(connection: Connection, alliance_id: int, entry: int) -> Appointment | None:
    return next((each for each in every(connection, alliance_id) if each.entry == entry), None)


def unseen(connection: Connection, alliance: Alliance) -> list[Appointment]:
    """List what was recorded for a partner and has not been seen by every other one."""
    partners = {partner.name for partner in alliance.partners}
    recorded = [each for each in every(connection, alliance.id) if each.partner in partners]
    return [each for each in recorded if unseen_by(alliance, each)]


def _read(rows: Iterable[Any]) -> dict[int, Appointment]:
    read: dict[int, Appointment] = {}
    for row in rows:
        fields = json.loads(row.fields)
        if row.kind == CHANGED:
            read[row.sequence] = Appointment(
                partner=row.partner,
                before=tuple(fields.get("before", ())),
                representatives=tuple(fields["representatives"]),
                by=row.actor,
                at=datetime.fromisoformat(row.at),
                authority=fields.get("authority", ""),
                entry=row.sequence,
                stand_ins=tuple(fields.get("stand_ins", ())),
                ends_at=datetime.fromisoformat(fields["ends_at"]) if "ends_at" in fields else None,
            )
        elif row.kind == SEEN and (of := read.get(fields["entry"])):
            read[of.entry] = replace(of, seen_by=(*of.seen_by, row.partner))
        elif row.kind == "partner_renamed":
            read = {entry: _renamed(each, fields["before"], row.partner) for entry, each in read.items()}
        elif row.kind == "person_moved":
            read = {entry: _moved(each, fields["before"], fields["person"]) for entry, each in read.items()}
    return read


def _renamed(named: Appointment, before: str, after: str) -> Appointment:
    seen_by = tuple(after if name == before else name for name in named.seen_by)
    return replace(named, partner=after if named.partner == before else named.partner, seen_by=seen_by)


def _moved(named: Appointment, before: str, after: str) -> Appointment:
    def called(people: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(after if person == before else person for person in people)

    return replace(
        named,
        before=called(named.before),
        representatives=called(named.representatives),
        by=after if named.by == before else named.by,
        stand_ins=called(named.stand_ins),
    )
