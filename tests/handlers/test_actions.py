"""Is whoever does something after a decision reminded of it, in their hours, before the day and once after it?"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest
from sqlalchemy import text

from bot.setup.alliance_file import AllianceFile, Digest, Holidays, PartnerEntry
from bot.setup.founding import found_or_compare
from decisions.afterwards.follow_up import action, done
from decisions.proposal.proposal import Agreement
from handlers.clock import clock
from handlers.gathering.overview import overview
from storage.alliance import alliances
from storage.engine.database import Database
from storage.personal import people
from storage.record.proposals import facts, proposals
from tests.cast import ANN, CHANNEL, DEV, KARA, OUTSIDER, revision
from tests.databases import on_both_databases, with_tables

PARTNERS = (PartnerEntry("Harbour", (ANN,)), PartnerEntry("Clyde", (DEV,)))
FILE = AllianceFile(
    "Alliance", CHANNEL, "Europe/London", (KARA,), PARTNERS, Digest("monday", "09:00"), Holidays("GB", "SCT")
)
THURSDAY = datetime(2026, 11, 19, 12, tzinfo=UTC)


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """On a Thursday it is decided that an outsider asks three sites by Monday, and Ann buys beds by Friday week."""
    made = with_tables(database_url)
    found_or_compare(made, FILE, THURSDAY - timedelta(days=9))
    with made.transaction() as connection:
        alliance = alliances.load(connection, 1, for_writing=True)
        beds = facts.add_proposal(connection, alliance, revision(at=THURSDAY))
        beds = facts.add(connection, alliance, beds, Agreement(1, THURSDAY, (1, 2)))
        for what, owner, days in (("Ask three sites", OUTSIDER, 4), ("Buy ten beds", ANN, 8)):
            due_on = THURSDAY.date() + timedelta(days=days)
            todo = action(beds, alliance, None, by=KARA, at=THURSDAY, what=what, owner=owner, due_on=due_on)
            beds = facts.add(connection, alliance, beds, todo)
    yield made
    made.close()


def looks_on(database: Database, first: date, days: int) -> list[str]:
    """Look at the clock on these days; return which reminders there are, and when they were put down.

    It is looked at before, at and after the ends of working hours, and by night.
    """
    start = datetime(first.year, first.month, first.day, tzinfo=UTC)
    for day, hour in product(range(days), (0, 8, 9, 10, 16, 17, 18)):
        clock.look_after_alliances(database, start + timedelta(days=day, hours=hour))
    query = "SELECT key, created_at FROM messages WHERE kind = 'action_reminder' ORDER BY id"
    with database.snapshot() as connection:
        rows = connection.execute(text(query)).all()
    return [f"{row.key.removeprefix('action_reminder:')} {_utc(row.created_at)}" for row in rows]


def _utc(stored: object) -> str:
    moment = stored if isinstance(stored, datetime) else datetime.fromisoformat(str(stored))
    return f"{moment.astimezone(UTC) if moment.tzinfo else moment:%d %H}"


@on_both_databases
def test_each_is_reminded_once_before_the_day_and_once_after_it_in_working_hours(database: Database) -> None:
    # The day before Monday is a Sunday; the thirtieth, a Monday, is St Andrew's Day.
    assert looks_on(database, date(2026, 11, 19), 14) == [
        "1:1:soon 20 09",
        "1:1:overdue 24 09",
        "1:2:soon 26 09",
        "1:2:overdue 01 09",
    ]


def test_whoever_is_away_is_reminded_when_they_are_back_and_nobody_of_what_is_done(database: Database) -> None:
    with database.transaction() as connection:
        people.introduce(connection, OUTSIDER, "Olly Trent")
        people.set_away(connection, OUTSIDER, date(2026, 11, 25))
        alliance, beds = alliances.load(connection, 1, for_writing=True), proposals.load(connection, 1)
        facts.add(connection, alliance, beds, done(beds, alliance, 2, by=ANN, at=THURSDAY, note="They came."))

    assert looks_on(database, date(2026, 11, 19), 14) == ["1:1:overdue 26 09"]


@on_both_databases
def test_the_digest_counts_what_is_to_come_overdue_and_done_since_the_last_one(database: Database) -> None:
    def line(since: datetime, now: datetime) -> str:
        with database.snapshot() as connection:
            return overview(connection, 1, since, now, now).actions

    assert line(THURSDAY, THURSDAY) == "*Actions:* ◻️ 2 to come"
    late = THURSDAY + timedelta(days=5)
    assert line(THURSDAY, late) == (f"*Actions:* ⏰ 1 overdue (No. 1: Ask three sites, <@{OUTSIDER}>) · ◻️ 1 to come")
    with database.transaction() as connection:
        alliance, beds = alliances.load(connection, 1, for_writing=True), proposals.load(connection, 1)
        for place in (1, 2):
            beds = facts.add(connection, alliance, beds, done(beds, alliance, place, by=ANN, at=late, note="Full."))
    assert line(THURSDAY, late) == "*Actions:* ☑️ 2 done"
    assert line(late, late + timedelta(days=7)) == ""
