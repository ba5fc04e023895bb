"""How are transactions begun and ended, on SQLite and PostgreSQL?"""

import fcntl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import TimeoutError as WaitedTooLong

# A person's press must be answered within Slack's 3 seconds, also when others are writing: on SQLite it may wait so
# long for other threads, and then as long again for another program; on PostgreSQL for whoever holds what it needs.
TURN_SECONDS = 1.2
BUSY_SECONDS = 2.0


class AlreadyServed(Exception):
    """Another process serves this SQLite file."""


class Database:
    """One database; threads may share it."""

    def __init__(self, url: str) -> None:
        """Open lazily. `url` is SQLAlchemy's, such as sqlite:///accord.db."""
        is_sqlite = make_url(url).get_backend_name() == "sqlite"
        self.engine = _sqlite(url) if is_sqlite else _postgresql(url)
        how = {"begin": "BEGIN IMMEDIATE"} if is_sqlite else {}
        self._writing = self.engine.execution_options(**how)
        # All that a snapshot reads is of one moment, as it always is on SQLite.
        self._reading = self.engine.execution_options(**({} if is_sqlite else {"isolation_level": "REPEATABLE READ"}))
        self._turn = threading.Lock() if is_sqlite else None
        self._served: IO[bytes] | None = None

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """Write: everything in the block is committed, or nothing of it. Raises SQLAlchemy's errors."""
        with self._own_turn(), self._writing.begin() as connection:
            yield connection

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """Read: the block sees one moment of the database."""
        with self._reading.begin() as connection:
            yield connection

    @contextmanager
    def _own_turn(self) -> Iterator[None]:
        """On SQLite one thread writes after another: SQLite itself would have them sleep, up to 0.1 seconds a time."""
        if self._turn is None:
            yield
            return
        if not self._turn.acquire(timeout=TURN_SECONDS):
            raise WaitedTooLong("other threads are writing")
        try:
            yield
        finally:
            self._turn.release()

    def serve_alone(self) -> bool:
        """Make sure that one process serves an SQLite file; return False where several may (PostgreSQL).

        The lock ends with the process, however it ends. Raises AlreadyServed.
        """
        file = _file(self.engine.url)
        if not file:
            return False
        self._served = Path(f"{file}.lock").open("wb")  # noqa: SIM115 (held open as long as the process serves)
        try:
            fcntl.flock(self._served, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise AlreadyServed from error
        return True

    def close(self) -> None:
        if self._served:
            self._served.close()
        self.engine.dispose()


def wait_for_turn(connection: Connection, number: int) -> None:
    """Let one process at a time go on from here to its commit. On SQLite a writer is alone anyway."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": number})


def _postgresql(url: str) -> Engine:
    # PostgreSQL's default cost of a random page is that of a turning disk; it made searches walk whole tables.
    options = f"-c lock_timeout={int(BUSY_SECONDS * 1000)} -c random_page_cost=1.1"
    line = {"connect_timeout": int(BUSY_SECONDS), "options": options}
    # A line that broke while nobody used it is made anew.
    return create_engine(url, pool_pre_ping=True, pool_timeout=BUSY_SECONDS, connect_args=line)


def _sqlite(url: str) -> Engine:
    engine = create_engine(url, connect_args={"timeout": TURN_SECONDS, "check_same_thread": False})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # The driver must not begin by itself: it would begin late, after the first read.
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    """Begin as SQLAlchemy advises for SQLite. A writer's lock comes before its first read.

    So what was decided on is still true at the commit.
    """
    connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))


def _file(url: URL) -> str:
    """Return the path of an SQLite file, "" for other databases and for one that is kept in memory."""
    is_in_memory = url.database in (None, "", ":memory:") or url.query.get("mode") == "memory"
    return "" if url.get_backend_name() != "sqlite" or is_in_memory else str(url.database)
