"""Adds events to the decision log, and reads it."""

import json
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, bindparam, exists, false, func, insert, or_, select, update

from decisions.alliance.alliance import Alliance
from decisions.log.log_entry import GENESIS, LogEntry, canonical, first_broken, seal, written_moment
from decisions.log.log_kinds import does_not_fit
from storage.tables import alliances, log_entries

SALT_BYTES = 16
# This many bits of an answer's id say which entry tells of it; those above say which alliance.
_SEQUENCE_BITS = 32

# What a decision did to the alliance, its founding first: these entries have the number of that decision, but are no
# part of its matter.
_ABOUT_THE_ALLIANCE = (
    "alliance_founded",
    "partner_joined",
    "partner_left",
    "representatives_changed",
    "alliance_closed",
    "matters_set",
    "ladder_changed",
    "managers_named",
)

# Built once: every press needs these, and to build them takes as long as to run them.
_this = alliances.c.id == bindparam("alliance_id")
_HEAD = select(alliances.c.log_length, alliances.c.log_head, alliances.c.sealed_as).where(_this)
_is_newest = (log_entries.c.alliance_id == alliances.c.id) & (log_entries.c.sequence == alliances.c.log_length)
# No join: for one, a PostgreSQL without statistics on a new table scans the whole log.
_newest_at = select(log_entries.c.at).where(_is_newest).scalar_subquery().label("at")
# The alliance's other writers wait for whoever reads this. On SQLite a writer is alone anyway.
_END = _HEAD.add_columns(_newest_at).with_for_update(of=alliances, key_share=True)
_ADD = insert(log_entries)
_MOVE_HEAD = update(alliances).where(_this)


class Unreadable(Exception):
    """The entry with this number is not written as Accord writes one."""

    def __init__(self, sequence: int) -> None:
        super().__init__(f"entry {sequence} of the decision log can't be read: it was changed")


@dataclass(frozen=True)
class End:
    """Where a log ends: how many entries there are, and when and with which hash the newest was written."""

    length: int
    hash: str
    sealed_as: str
    newest: str | None

    def moment(self, at: datetime) -> datetime:
        """When something counts as said: never before what the log tells of already, whatever the clock did."""
        return max(at, datetime.fromisoformat(self.newest)) if self.newest else at


def end(connection: Connection, alliance: Alliance) -> End:
    """Read where an alliance's log ends; its other writers wait from here until the commit."""
    this = {"alliance_id": alliance.id}
    row = connection.execute(_END, this).one()
    if row.log_length and row.at is None:
        # When it had to wait, PostgreSQL finds the alliance as it is now, but not the entry that came meanwhile.
        row = connection.execute(_END, this).one()
    return End(*row)


def moment(connection: Connection, alliance: Alliance, at: datetime) -> datetime:
    """When something counts as said. The alliance's other writers wait from here to the commit."""
    return end(connection, alliance).moment(at)


def append(
    connection: Connection, alliance: Alliance, *, at: datetime, kind: str, actor: str, partner: str = "", **fields: Any
) -> int:
    """Chain one event to the alliance's log, as `append_after` does."""
    return append_after(
        connection, alliance, end(connection, alliance), at=at, kind=kind, actor=actor, partner=partner, **fields
    )


