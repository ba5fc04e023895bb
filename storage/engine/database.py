"""Begins and ends transactions, on SQLite and PostgreSQL."""

import fcntl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import IO

from sqlalchemy import Connection, Engine, event, make_url, text
from sqlalchemy.exc import TimeoutError as WaitedTooLong

from storage.engine import sqlite

# A person's press must be answered within Slack's 3 seconds, also when others are writing: on SQLite it may wait so
# long for other threads, and then as long again for another program (PostgreSQL: storage/engine/postgresql.py).
TURN_SECONDS = 1.2
# What a connection says of where it is: an option of our own, which SQLAlchemy hands on.
_PAPERS = "papers_folder"


class AlreadyServed(Exception):
    """Another process serves this SQLite file."""


class Database:
    """One database; threads may share it."""

    def __init__(self, url: str, *, reads_only: bool = False, papers_folder: Path | None = None) -> None:
        """Open lazily. `url` is SQLAlchemy's, such as sqlite:///accord.db; `papers_folder` has the bytes of its papers.

        One that `reads_only` needs no right to write, and writes nothing, not even to a folder. Raises NotReadable.
        """
        is_sqlite = make_url(url).get_backend_name() == "sqlite"
        self.papers_folder = papers_folder
        self.engine = _engine(url, reads_only=reads_only)
        where = {_PAPERS: papers_folder}
        self._writing = self.engine.execution_options(**where)
        at_once = {} if is_sqlite else {"isolation_level": "REPEATABLE READ"}
        # A snapshot sees a single moment, as it always does on SQLite.
        self._reading = self.engine.execution_options(**at_once, **where)
        self._glancing = self.engine.execution_options(**({} if is_sqlite else {"isolation_level": "AUTOCOMMIT"}))
        self._turn = threading.Lock() if is_sqlite else None
        self._served: IO[bytes] | None = None

    @property
    def has_one_writer(self) -> bool:
        """Whether one thread writes at a time, as on SQLite."""
        return self._turn is not None

    @cached_property
    def engine_of_writers(self) -> Engine:
        """For a library that begins transactions itself, and writes in each of them."""
        engine = self.engine.execution_options()
        if self.has_one_writer:
            event.listen(engine, "begin", sqlite.begin_to_write)
        return engine

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """Write: everything in the block is committed, or nothing of it. Raises SQLAlchemy's errors."""
        with self._own_turn(), self._writing.begin() as connection:
            # Not by an event: where there is one, every statement walks through all events, an eighth of a press.
            if self.has_one_writer:
                sqlite.begin_to_write(connection)
            yield connection

    @contextmanager
    def long_transaction(self) -> Iterator[Connection]:
        """Write what may take minutes, such as new tables."""
        with self.transaction() as connection:
            if connection.dialect.name == "sqlite":
                yield connection
                return
            from storage.engine.postgresql import OF_AN_UPGRADE, bearing  # noqa: PLC0415 (an extra)

            with bearing(connection, OF_AN_UPGRADE):
                yield connection

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """Read: the block sees one moment of the database."""
        with self._reading.begin() as connection:
            if self.has_one_writer:
                sqlite.begin_to_read(connection)
            yield connection

    @contextmanager
    def glance(self) -> Iterator[Connection]:
        """Read with one statement, which sees one moment anyway: no transaction need be begun or ended for it."""
        with self._glancing.connect() as connection:
            yield connection

    @contextmanager
    def _own_turn(self) -> Iterator[None]:
        """On SQLite one thread writes after another: SQLite itself would let them sleep up to 0.1 seconds at a time."""
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
        file = sqlite.file_of(self.engine.url)
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


def _engine(url: str, *, reads_only: bool) -> Engine:
    made = make_url(url)
    if made.get_backend_name() != "sqlite":
        # With SQLite, psycopg need not be installed.
        from storage.engine.postgresql import OF_A_PRESS, OF_A_READER, postgresql  # noqa: PLC0415 (an extra)

        return postgresql(url, OF_A_READER if reads_only else OF_A_PRESS, reads_only=reads_only)
    if reads_only and sqlite.file_of(made):
        return sqlite.to_read(made, TURN_SECONDS)
    return sqlite.to_serve(url, TURN_SECONDS)


def papers_folder(connection: Connection) -> Path | None:
    """Return the folder in which the bytes of papers are kept, None where that is the database."""
    folder: Path | None = connection.get_execution_options().get(_PAPERS)
    return folder


def wait_for_turn(connection: Connection, number: int) -> None:
    """Let one process at a time go on from here to its commit. On SQLite a writer is alone anyway."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": number})
