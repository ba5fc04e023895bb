"""Is what Accord said in the same span as the entries of which it tells, whatever the clock did?"""

from datetime import datetime, timedelta

from sqlalchemy import insert

from decisions.proposal.proposal import Kind, Response
from storage.alliance import alliances
from storage.engine.database import Database
from storage.outbox import outbox
from storage.record import decision_log, message_record
from storage.record.proposals import facts
from storage.tables import messages
from tests.cast import ANN, MONDAY, revision
from tests.databases import on_both_databases

pytestmark = on_both_databases
FAST, HOUR = timedelta(days=2), timedelta(hours=1)


def test_a_message_is_never_before_the_entries_that_were_there(database: Database) -> None:
    """The clock is two days fast for an hour; each answer is followed by a message."""
    clock = [MONDAY + HOUR, MONDAY + 2 * HOUR + FAST, MONDAY + 3 * HOUR, MONDAY + 4 * HOUR, MONDAY + 5 * HOUR + FAST]
    with database.transaction() as connection:
        alliance = alliances.load(connection, 1, for_writing=True)
        told = facts.add_proposal(connection, alliance, revision())
        lane = outbox.card_lane(connection, 1, told.id, MONDAY)
        for now in clock:
            said = Response(2, 1, Kind.OBJECTION, ANN, now, reason="No nurse")
            told = facts.add(connection, alliance, told, said)
            row = {"lane_id": lane, "key": f"{now}", "kind": "objection", "about": {}, "created_at": now}
            ended = {"words": f"{now}", "ended_at": now + HOUR / 60, "message_ts": "1", "ended_as": "said"}
            connection.execute(insert(messages), {**row, **ended})

    def spans(until: datetime) -> tuple[list[str], list[str]]:
        """Take what was before, and what was from then on."""
        with database.snapshot() as connection:
            both = (MONDAY, until), (until, MONDAY + 9 * FAST)
            before, after = ([row.words for _, row in message_record.between(connection, 1, *span)] for span in both)
            entries = [
                [entry.kind for entry in decision_log.entries(connection, 1, *span)].count("objection_raised")
                for span in both
            ]
            assert [len(before), len(after)] == entries, until
        return before, after

    for day in (MONDAY + timedelta(days=1), MONDAY + FAST, MONDAY + FAST + 3 * HOUR):
        before, after = spans(day)
        assert {*before, *after} == {f"{now}" for now in clock}