def append_after(
    connection: Connection,
    alliance: Alliance,
    end: End,
    *,
    at: datetime,
    kind: str,
    actor: str,
    partner: str = "",
    **fields: Any,
) -> int:
    """Chain one event to the alliance's log, in the transaction that makes it true (rule 9); return its sequence.

    The alliance's other writers wait from here to the commit. `actor` is a Slack user id ("" when nobody acted),
    `partner` a name; `fields` must be JSON values.
    An entry is never before the one that it follows; a fact takes its moment from the log's end first, and then that
    end is given. It has the fields of its kind (decisions/log/log_kinds.py).
    """
    if trouble := does_not_fit(kind, {*fields}):
        raise ValueError(trouble)
    named = {"actor": actor, "partner": partner, **fields}
    salts = {name: secrets.token_hex(SALT_BYTES) for name in named}
    entry = seal(end.sealed_as, end.length + 1, written_moment(end.moment(at)), kind, named, salts, end.hash)
    row = {
        "alliance_id": alliance.id,
        "sequence": entry.sequence,
        "at": entry.at,
        "kind": entry.kind,
        "actor": actor,
        "partner": partner,
        "fields": canonical(fields),
        "salts": canonical(salts),
        "previous_hash": entry.previous_hash,
        "hash": entry.hash,
        "matter": _matter(kind, fields),
    }
    connection.execute(_ADD, row)
    connection.execute(_MOVE_HEAD, {"alliance_id": alliance.id, "log_length": entry.sequence, "log_head": entry.hash})
    return entry.sequence


def entries(
    connection: Connection, alliance_id: int, since: datetime | None = None, until: datetime | None = None
) -> Iterator[LogEntry]:
    """Read an alliance's entries from `since` on and before `until`, in order, without holding them all in memory.

    A span has no gaps, so that whoever gets it can verify its chain.

    Raises Unreadable.
    """
    conditions = []
    if since:
        first = _first_from(connection, alliance_id, since)
        conditions.append(log_entries.c.sequence >= first if first else false())
    if until and (end := _first_from(connection, alliance_id, until)):
        conditions.append(log_entries.c.sequence < end)
    return _read(_rows(connection, alliance_id, *conditions))


def _first_from(connection: Connection, alliance_id: int, moment: datetime) -> int | None:
    """Find where this moment is in the log. Earlier versions may have written a later time before an earlier one."""
    ours = (log_entries.c.alliance_id == alliance_id) & (log_entries.c.at >= written_moment(moment))
    first: int | None = connection.scalar(select(func.min(log_entries.c.sequence)).where(ours))
    return first


def moments(connection: Connection, alliance_id: int) -> set[datetime]:
    """Return all moments at which the log has an entry."""
    there = select(log_entries.c.at).where(log_entries.c.alliance_id == alliance_id)
    return set(map(datetime.fromisoformat, connection.scalars(there)))


def entries_about(connection: Connection, alliance_id: int, number: int) -> Iterator[LogEntry]:
    """Read the entries about one proposal, and those about the alliance itself, in order.

    Raises Unreadable.
    """
    is_about = or_(log_entries.c.matter == number, log_entries.c.matter.is_(None))
    return _read(_rows(connection, alliance_id, is_about))


def formerly_in(connection: Connection, channel: str) -> int | None:
    """Find the alliance that moved from this channel to another one, or whose channel got another id."""
    moved = select(log_entries.c.alliance_id, log_entries.c.fields).where(log_entries.c.kind == "channel_moved")
    rows = connection.execute(moved.order_by(log_entries.c.at.desc()))
    return next((row.alliance_id for row in rows if json.loads(row.fields).get("before") == channel), None)


def is_by_somebody(connection: Connection, alliance_id: int, kinds: Sequence[str]) -> bool:
    """Whether there is an entry of one of these kinds that names who did it."""
    by_somebody = (log_entries.c.alliance_id == alliance_id, log_entries.c.kind.in_(kinds), log_entries.c.actor != "")
    return connection.execute(select(exists().where(*by_somebody))).scalar_one() is True


def tells_of(connection: Connection, alliance_id: int, kind: str) -> bool:
    """Whether there is an entry of this kind."""
    there = (log_entries.c.alliance_id == alliance_id) & (log_entries.c.kind == kind)
    return connection.execute(select(exists().where(there))).scalar_one() is True


def length(connection: Connection, alliance_id: int) -> int:
    return int(connection.execute(select(alliances.c.log_length).where(alliances.c.id == alliance_id)).scalar_one())


