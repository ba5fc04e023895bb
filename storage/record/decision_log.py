"""How is an event added to the decision log, and how is the log read?"""

import json
import secrets
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, select

from decisions.alliance import Alliance
from decisions.log_entry import GENESIS, LogEntry, canonical, first_broken, seal
from storage.engine import new_rows
from storage.engine.new_rows import NewRow
from storage.tables import alliances, log_entries

SALT_BYTES = 16


def append(
    connection: Connection, alliance: Alliance, *, at: datetime, kind: str, actor: str, partner: str = "", **fields: Any
) -> None:
    """Chain one event to the alliance's log, in the transaction that makes it true (rule 9).

    The alliance must have been loaded for writing: whoever holds its lock knows where its log ends.
    `actor` is a Slack user id ("" when nobody acted), `partner` a name; `fields` must be JSON values.
    """
    new_rows.add(connection, [next_entry(alliance, at=at, kind=kind, actor=actor, partner=partner, **fields)])


def next_entry(alliance: Alliance, *, at: datetime, kind: str, actor: str, partner: str = "", **fields: Any) -> NewRow:
    """Return the row that chains an event to the log, likewise. The caller adds it before any later one."""
    end = alliance.log_end
    if not end.may_append:
        raise ValueError("the alliance was not loaded for writing")
    named = {"actor": actor, "partner": partner, **fields}
    salts = {name: secrets.token_hex(SALT_BYTES) for name in named}
    entry = seal(alliance.channel, end.sequence + 1, _written(at), kind, named, salts, end.hash)
    end.sequence, end.hash = entry.sequence, entry.hash
    return NewRow(
        log_entries,
        {
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
        },
    )


def entries(
    connection: Connection, alliance_id: int, since: datetime | None = None, until: datetime | None = None
) -> Iterator[LogEntry]:
    """Read an alliance's entries from `since` on and before `until`, in order, without holding them all in memory."""
    return (_entry(row) for row in _rows(connection, alliance_id, since, until))


def length(connection: Connection, alliance_id: int) -> int:
    return int(connection.execute(select(alliances.c.log_length).where(alliances.c.id == alliance_id)).scalar_one())


def head(connection: Connection, alliance_id: int) -> tuple[int, str]:
    """Return how many entries there are, and the hash of the newest."""
    query = select(alliances.c.log_length, alliances.c.log_head).where(alliances.c.id == alliance_id)
    row = connection.execute(query).one()
    return row.log_length, row.log_head


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
    return None if found == expected else min(found[0], expected[0]) + 1


def _rows(
    connection: Connection, alliance_id: int, since: datetime | None = None, until: datetime | None = None
) -> Iterator[Row[Any]]:
    query = (
        select(alliances.c.channel, log_entries)
        .join(alliances, alliances.c.id == log_entries.c.alliance_id)
        .where(log_entries.c.alliance_id == alliance_id)
        .order_by(log_entries.c.sequence)
        .execution_options(yield_per=1000)
    )
    if since:
        query = query.where(log_entries.c.at >= _written(since))
    if until:
        query = query.where(log_entries.c.at < _written(until))
    with connection.execute(query) as rows:
        yield from rows


def _written(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


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
        except (ValueError, AttributeError):
            yield LogEntry(row.channel, row.sequence, row.at, row.kind, {"unreadable": ""}, {}, "", "")
            return
        yield entry


def _entry(row: Row[Any]) -> LogEntry:
    fields = {"actor": row.actor, "partner": row.partner, **json.loads(row.fields)}
    return LogEntry(
        row.channel, row.sequence, row.at, row.kind, fields, json.loads(row.salts), row.previous_hash, row.hash
    )
