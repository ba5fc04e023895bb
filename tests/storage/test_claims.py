"""When is a lane worked on, and by whom?"""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Connection

from storage.engine.database import Database
from storage.outbox import claims, outbox
from tests.cast import ANN, MONDAY
from tests.databases import on_both_databases

pytestmark = on_both_databases


def claimed(connection: Connection, now: datetime) -> claims.Lane:
    lane = claims.claim_next(connection, now)
    assert lane
    return lane


@pytest.mark.parametrize("zone", ["UTC", "Europe/London", "America/Los_Angeles", "Pacific/Auckland"])
def test_a_lane_is_due_again_at_its_moment_whatever_the_zone(database: Database, zone: str) -> None:
    later = (MONDAY + timedelta(hours=5)).astimezone(ZoneInfo(zone))
    with database.transaction() as connection:
        outbox.person_lane(connection, 1, ANN, MONDAY)
        claims.release(connection, claimed(connection, MONDAY), shown="x", next_due_at=later, now=MONDAY)

        assert not claims.is_due(connection, later - timedelta(seconds=1))
        assert claims.is_due(connection, later)


@pytest.mark.parametrize("zone", ["UTC", "America/Los_Angeles", "Pacific/Auckland"])
def test_a_lane_that_was_marked_meanwhile_is_due_at_once(database: Database, zone: str) -> None:
    here = MONDAY.astimezone(ZoneInfo(zone))
    with database.transaction() as connection:
        outbox.person_lane(connection, 1, ANN, here)
        lane = claimed(connection, here)
        outbox.person_lane(connection, 1, ANN, here)
        claims.release(connection, lane, shown="x", next_due_at=None, now=here)

        assert claims.is_due(connection, MONDAY)
