"""Of several processes, does one do each minute's work?"""

from datetime import UTC, datetime, timedelta

from storage.alliance import turns
from storage.engine.database import Database
from tests.databases import on_both_databases

pytestmark = on_both_databases

NINE = datetime(2026, 11, 2, 9, 0, 12, tzinfo=UTC)


def test_whoever_comes_first_in_a_minute_has_its_turn(database: Database) -> None:
    def takes(what: str, after: int) -> bool:
        with database.transaction() as connection:
            return turns.take(connection, what, NINE + timedelta(seconds=after))

    assert takes("names", 0)
    assert not takes("names", 1)
    assert not takes("names", 47)
    assert takes("alliances", 47)
    assert takes("names", 48)
    assert not takes("names", 61)


def test_a_clock_that_was_set_back_takes_turns_all_the_same(database: Database) -> None:
    with database.transaction() as connection:
        turns.take(connection, "names", NINE)

        assert turns.take(connection, "names", NINE - timedelta(hours=1))
