"""Does a line to PostgreSQL that broke unused stop nobody, and is a server that fell silent asked once?"""

import time
from contextlib import ExitStack

import pytest
from psycopg import Error
from sqlalchemy import create_engine, text
from sqlalchemy.engine.interfaces import DBAPIConnection

from storage.alliance import alliances
from storage.engine.database import Database
from storage.engine.postgresql import JUST_USED_SECONDS
from tests.databases import only_postgresql

pytestmark = only_postgresql


def test_lines_that_broke_while_nobody_used_them_are_made_anew(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialect, in_vain = database.engine.dialect, list[object]()
    ask = dialect.do_ping

    def asks(line: DBAPIConnection) -> bool:
        try:
            return ask(line)
        except Error:
            in_vain.append(line)
            raise

    monkeypatch.setattr(dialect, "do_ping", asks)
    with ExitStack() as at_once:
        for _ in range(3):
            at_once.enter_context(database.snapshot())
    other = create_engine(database.engine.url)
    with other.connect() as connection:
        ended = connection.execute(
            text(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid != pg_backend_pid()"
            )
        )
        assert len(ended.all()) >= 3
    other.dispose()
    time.sleep(JUST_USED_SECONDS)

    with database.snapshot() as reading, database.transaction() as writing:
        assert reading.execute(text("SELECT 1")).scalar_one() == 1
        assert alliances.load(writing, 1, for_writing=True).name
    # Of a server that fell silent each question takes five seconds.
    assert len(in_vain) == 1