def head(connection: Connection, alliance_id: int) -> tuple[int, str]:
    """Return how many entries there are, and the hash of the newest."""
    row = connection.execute(_HEAD, {"alliance_id": alliance_id}).one()
    return row.log_length, row.log_head


def sealed_as(connection: Connection, alliance_id: int) -> str:
    """Return the log's name in its seals, which stays the same whatever id the channel gets."""
    return str(connection.execute(_HEAD, {"alliance_id": alliance_id}).one().sealed_as)


def sequences_with_hash(connection: Connection, alliance_id: int, beginning: str) -> list[int]:
    """List the entries whose hash begins so."""
    ours = (log_entries.c.alliance_id == alliance_id) & log_entries.c.hash.startswith(beginning, autoescape=True)
    return list(connection.scalars(select(log_entries.c.sequence).where(ours).order_by(log_entries.c.sequence)))


def first_broken_entry(connection: Connection, alliance_id: int) -> int | None:
    """Walk the whole chain; return the number of the first entry that does not hold, or that is missing."""
    last: list[LogEntry] = []
    broken = first_broken(_kept(_intact(_rows(connection, alliance_id)), last))
    if broken is not None:
        return broken
    expected = head(connection, alliance_id)
    found = (last[0].sequence, last[0].hash) if last else (0, GENESIS)
    if found == expected:
        return None
    # With as many entries as there should be, the newest is another one; else one is missing, or one too many.
    return found[0] if found[0] == expected[0] else min(found[0], expected[0]) + 1


def id_of(alliance: Alliance, sequence: int) -> int:
    """Make an id for the answer that an entry tells of: unique, and in the order in which they were given."""
    return (alliance.id << _SEQUENCE_BITS) + sequence


def _read(rows: Iterator[Row[Any]]) -> Iterator[LogEntry]:
    for row in rows:
        try:
            entry = _entry(row)
        except (ValueError, TypeError) as error:
            raise Unreadable(row.sequence) from error
        yield entry


def _rows(connection: Connection, alliance_id: int, *conditions: ColumnElement[bool]) -> Iterator[Row[Any]]:
    query = (
        select(alliances.c.sealed_as, log_entries)
        .join(alliances, alliances.c.id == log_entries.c.alliance_id)
        .where(log_entries.c.alliance_id == alliance_id, *conditions)
        .order_by(log_entries.c.sequence)
        .execution_options(yield_per=1000)
    )
    with connection.execute(query) as rows:
        yield from rows


def _kept(walked: Iterable[LogEntry], last: list[LogEntry]) -> Iterator[LogEntry]:
    for entry in walked:
        last[:] = [entry]
        yield entry


def _intact(rows: Iterator[Row[Any]]) -> Iterator[LogEntry]:
    """Yield entries up to the first that can't even be read; that one becomes an entry that does not hold."""
    for row in rows:
        try:
            entry = _entry(row)
            # The JSON must be written as we write it, or a changed blank would pass.
            if (canonical(json.loads(row.fields)), canonical(json.loads(row.salts))) != (row.fields, row.salts):
                raise ValueError
        except (ValueError, TypeError):
            yield LogEntry(row.sealed_as, row.sequence, row.at, row.kind, {"unreadable": ""}, {}, "", "")
            return
        yield entry


def _entry(row: Row[Any]) -> LogEntry:
    """Raises ValueError or TypeError."""
    fields = {"actor": row.actor, "partner": row.partner, **json.loads(row.fields)}
    salts = {**json.loads(row.salts)}
    if fields.keys() != salts.keys() or row.matter != _matter(row.kind, fields):
        raise ValueError
    return LogEntry(row.sealed_as, row.sequence, row.at, row.kind, fields, salts, row.previous_hash, row.hash)


def _matter(kind: str, fields: Mapping[str, Any]) -> int | None:
    return None if kind in _ABOUT_THE_ALLIANCE else fields.get("number")
