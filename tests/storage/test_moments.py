"""Does time in the record run forward, whatever the clock does?"""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from decisions.log.log_entry import written_moment
from decisions.proposal.proposal import Kind, Response
from storage.alliance import alliances
from storage.engine.database import Database
from storage.outbox import claims, outbox
from storage.record import decision_log, log_place
from storage.record.proposals import facts, proposals
from tests.cast import ANN, MONDAY, revision
from tests.databases import on_both_databases, tampering

pytestmark = on_both_databases
FAST = timedelta(days=2)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(-3000, 3000), min_size=2, max_size=6))
def test_an_entry_is_never_before_the_one_it_follows(database: Database, hours: list[int]) -> None:
    with database.transaction() as connection:
        alliance = alliances.load(connection, 1, for_writing=True)
        told = facts.add_proposal(connection, alliance, revision())
        for hour in hours:
            said = Response(2, 1, Kind.OBJECTION, ANN, MONDAY + timedelta(hours=hour), reason="No nurse")
            told = facts.add(connection, alliance, told, said)
        kept = proposals.load(connection, told.id)
        entries = list(decision_log.entries(connection, 1))

    moments = [entry.at for entry in entries]
    assert moments == sorted(moments)
    assert kept == told
    assert [written_moment(said.at) for said in kept.responses] == moments[-len(hours) :]


@pytest.mark.parametrize("asks_for", ["a moment", "a place"])
def test_whoever_had_to_wait_writes_after_the_entry_that_came_meanwhile(database: Database, asks_for: str) -> None:
    """Also if it did not load the alliance for writing, and waits only now."""

    def settle() -> None:
        with database.transaction() as connection:
            alliance = alliances.load(connection, 1)
            if asks_for == "a moment":
                assert log_place.moment(connection, alliance, MONDAY) == MONDAY + FAST
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
    waits = text(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )
    since = time.monotonic()
    while not database.has_one_writer:
        with database.glance() as connection:
            if connection.scalar(waits) == 2:
                return
        assert time.monotonic() - since < 10
        time.sleep(0.01)


def test_a_span_has_no_gaps_also_where_an_earlier_version_wrote_time_that_ran_back(database: Database) -> None:
    with database.transaction() as connection:
        alliance = alliances.load(connection, 1, for_writing=True)
        for _ in range(6):
            decision_log.append(connection, alliance, at=MONDAY, kind="settings_changed", actor="")
    with tampering(database.engine) as connection:
        for sequence in (3, 4):
            connection.execute(
                text("UPDATE log_entries SET at = :at WHERE sequence = :sequence"),
                {"at": written_moment(MONDAY + FAST), "sequence": sequence},
            )

    with database.snapshot() as connection:
        tomorrow = MONDAY + timedelta(days=1)
        since = [entry.sequence for entry in decision_log.entries(connection, 1, since=tomorrow)]
        until = [entry.sequence for entry in decision_log.entries(connection, 1, until=tomorrow)]

    assert (until, since) == ([1, 2], [3, 4, 5, 6])


def test_a_wait_that_a_fast_clock_put_down_is_shortened(database: Database) -> None:
    with database.transaction() as connection:
        lane = outbox.person_lane(connection, 1, ANN, MONDAY + FAST)
        outbox.say_once(connection, lane, "key", "notice", {}, MONDAY + FAST)

    with database.transaction() as connection:
        assert claims.is_due(connection, MONDAY)
        taken = claims.claim_next(connection, MONDAY + FAST)
        assert taken
        assert taken.id == lane
        # Who holds it set the clock back, and died.
        assert claims.claim_next(connection, MONDAY)
