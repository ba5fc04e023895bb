"""Does the database know where a log ends, whoever writes at the same time and whatever was done to it?"""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import insert, select, text

from decisions.log.log_entry import LogEntry, seal, written_moment
from storage.alliance import alliances
from storage.engine.database import Database
from storage.record import decision_log
from storage.tables import log_entries
from tests.cast import KARA, MONDAY
from tests.databases import on_both_databases, tampering, waiting_for_locks

pytestmark = on_both_databases
FAST = timedelta(days=2)


def some_entries(database: Database) -> list[LogEntry]:
    with database.transaction() as connection:
        alliance = alliances.load(connection, 1, for_writing=True)
        for _ in range(4):
            decision_log.append(connection, alliance, at=MONDAY, kind="settings_changed", actor=KARA)
        return [*decision_log.entries(connection, 1)]


def first_broken(database: Database) -> int | None:
    with database.snapshot() as connection:
        return decision_log.first_broken_entry(connection, 1)


@pytest.mark.parametrize("asks_for", ["a moment", "an entry"])
def test_whoever_had_to_wait_writes_after_the_entry_that_came_meanwhile(database: Database, asks_for: str) -> None:
    """Also if it did not load the alliance for writing, and waits only now."""

    def settle() -> None:
        with database.transaction() as connection:
            alliance = alliances.load(connection, 1)
            if asks_for == "a moment":
                assert decision_log.moment(connection, alliance, MONDAY) == MONDAY + FAST
            decision_log.append(connection, alliance, at=MONDAY, kind="settings_changed", actor="")

    with ThreadPoolExecutor(2) as others:
        with database.transaction() as connection:
            alliance = alliances.load(connection, 1, for_writing=True)
            decision_log.append(connection, alliance, at=MONDAY + FAST, kind="settings_changed", actor="")
            waiting = [others.submit(settle) for _ in range(2)]
            until_they_wait(database)
        for each in waiting:
            each.result(10)

    with database.snapshot() as connection:
        entries = [*decision_log.entries(connection, 1)]
        assert decision_log.first_broken_entry(connection, 1) is None
    assert [entry.at for entry in entries[-3:]] == [written_moment(MONDAY + FAST)] * 3


def until_they_wait(database: Database) -> None:
    """On SQLite whoever writes later waits for its turn before it reads anything."""
    since = time.monotonic()
    while not database.has_one_writer and waiting_for_locks(database) < 2:
        assert time.monotonic() - since < 10
        time.sleep(0.01)


def test_the_newest_entry_is_known_even_if_it_is_sealed_anew(database: Database) -> None:
    newest = some_entries(database)[-1]
    named = {**newest.fields, "actor": "U0OTHER"}
    forged = seal(newest.alliance, newest.sequence, newest.at, newest.kind, named, newest.salts, newest.previous_hash)

    with tampering(database.engine) as connection:
        change = text("UPDATE log_entries SET actor = 'U0OTHER', hash = :hash WHERE sequence = :sequence")
        connection.execute(change, {"hash": forged.hash, "sequence": newest.sequence})

    assert first_broken(database) == newest.sequence


def test_what_is_written_after_a_cut_follows_what_was_there(database: Database) -> None:
    """Once the entries are put back from a copy, the log is whole again."""
    some_entries(database)
    cut_off = select(log_entries).where(log_entries.c.sequence > 2)
    with tampering(database.engine) as connection:
        copy = [dict(row) for row in connection.execute(cut_off).mappings()]
        connection.execute(text("DELETE FROM log_entries WHERE sequence > 2"))
    with database.transaction() as connection:
        alliance = alliances.load(connection, 1, for_writing=True)
        decision_log.append(connection, alliance, at=MONDAY, kind="settings_changed", actor=KARA)
    assert first_broken(database) == 3

    with database.transaction() as connection:
        connection.execute(insert(log_entries), copy)
    assert first_broken(database) is None
