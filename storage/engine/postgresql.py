"""How long PostgreSQL may keep us waiting, and how long we may keep others. This needs the extra postgresql.

A process that freezes or is unplugged inside a transaction holds its locks until the server ends the session; a server
that falls silent holds a thread until we hang up. Neither may last.
"""

import time
from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import psycopg
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import InvalidatePoolError

CONNECT_SECONDS = 2
# A machine that vanished is missed after about so long, by either side.
LINE_SECONDS = 20
# Shorter than a server takes to start again: what was used so lately is of the server that runs now. Under load, when
# every millisecond counts, nearly each line was.
JUST_USED_SECONDS, USED_AT = 0.2, "used_at"
# Connections: so many are kept, and so many made beside them while all threads want one at once.
KEPT, BESIDE = 15, 15


@dataclass(frozen=True)
class Patience:
    """For how many seconds the server waits for a lock, runs a statement, and bears that we say nothing in the
    middle of a transaction; and how long we wait for its next word. None: as long as it takes."""

    lock: float
    statement: float | None
    idle: float | None
    silence: float


# A press is answered within three seconds or not at all, and a transaction takes a few milliseconds.
OF_A_PRESS = Patience(lock=2, statement=4, idle=5, silence=5)
# Whoever reads a whole record holds no lock that anybody waits for.
OF_A_READER = Patience(lock=2, statement=None, idle=None, silence=120)
# New tables may take their time; other processes wait to start meanwhile.
OF_AN_UPGRADE = Patience(lock=2, statement=None, idle=40, silence=900)


class Line(psycopg.Connection[Any]):
    """A connection that hangs up when the server says nothing for too long."""

    patience = OF_A_PRESS

    def wait(self, gen: Generator[Any, Any, Any], *options: Any, **more: Any) -> Any:
        """Wait as psycopg does, and no longer than that. Raises OperationalError."""
        return super().wait(self._unless_silent(gen), *options, **more)

    def _unless_silent(self, gen: Generator[Any, Any, Any]) -> Generator[Any, Any, Any]:
        heard_at = time.monotonic()
        try:
            wanted = next(gen)
            while True:
                # psycopg looks ten times a second, and then brings nothing.
                ready = yield wanted
                if ready:
                    heard_at = time.monotonic()
                elif time.monotonic() - heard_at > self.patience.silence:
                    self.pgconn.finish()
                    raise psycopg.OperationalError("the server has fallen silent")
                wanted = gen.send(ready)
        except StopIteration as end:
            return end.value


def postgresql(url: str, patience: Patience, *, reads_only: bool) -> Engine:
    """Open lazily."""
    given = {
        # The default cost of a random page is that of a spinning disk; it made searches scan whole tables.
        "random_page_cost": "1.1",
        # Moments are kept in UTC, and need not be turned from the server's own zone.
        "timezone": "UTC",
        "default_transaction_read_only": "on" if reads_only else "off",
        "tcp_keepalives_idle": str(LINE_SECONDS // 2),
        "tcp_keepalives_interval": str(LINE_SECONDS // 4),
        "tcp_keepalives_count": "2",
        "tcp_user_timeout": _milliseconds(LINE_SECONDS),
        **_asked_of_the_server(patience),
    }
    line = {
        "connect_timeout": CONNECT_SECONDS,
        "options": " ".join(f"-c {name}={value}" for name, value in given.items()),
        "keepalives_idle": LINE_SECONDS // 2,
        "keepalives_interval": LINE_SECONDS // 4,
        "keepalives_count": 2,
        "tcp_user_timeout": _milliseconds(LINE_SECONDS),
    }
    engine = create_engine(
        url,
        pool_timeout=CONNECT_SECONDS,
        pool_size=KEPT,
        max_overflow=BESIDE,
        connect_args=line,
        # What people typed must not appear in the program's log.
        hide_parameters=True,
    )

    @event.listens_for(engine, "do_connect")
    def connect(_dialect: Any, _record: Any, arguments: Any, options: Any) -> Line:
        made = Line.connect(*arguments, **options)
        made.patience = patience
        return made

    _made_anew_if_broken(engine)
    return engine


def _made_anew_if_broken(engine: Engine) -> None:
    """A connection that broke while nobody used it is made anew: it is tested first, unless it has just been used.

    Then all that are kept beside it are made anew too, or a server that fell silent would be waited for once for each.
    """

    @event.listens_for(engine, "checkin")
    def put_back(_line: Any, record: Any) -> None:
        record.info[USED_AT] = time.monotonic()

    @event.listens_for(engine, "checkout")
    def taken(line: Any, record: Any, _proxy: Any) -> None:
        if time.monotonic() - record.info.get(USED_AT, 0.0) < JUST_USED_SECONDS:
            return
        try:
            engine.dialect.do_ping(line)
        except engine.dialect.loaded_dbapi.Error as broken:
            raise InvalidatePoolError from broken


@contextmanager
def bearing(connection: Connection, patience: Patience) -> Iterator[None]:
    """Have both sides wait longer, until the end of this transaction."""
    line = connection.connection.dbapi_connection
    if not isinstance(line, Line):
        raise TypeError(f"{line} was not opened here")
    for name, value in _asked_of_the_server(patience).items():
        connection.execute(text("SELECT set_config(:name, :value, true)"), {"name": name, "value": value})
    before, line.patience = line.patience, patience
    try:
        yield
    finally:
        line.patience = before


def _asked_of_the_server(patience: Patience) -> Mapping[str, str]:
    return {
        "lock_timeout": _milliseconds(patience.lock),
        "statement_timeout": _milliseconds(patience.statement),
        "idle_in_transaction_session_timeout": _milliseconds(patience.idle),
    }


def _milliseconds(seconds: float | None) -> str:
    """Say it as PostgreSQL takes it; to PostgreSQL 0 means for ever."""
    return str(int((seconds or 0) * 1000))
