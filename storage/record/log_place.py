"""Which place comes next in an alliance's decision log, and what moment something written there has.

Whoever asks makes the alliance's other writers wait until the commit.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, ScalarSelect, bindparam, select, update

from decisions.alliance.alliance import Alliance
from decisions.log.log_entry import GENESIS
from storage.tables import alliances, log_entries

# Built once: every press needs these, and to build them takes as long as to run them.
_this = alliances.c.id == bindparam("alliance_id")


def _of_entry(sequence: ColumnElement[int], *columns: ColumnElement[Any]) -> list[ScalarSelect[Any]]:
    """Read these columns of an alliance's entry.

    No join: for one, a PostgreSQL without statistics on a new table scans the whole log.
    """
    is_it = (log_entries.c.alliance_id == alliances.c.id) & (log_entries.c.sequence == sequence)
    return [select(column).where(is_it).correlate(alliances).scalar_subquery() for column in columns]


# On SQLite a writer is alone anyway.
_TAKE_PLACE = (
    update(alliances)
    .where(_this)
    .values(log_length=alliances.c.log_length + 1)
    .returning(
        alliances.c.log_length,
        alliances.c.sealed_as,
        *_of_entry(alliances.c.log_length - 1, log_entries.c.hash, log_entries.c.at),
    )
)
_NEWEST_AT = (
    select(*_of_entry(alliances.c.log_length, log_entries.c.at))
    .where(_this)
    .with_for_update(of=alliances, key_share=True)
)
_ENTRY = select(log_entries.c.hash, log_entries.c.at).where(
    log_entries.c.alliance_id == bindparam("alliance_id"), log_entries.c.sequence == bindparam("sequence")
)


@dataclass(frozen=True)
class LogPlace:
    """Where in a log the next entry stands, and which one it follows: its hash, and when it was written, if any was."""

    sequence: int
    sealed_as: str
    previous_hash: str
    previous_at: str | None

    def moment(self, at: datetime) -> datetime:
        """When something counts as said that is written here."""
        return _not_before(self.previous_at, at)


def take(connection: Connection, alliance: Alliance) -> LogPlace:
    """Take the next place in an alliance's log. An entry must be written there in the same transaction."""
    this = {"alliance_id": alliance.id}
    sequence, sealed_as, previous_hash, previous_at = connection.execute(_TAKE_PLACE, this).one()
    if previous_hash is None:
        # When it had to wait, PostgreSQL finds the alliance as it is now, but not the entry that came meanwhile.
        previous = connection.execute(_ENTRY, {**this, "sequence": sequence - 1}).one_or_none()
        previous_hash, previous_at = previous or (GENESIS, None)
    return LogPlace(sequence, sealed_as, previous_hash, previous_at)


def moment(connection: Connection, alliance: Alliance, at: datetime) -> datetime:
    """When something counts as said."""
    this = {"alliance_id": alliance.id}
    # As above: what came meanwhile is found when it is asked for again.
    newest = connection.scalar(_NEWEST_AT, this) or connection.scalar(_NEWEST_AT, this)
    return _not_before(newest, at)


def _not_before(newest: str | None, at: datetime) -> datetime:
    """Nothing is before what the log tells of already, whatever the clock did."""
    return max(at, datetime.fromisoformat(newest)) if newest else at
