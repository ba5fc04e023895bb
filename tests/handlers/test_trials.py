"""Are the owner and the managers told once, in time, that what was tried ends?"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.setup.founding import found_or_compare
from decisions.proposal.proposal import Agreement
from handlers.clock import clock
from handlers.gathering.home import home_contents
from handlers.gathering.overview import overview
from storage.alliance import alliances
from storage.engine.database import Database
from storage.record.proposals import facts, proposals
from tests.cast import ANN, KARA, MONDAY, revision
from tests.databases import on_both_databases, with_tables
from tests.handlers.test_clock import FILE, FOUNDED, told

pytestmark = on_both_databases
# A Wednesday. Two weeks before, it is Wednesday too.
UNTIL = date(2027, 6, 30)


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    made = with_tables(database_url)
    found_or_compare(made, FILE, FOUNDED)
    yield made
    made.close()


def decided(database: Database, supersedes: int | None = None, until: date | None = UNTIL) -> None:
    with database.transaction() as connection:
        alliance = alliances.load(connection, 1, for_writing=True)
        text = replace(revision(), tried_until=until, owner=ANN, supersedes=supersedes)
        added = facts.add_proposal(connection, alliance, text)
        facts.add(connection, alliance, added, Agreement(1, MONDAY, (1, 2)))


def look(database: Database, first: date, last: date) -> None:
    now = datetime.combine(first, datetime.min.time(), UTC)
    while now.date() <= last:
        clock.send_due_reminders(database, now)
        now += timedelta(hours=3)


def test_each_is_told_once_two_weeks_before_at_a_good_hour(database: Database) -> None:
    decided(database)

    look(database, UNTIL - timedelta(days=17), UNTIL - timedelta(days=15))
    early = told(database, "trial_notice")
    look(database, UNTIL - timedelta(days=14), UNTIL + timedelta(days=2))

    assert (early, told(database, "trial_notice")) == ([], [f"06-16 09 {ANN}", f"06-16 09 {KARA}"])


@pytest.mark.parametrize("until", [UNTIL, None])
def test_nobody_is_told_of_what_is_renewed_or_has_no_end(database: Database, until: date | None) -> None:
    decided(database, until=until)
    if until:
        decided(database, supersedes=1, until=None)

    look(database, UNTIL - timedelta(days=15), UNTIL)

    assert told(database, "trial_notice") == []


def test_it_is_listed_until_it_ends_and_told_once_in_the_digest_afterwards(database: Database) -> None:
    decided(database)
    before, after = (datetime(2027, month, 5, 12, tzinfo=UTC) for month in (6, 7))

    with database.snapshot() as connection:
        assert proposals.ids_to_review(connection, 1, UNTIL - timedelta(days=1)) == []
        near = overview(connection, 1, before - timedelta(days=7), before, before)
        over = overview(connection, 1, after - timedelta(days=7), after, after)
        later = overview(connection, 1, after, after + timedelta(days=7), after + timedelta(days=7))
        homes = [len(home_contents(connection, 1, KARA, moment).reviews) for moment in (before, after)]
    assert [[len(each.reviews), len(each.ended)] for each in (near, over, later)] == [[1, 0], [0, 1], [0, 0]]
    assert homes == [1, 0]
