"""Does time in the record run forward, whatever the clock does?"""

from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from decisions.log.log_entry import written_moment
from decisions.proposal.proposal import Kind, Response
from storage.alliance import alliances
from storage.engine.database import Database
from storage.outbox import claims, outbox
from storage.record import decision_log
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
