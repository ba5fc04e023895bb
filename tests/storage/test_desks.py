"""What does a start ask of the desks and logs of all channels?"""

from datetime import timedelta

from sqlalchemy import select

from storage.engine.database import Database
from storage.outbox import claims, desks, outbox
from storage.tables import lanes, messages
from tests.cast import MONDAY
from tests.databases import on_both_databases

pytestmark = on_both_databases
LATER = MONDAY + timedelta(minutes=1)


def test_a_desk_is_put_down_once_and_looked_at_when_it_is_its_turn_at_each_start(database: Database) -> None:
    with database.transaction() as connection:
        desks.look_at_desks(connection, {1: MONDAY})
        first = claims.claim_next(connection, MONDAY)
        assert first
        claims.release(connection, first, shown="a digest", next_due_at=None, now=MONDAY)

    with database.transaction() as connection:
        desks.look_at_desks(connection, {1: LATER})

    with database.transaction() as connection:
        assert not claims.is_due(connection, LATER - timedelta(seconds=1))
        again = claims.claim_next(connection, LATER)
        assert again
        assert (again.id, again.shown, again.wanted) == (first.id, "", first.wanted + 1)
        assert list(connection.scalars(select(messages.c.key))) == ["desk:1"]


def test_a_log_that_is_there_keeps_what_it_shows(database: Database) -> None:
    with database.transaction() as connection:
        desks.look_at_logs(connection, {1: MONDAY})
        first = claims.claim_next(connection, MONDAY)
        assert first
        claims.release(connection, first, shown="a digest", next_due_at=None, now=MONDAY)
        desks.look_at_logs(connection, {1: LATER})

    with database.transaction() as connection:
        again = claims.claim_next(connection, LATER)
        assert again
        assert (again.slack_user_id, again.shown) == (outbox.LIVING_LOG, "a digest")
        assert list(connection.scalars(select(messages.c.key))) == ["living_log:1"]
        assert list(connection.scalars(select(lanes.c.has_home))) == [True]
