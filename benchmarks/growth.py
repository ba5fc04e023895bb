"""Whether it gets slower with the years: the same acts with a hundred decisions and with a hundred thousand."""

import statistics
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from slack_sdk import WebClient
from sqlalchemy import BindParameter, Boolean, Date, bindparam, create_engine, text

from benchmarks import press
from handlers.clock import clock
from handlers.gathering.home import home_contents
from handlers.gathering.overview import overview
from handlers.incoming.payloads import Act
from handlers.listeners.desk import decision_log
from handlers.views.desk.home import home
from storage.engine.columns import UtcDateTime
from storage.engine.database import Database

FEW, MANY = 100, 100_000
PROPOSALS, TIMES, OPEN = 40, 200, 3
_FILL = (Path(__file__).parent / "decisions.sql").read_text(encoding="utf-8").split(";")
_INDEX = {
    "sqlite": "INSERT INTO proposal_words (rowid, words) "
    "SELECT proposal_id, lower(title || ' ' || text) FROM revisions",
    "postgresql": "INSERT INTO proposal_words (proposal_id, words) "
    "SELECT proposal_id, to_tsvector('simple', title || ' ' || text) FROM revisions",
}


def seconds(url: str, decisions: int) -> dict[str, float]:
    """Fill a database, and time each act with it (p50, seconds)."""
    database = press.prepared(url)
    _fill(url, decisions)
    client = WebClient("xoxb-none", base_url="http://127.0.0.1:9/api/")
    responds = press.p50(press.seconds_of_consents(database, client, range(decisions + 1, decisions + 1 + PROPOSALS)))
    _end_all_but(database, OPEN)
    found = dict(_acts(database))
    database.close()
    return {"respond": responds, **found}


def _acts(database: Database) -> Iterator[tuple[str, float]]:
    now = datetime.now(UTC) + timedelta(minutes=1)

    def show_home() -> None:
        with database.snapshot() as connection:
            home(home_contents(connection, 1, "U0P1", now))

    def find() -> None:
        decision_log.decisions(Act("U0P1", now, "", channel=press.CHANNEL, words="kelvin"), database)

    def gather() -> None:
        with database.snapshot() as connection:
            overview(connection, 1, now, now, now)

    def tick() -> None:
        clock.look_after_alliances(database, now)

    for name, act in {"Home": show_home, "search": find, "digest": gather, "tick": tick}.items():
        yield name, _p50(act)


def _p50(act: Callable[[], None]) -> float:
    took = []
    for _ in range(TIMES):
        began = time.perf_counter()
        act()
        took.append(time.perf_counter() - began)
    return statistics.median(took)


def _fill(url: str, count: int) -> None:
    now = datetime.now(UTC)
    values: list[BindParameter[Any]] = [
        bindparam("count", count),
        bindparam("start", now - timedelta(days=1), UtcDateTime),
        bindparam("later", (now + timedelta(days=500)).date(), Date),
        bindparam("no", value=False, type_=Boolean),
    ]
    # The bot's own connections let no statement take so long.
    engine = create_engine(url)
    with engine.begin() as connection:
        for words in (*_FILL, _INDEX[engine.dialect.name]):
            connection.execute(text(words).bindparams(*(each for each in values if f":{each.key}" in words)))
    # As autovacuum does by itself; outside any transaction.
    with engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        connection.execute(text("VACUUM ANALYZE" if engine.dialect.name == "postgresql" else "ANALYZE"))
    engine.dispose()


def _end_all_but(database: Database, still_open: int) -> None:
    """As many are open, whatever the number of decisions: Home and digest show those."""
    with database.transaction() as connection:
        connection.execute(
            text(
                "UPDATE proposals SET ended_at = raised_at WHERE ended_at IS NULL "
                "AND number <= (SELECT last_number FROM alliances) - :still_open"
            ),
            {"still_open": still_open},
        )
