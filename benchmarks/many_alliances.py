"""What does a tick cost with ten thousand alliances, on a quiet night and on Monday at nine when digests are due?"""

import time
from datetime import UTC, datetime, timedelta

from sqlalchemy import text

from benchmarks import press
from handlers.clock import clock
from storage.engine.database import Database

MONDAY = datetime(2026, 6, 1, 8, 0, tzinfo=UTC)
# Each has two partners of two people; none has an open proposal, so only the digest is due.
_ALLIANCES = (
    "WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < :count) "
    "INSERT INTO alliances (name, channel, timezone, digest_day, digest_time, country, region, last_number, "
    "log_length, log_head, founded_at) "
    "SELECT 'Alliance ' || i, 'C' || i, timezone, digest_day, digest_time, '', '', 0, 0, log_head, :founded "
    "FROM n, alliances WHERE alliances.id = 1"
)
_PARTNERS = (
    "INSERT INTO partners (alliance_id, name, joined_at) SELECT a.id, k.name, :founded "
    "FROM alliances a, (SELECT 'One' AS name UNION ALL SELECT 'Two') AS k WHERE a.id > 1"
)
_PEOPLE = (
    "INSERT INTO representatives (alliance_id, partner_id, slack_user_id, position, since) "
    "SELECT p.alliance_id, p.id, 'U' || p.id || k.place, k.place, :founded "
    "FROM partners p, (SELECT 0 AS place UNION ALL SELECT 1) AS k WHERE p.alliance_id > 1"
)


def seconds_of_ticks(url: str, alliances: int) -> tuple[float, float]:
    """Return what a tick takes a minute before nine, and what it takes for each digest at nine (seconds)."""
    database = press.prepared(url)
    founded = MONDAY - timedelta(days=2)
    with database.transaction() as connection:
        for words in (_ALLIANCES, _PARTNERS, _PEOPLE):
            values = {"count": alliances, "founded": str(founded)}
            connection.execute(text(words), {name: value for name, value in values.items() if f":{name}" in words})
    quiet = _seconds(database, MONDAY - timedelta(minutes=1))
    busy = _seconds(database, MONDAY)
    with database.snapshot() as connection:
        posted = connection.execute(text("SELECT count(*) FROM messages WHERE kind = 'digest'")).scalar_one()
    database.close()
    return quiet, busy / posted


def _seconds(database: Database, now: datetime) -> float:
    began = time.perf_counter()
    clock.look_after_alliances(database, now)
    return time.perf_counter() - began
