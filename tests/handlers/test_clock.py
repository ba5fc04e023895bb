"""Is everything that is due done exactly once, whoever looks at the clock and however late?"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.alliance_file import AllianceFile, Digest, PartnerEntry
from bot.founding import found_or_compare
from handlers import clock
from storage.database import Database
from storage.schema import upgrade
from tests.cast import CHANNEL, KARA

FOUNDED = datetime(2026, 10, 7, 12, tzinfo=UTC)
PARTNERS = (PartnerEntry("Harbour", ("U0ANN",)), PartnerEntry("Clyde", ("U0DEV",)))
FILE = AllianceFile("Alliance", CHANNEL, "Europe/London", (KARA,), PARTNERS, Digest("monday", "09:00"))
# Mondays at nine in Glasgow: summer time ends on 25 October.
MONDAYS = ["2026-10-12T08:00", "2026-10-19T08:00", "2026-10-26T09:00", "2026-11-02T09:00"]


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    made = Database(f"sqlite:///{tmp_path}/accord.db")
    upgrade(made)
    found_or_compare(made, FILE, FOUNDED)
    yield made
    made.close()


def digests(database: Database) -> list[tuple[str, str]]:
    """List when digests were put down (to the minute, UTC) and since when each tells."""
    with database.snapshot() as connection:
        rows = connection.execute(text("SELECT created_at, about FROM messages WHERE kind = 'digest' ORDER BY id"))
        return [(str(row.created_at)[:16].replace(" ", "T"), row.about) for row in rows]


def test_four_weeks_bring_four_digests_at_nine_oclock(database: Database) -> None:
    now = FOUNDED
    while now < FOUNDED + timedelta(days=28):
        clock.post_due_digests(database, now)
        now += timedelta(minutes=20)

    assert [at for at, _ in digests(database)] == MONDAYS


def test_after_a_time_away_one_digest_comes_late_and_tells_everything(database: Database) -> None:
    clock.post_due_digests(database, datetime(2026, 10, 12, 8, 0, tzinfo=UTC))
    # Away from Tuesday, over a Monday, to the Wednesday after the next.
    for hours in range(3):
        clock.post_due_digests(database, datetime(2026, 10, 28, 15 + hours, tzinfo=UTC))

    found = digests(database)
    assert [at for at, _ in found] == ["2026-10-12T08:00", "2026-10-28T15:00"]
    assert '"since": "2026-10-12T08:00:00+00:00"' in found[1][1]


def test_no_digest_tells_of_the_time_before_the_founding(database: Database) -> None:
    clock.post_due_digests(database, FOUNDED + timedelta(hours=1))

    assert digests(database) == []


def test_two_processes_post_one_digest(database: Database, tmp_path: Path) -> None:
    others = [Database(f"sqlite:///{tmp_path}/accord.db") for _ in range(4)]
    now = datetime(2026, 10, 12, 8, 0, tzinfo=UTC)

    with ThreadPoolExecutor(4) as together:
        list(together.map(lambda other: clock.post_due_digests(other, now), others))

    assert len(digests(database)) == 1
    for other in others:
        other.close()
