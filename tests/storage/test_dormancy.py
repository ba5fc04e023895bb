"""Does an alliance rest whose install is over: it waits, its managers hear it elsewhere, and it goes on?"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Connection, select

from decisions.set_up.founding import NOTHING_SET, Founding
from storage.alliance import alliances, due, foundings, installed
from storage.engine.database import Database
from storage.outbox import claims, outbox
from storage.record.changes import dormancy, takeovers
from storage.tables import lanes, messages
from tests.cast import KARA, MONDAY
from tests.databases import on_both_databases, with_tables
from tests.storage.conftest import SETTINGS

pytestmark = on_both_databases

LATER = MONDAY + timedelta(days=9)
LEITH = Founding(KARA, replace(NOTHING_SET, name="Leith Together"))


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """Three alliances: two of one install, one of another, all with the same manager."""
    made = with_tables(database_url)
    with made.transaction() as connection:
        for channel, install in (("C0A", "T0A"), ("C0B", "T0A"), ("C0C", "T0B")):
            alliance_id = alliances.found(connection, channel, SETTINGS, MONDAY, install)
            outbox.open_desk(connection, alliance_id, MONDAY)
    yield made
    made.close()


def claimed(connection: Connection) -> set[str]:
    """Take whatever is due, and return in which channels it is."""
    found: set[str] = set()
    while lane := claims.claim_next(connection, LATER):
        found.add(lane.channel)
    return found


def notices(connection: Connection) -> list[tuple[int, str, int]]:
    query = select(lanes.c.alliance_id, lanes.c.slack_user_id, messages.c.about)
    told = query.join(messages, messages.c.lane_id == lanes.c.id).where(messages.c.kind == "rests_notice")
    return [(row.alliance_id, row.slack_user_id, row.about["rests"]) for row in connection.execute(told)]


def test_nothing_of_an_alliance_that_rests_is_due_and_all_of_it_waits(database: Database) -> None:
    with database.transaction() as connection:
        assert dormancy.rest(connection, "T0A", LATER) == [SETTINGS.name] * 2
        assert dormancy.rest(connection, "T0A", LATER) == []
        waiting = claims.count_due(connection, LATER)

        assert claimed(connection) == {"C0C"}
        assert waiting == 2
        assert not claims.is_due(connection, LATER)
        weekly = due.weeklies(connection)[0]
        assert [alliance_id for alliance_id, _ in due.digests(connection, weekly, LATER, LATER.date())] == [3]
        assert dormancy.wake(connection, "T0A", LATER) == [SETTINGS.name] * 2
        assert claimed(connection) == {"C0A", "C0B"}


def test_managers_hear_of_it_where_another_install_reaches_them_once(database: Database) -> None:
    with database.transaction() as connection:
        dormancy.rest(connection, "T0A", LATER)
        dormancy.rest(connection, "T0A", LATER + timedelta(hours=1))
        assert sorted(notices(connection)) == [(3, KARA, 1), (3, KARA, 2)]

        # Nothing is left that could reach her.
        dormancy.rest(connection, "T0B", LATER)
        assert len(notices(connection)) == 2


def test_people_are_asked_about_by_an_install_that_is_there(database: Database) -> None:
    with database.transaction() as connection:
        assert installed.awake_install_of(connection, KARA) == "T0A"
        dormancy.rest(connection, "T0A", LATER)
        assert installed.awake_install_of(connection, KARA) == "T0B"
        dormancy.rest(connection, "T0B", LATER)
        assert installed.awake_install_of(connection, KARA) is None


def test_a_channel_belongs_to_the_install_that_came_first(database: Database) -> None:
    with database.transaction() as connection:
        drafted = foundings.begin(connection, "C0D", MONDAY, "T0A")

        assert foundings.begin(connection, "C0D", MONDAY, "T0B") is None
        assert foundings.begin(connection, "C0D", MONDAY, "T0A") == drafted
        assert installed.install_of(connection, "C0D") == "T0A"


def test_a_draft_whose_install_is_over_goes_on_by_the_next_one_that_comes(database: Database) -> None:
    with database.transaction() as connection:
        drafted = foundings.begin(connection, "C0D", MONDAY, "T0A")
        assert drafted is not None
        foundings.keep(connection, drafted, LEITH)
        assert not takeovers.take_over(connection, "C0D", "T0B", LATER)
        dormancy.rest(connection, "T0A", LATER)

        assert takeovers.take_over(connection, "C0D", "T0B", LATER)
        assert installed.install_of(connection, "C0D") == "T0B"
        assert "C0D" in claimed(connection)
        # It stays there, and what was founded stays where it is.
        assert "Leith Together" not in dormancy.wake(connection, "T0A", LATER)
        assert installed.install_of(connection, "C0D") == "T0B"
        dormancy.rest(connection, "T0A", LATER)
        assert not takeovers.take_over(connection, "C0A", "T0B", LATER)
        assert not takeovers.take_over(connection, "C0NOWHERE", "T0B", LATER)


def test_a_draft_that_goes_on_is_called_by_its_name_and_a_channel_without_one_by_none(database: Database) -> None:
    with database.transaction() as connection:
        drafted = foundings.begin(connection, "C0D", MONDAY, "T0D")
        foundings.begin(connection, "C0E", MONDAY, "T0D")
        assert drafted is not None
        foundings.keep(connection, drafted, LEITH)
        dormancy.rest(connection, "T0D", LATER)

        assert dormancy.wake(connection, "T0D", LATER) == ["Leith Together"]


def test_what_the_bot_token_founded_goes_on_by_the_install_of_its_workspace(database: Database) -> None:
    with database.transaction() as connection:
        alliances.found(connection, "C0E", SETTINGS, MONDAY)

        assert (installed.adopt(connection, "T0E"), installed.adopt(connection, "T0E")) == (1, 0)
        assert installed.every(connection) == ["T0A", "T0B", "T0E"]


def test_each_install_has_a_home_of_its_own(database: Database) -> None:
    with database.transaction() as connection:
        assert [each for each, _ in installed.of_person_here(connection, KARA, "T0A")] == [1, 2]
        assert [each for each, _ in installed.of_person_here(connection, KARA, "T0B")] == [3]
        assert [alliances.first(connection, install) for install in ("T0A", "T0B", "T0NOWHERE")] == [1, 3, None]
