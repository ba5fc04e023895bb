"""The databases that tests run on: SQLite files, and a PostgreSQL that is installed here (or TEST_DATABASE_URL)."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache
from itertools import count
from pathlib import Path
from resource import RLIMIT_FSIZE, prlimit

import pytest
from sqlalchemy import URL, Connection, Engine, create_engine, make_url, text

from storage.engine.database import Database
from storage.engine.schema import upgrade
from storage.tables import APPEND_ONLY

_NUMBERS = count(1)
_WITH_TABLES = f"accord_test_{os.getpid()}_tables"

# Where SQL or concurrency differs; everything else runs on SQLite.
on_both_databases = pytest.mark.on_both_databases
only_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
only_postgresql = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


WAITING_FOR_LOCKS = (
    "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
)

# PostgreSQL does not run as root; Debian's package brings this account.
_ACCOUNT = "postgres" if os.geteuid() == 0 else None


def postgresql_programs() -> Path:
    """Return the folder of initdb, postgres, pg_dump and the like: the newest that is installed."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda found: int(found.parts[-3]))
    found = str(debian[-1]) if debian else shutil.which("postgres")
    if found is None:
        pytest.fail("install PostgreSQL (Debian: apt-get install postgresql), or set TEST_DATABASE_URL")
    return Path(found).resolve().parent


class LocalPostgreSQL:
    """A PostgreSQL of our own, which can be made to stumble. It listens on a socket in its folder only."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="accord-postgresql-"))
        if _ACCOUNT:
            shutil.chown(self._folder, _ACCOUNT)
        self._run("initdb", "--username=accord", "--auth=trust", "--encoding=UTF8", "--no-locale", "--no-sync")
        self._has_ended = True
        self.start()

    @property
    def url(self) -> URL:
        return URL.create("postgresql+psycopg", "accord", database="postgres", query={"host": str(self._folder)})

    def start(self) -> None:
        """Start it unless it runs, and wait until it takes connections."""
        if self._has_ended:
            # Without fsync: a process that crashes loses nothing by it, and no machine loses its power here.
            given = f"-c listen_addresses='' -c unix_socket_directories={self._folder} -c max_connections=200 -F"
            self._run("pg_ctl", "start", "--wait", "--log", "log", "--options", given)
            self._has_ended = False

    def crash(self) -> None:
        """End it at once."""
        self._run("pg_ctl", "stop", "--wait", "--mode", "immediate")
        self._has_ended = True

    def stop(self) -> None:
        if not self._has_ended:
            self.crash()
        shutil.rmtree(self._folder)

    def _run(self, program: str, *arguments: str) -> None:
        """Run one of its programs, and wait for its end."""
        command = [str(postgresql_programs() / program), *arguments, "--pgdata", "data"]
        # A file, for the server keeps its ends of a pipe open.
        with (self._folder / "words").open("w+") as words:
            ended = subprocess.run(  # noqa: S603 (Debian's own program)
                command, cwd=self._folder, user=_ACCOUNT, stdout=words, stderr=words, check=False
            )
            words.seek(0)
            assert ended.returncode == 0, words.read()


@contextmanager
def postgresql_server() -> Iterator[URL]:
    """Return how to reach a PostgreSQL: one that is given, or one that is started for this."""
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        yield make_url(given)
        _run(make_url(given), f"DROP DATABASE IF EXISTS {_WITH_TABLES}")
        return
    server = LocalPostgreSQL()
    try:
        yield server.url
    finally:
        server.stop()


@contextmanager
def empty_database(server: URL) -> Iterator[str]:
    """Make a database on the server, and drop it afterwards, whoever still uses it."""
    name = f"accord_test_{os.getpid()}_{next(_NUMBERS)}"
    _run(server, f"CREATE DATABASE {name}")
    yield server.set(database=name).render_as_string(hide_password=False)
    _run(server, f"DROP DATABASE {name} WITH (FORCE)")


def with_tables(url: str) -> Database:
    """Open an empty database that has been given the tables of this version."""
    give_tables(url)
    return Database(url)


def give_tables(url: str) -> None:
    """Copy the tables of this version into an empty database from one that was migrated once."""
    made = make_url(url)
    if made.get_backend_name() == "sqlite":
        file = Path(str(made.database))
        file.touch(0o600)
        file.write_bytes(_file_with_tables())
        return
    server = made.set(database="postgres")
    template = _database_with_tables(server)
    _run(server, f"DROP DATABASE {made.database} WITH (FORCE)")
    _run(server, f"CREATE DATABASE {made.database} TEMPLATE {template}")


@cache
def _file_with_tables() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        with closing(Database(f"sqlite:///{folder}/accord.db")) as database:
            upgrade(database)
        return Path(folder, "accord.db").read_bytes()


@cache
def _database_with_tables(server: URL) -> str:
    _run(server, f"CREATE DATABASE {_WITH_TABLES}")
    with closing(Database(server.set(database=_WITH_TABLES).render_as_string(hide_password=False))) as database:
        upgrade(database)
    return _WITH_TABLES


@contextmanager
def tampering(engine: Engine) -> Iterator[Connection]:
    """Change facts as somebody with the keys of the database could: the triggers are gone."""
    with engine.begin() as connection:
        if engine.dialect.name == "sqlite":
            triggers = text("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%_no_%'")
            for name in connection.scalars(triggers).all():
                connection.execute(text(f"DROP TRIGGER {name}"))
        else:
            for table in APPEND_ONLY:
                connection.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
        yield connection


def waiting_for_locks(database: Database) -> int:
    """Count the connections to a PostgreSQL database that wait for somebody else's lock."""
    with database.glance() as connection:
        return int(connection.execute(text(WAITING_FOR_LOCKS)).scalar_one())


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
