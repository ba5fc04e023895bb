"""How are transactions begun and ended, on SQLite and PostgreSQL?"""

import fcntl
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import DBAPIError

from storage.engine.ready import by_driver
from storage.engine.writers import TURN_SECONDS, Writers

# A person's press must be answered within Slack's 3 seconds, also when another process is writing.
BUSY_SECONDS = 2.0

# All that is read in such a transaction is of one moment, as it always is on SQLite.
ONE_MOMENT = "BEGIN ISOLATION LEVEL REPEATABLE READ"


class AlreadyServed(Exception):
    """Another process serves this SQLite file."""


class Database:
    """One database; threads may share it."""

    def __init__(self, url: str) -> None:
        """Open lazily. `url` is SQLAlchemy's, such as sqlite:///accord.db."""
        self.engine = _engine(url)
        self._writers = Writers(self.engine) if self.engine.dialect.name == "sqlite" else None
        self._served: IO[bytes] | None = None

    @contextmanager
    def transaction(self, *, lasting: bool = True) -> Iterator[Connection]:
        """Write: everything in the block is committed, or nothing of it.

        What need not be `lasting` SQLite commits without waiting for the disk. Should the machine lose its power in
        the next moments, it never was. (A PostgreSQL could lose it and go on beside a bot that knows of it.)
        """
        with self._writers.transaction(lasting=lasting) if self._writers else self._begun("BEGIN") as connection:
            yield connection

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """Read: the block sees one moment of the database."""
        with self._begun("BEGIN" if self._writers else ONE_MOMENT) as connection:
            yield connection

    @contextmanager
    def _begun(self, how: str) -> Iterator[Connection]:
        """Begin a transaction; that shows, without the turn of a ping, whether the line to the server still stands."""
        with ExitStack() as ending:
            try:
                connection = ending.enter_context(_transaction(self.engine, how))
            except DBAPIError as error:
                if not error.connection_invalidated:
                    raise
                # The server was away. The other lines that wait in the pool are broken as well.
                self.engine.dispose()
                connection = ending.enter_context(_transaction(self.engine, how))
            yield connection

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


def is_one_moment(connection: Connection) -> bool:
    """Whether all that is read there is of one moment, or else each query sees what others committed before it."""
    return connection.dialect.name == "sqlite" or connection.info["begun"] == ONE_MOMENT


def wait_for_turn(connection: Connection, number: int) -> None:
    """Let one process at a time go on from here to its commit. On SQLite a writer is alone anyway."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": number})


@contextmanager
def _transaction(engine: Engine, how: str) -> Iterator[Connection]:
    with engine.begin() as connection:
        by_driver(connection, how)
        connection.info["begun"] = how
        yield connection


def _engine(url: str) -> Engine:
    if make_url(url).get_backend_name() != "sqlite":
        # PostgreSQL's default cost of a random page is that of a turning disk; it made searches walk whole tables.
        options = f"-c lock_timeout={int(BUSY_SECONDS * 1000)} -c random_page_cost=1.1"
        line = {"connect_timeout": int(BUSY_SECONDS), "options": options, "autocommit": True}
        return create_engine(url, pool_use_lifo=True, pool_timeout=BUSY_SECONDS, connect_args=line)
    # What is kept in memory has one connection only.
    pool = {"pool_use_lifo": True} if _file(make_url(url)) else {}
    engine = create_engine(url, connect_args={"timeout": TURN_SECONDS, "check_same_thread": False}, **pool)
    event.listen(engine, "connect", _prepare_sqlite)
    return engine


def _file(url: URL) -> str:
    """Return the path of an SQLite file, "" for other databases and for one that is kept in memory."""
    is_in_memory = url.database in (None, "", ":memory:") or url.query.get("mode") == "memory"
    return "" if url.get_backend_name() != "sqlite" or is_in_memory else str(url.database)


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # The driver must not begin by itself: it would begin late, after the first read.
    connection.isolation_level = None
    # What a writer may have to take back would else go through files in the temporary folder, which may be full.
    for pragma in ("journal_mode=WAL", "foreign_keys=ON", "temp_store=MEMORY"):
        connection.execute(f"PRAGMA {pragma}")
