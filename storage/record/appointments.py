"""Who said who speaks for a partner? Stored and logged together, and read back from the log."""

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from decisions.alliance import Alliance, Partner
from decisions.appointment import Appointment, unseen_by
from decisions.membership import RepresentativesChange
from storage.alliance import memberships
from storage.outbox import outbox
from storage.record import decision_log
from storage.tables import log_entries

CHANGED, SEEN = "representatives_changed", "recorded_word_seen"
_KINDS = (CHANGED, SEEN, "partner_renamed", "person_moved")


def add(connection: Connection, alliance: Alliance, partner: Partner, named: Appointment, key: str) -> Appointment:
    """Let these people speak from now on, and tell everybody. The alliance must have been loaded for writing.

    Raises SaidAlready when what has this key was counted before.
    """
    change = RepresentativesChange(partner.id, partner.name, named.representatives)
    memberships.apply_change(connection, alliance.id, change, named.at)
    fields = {"authority": named.authority} if named.authority else {}
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
        **fields,
    )
    outbox.mark_open_cards(connection, named.at, alliance.id)
    lane = outbox.channel_lane(connection, alliance.id, named.at)
    outbox.say_once(connection, lane, key, CHANGED, {"entry": entry}, named.at)
    for person in named.new:
        if person != named.by:
            lane = outbox.person_lane(connection, alliance.id, person, named.at)
            about = {"entry": entry, "person": person}
            outbox.say_once(connection, lane, f"welcome:{alliance.id}:{entry}:{person}", "welcome", about, named.at)
    return replace(named, entry=entry)


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


def newest_of(connection: Connection, alliance_id: int, partner: Partner) -> Appointment | None:
    theirs = [each for each in every(connection, alliance_id) if each.partner == partner.name]
    return theirs[-1] if theirs else None


def of_entry(connection: Connection, alliance_id: int, entry: int) -> Appointment | None:
    return next((each for each in every(connection, alliance_id) if each.entry == entry), None)


def unseen(connection: Connection, alliance: Alliance) -> list[Appointment]:
    """List what was recorded for a partner and not every other one has seen."""
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

    by = after if named.by == before else named.by
    return replace(named, before=called(named.before), representatives=called(named.representatives), by=by)
