"""Does a database of an earlier version keep its facts when it is brought up to date?"""

from collections.abc import Iterator

import pytest
from sqlalchemy import text

from storage import proposals, search
from storage.database import Database
from storage.schema import upgrade

MOMENT = "2026-11-02 09:00:00.000000"


@pytest.fixture
def first_version(database_url: str) -> Iterator[Database]:
    """A database as version 1 left it, with a proposal in it."""
    database = Database(database_url)
    upgrade(database, "0001")
    with database.transaction() as connection:
        connection.execute(
            text(
                "INSERT INTO alliances VALUES "
                "(1, 'Alliance', 'C0A', 'Europe/London', 'monday', '09:00', 1, 0, '', :at, NULL)"
            ),
            {"at": MOMENT},
        )
        connection.execute(
            text("INSERT INTO proposals VALUES (1, 1, 1, 'U0KARA', :at, NULL, NULL)"),
            {"at": MOMENT},
        )
        connection.execute(
            text(
                "INSERT INTO revisions (proposal_id, number, title, text, rich_text, benefit, decide_by, by, at) "
                "VALUES (1, 1, 'Ten beds', 'Ten.', '{}', 'Warm.', '2026-11-20', 'U0KARA', :at)"
            ),
            {"at": MOMENT},
        )
    yield database
    database.close()


def test_what_was_there_before_is_found_by_its_words(first_version: Database) -> None:
    upgrade(first_version)

    with first_version.snapshot() as connection:
        assert search.find(connection, 1, "warm bed", limit=5) == [1]
        assert search.find(connection, 1, "boat", limit=5) == []


def test_a_text_of_version_one_has_no_review_date(first_version: Database) -> None:
    upgrade(first_version)

    with first_version.snapshot() as connection:
        kept = proposals.load(connection, 1)
    assert (kept.current.title, str(kept.current.decide_by), kept.current.review_on) == ("Ten beds", "2026-11-20", None)
