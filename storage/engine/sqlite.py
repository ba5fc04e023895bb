"""Opens an SQLite file, to serve from it or only to read it."""

import os
import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event

# The higher bits say more about the trouble (sqlite.org/rescode.html, "extended result codes").
_PRIMARY_CODE = 0xFF


class NotReadable(Exception):
    """A copy that can't be read as it is; the words say what to do."""


def to_serve(url: str, busy_seconds: float) -> Engine:
    # What people typed must not appear in the program's log.
    line = {"timeout": busy_seconds, "check_same_thread": False}
    engine = create_engine(url, connect_args=line, hide_parameters=True)
    event.listen(engine, "connect", _prepare)
    return engine


def to_read(url: URL, busy_seconds: float) -> Engine:
    """Open it so that nothing can be written, even where nothing may be. Raises NotReadable."""
    address = _address(Path(str(url.database)))

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(address, uri=True, timeout=busy_seconds, check_same_thread=False, isolation_level=None)

    return create_engine(url, creator=connect)


def code_of(error: BaseException | None) -> int | None:
    """Return SQLite's own name for a trouble, such as sqlite3.SQLITE_BUSY; None for any other error."""
    code: int | None = getattr(error, "sqlite_errorcode", None)
    return None if code is None else code & _PRIMARY_CODE


def file_of(url: URL) -> str:
    """Return the path of an SQLite file, "" for other databases and for one that is kept in memory."""
    is_in_memory = url.database in (None, "", ":memory:") or url.query.get("mode") == "memory"
    return "" if url.get_backend_name() != "sqlite" or is_in_memory else str(url.database)


def _address(named: Path) -> str:
    """Even a reader needs the companion accord.db-shm. Where it can't be made, the file must be at rest."""
    file = named.resolve()
    newest, shared = (file.with_name(file.name + ending) for ending in ("-wal", "-shm"))
    address = f"{file.as_uri()}?mode=ro"
    if shared.exists() or os.access(file.parent, os.W_OK):
        return address
    if newest.exists() and newest.stat().st_size:
        raise NotReadable(
            f"the newest entries of {named} stand in {newest.name}, and can be read only in a folder that can be "
            f"written to: copy both files to one, or make a copy with `sqlite3 {named.name} \".backup 'copy.db'\"`"
        )
    return f"{address}&immutable=1"


def _prepare(connection: Any, _record: object) -> None:
    # The driver must not begin by itself: it would begin late, after the first read.
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def begin_to_read(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")


def begin_to_write(connection: Connection) -> None:
    """A writer's lock comes before its first read, so that what was decided on is still true at the commit."""
    connection.exec_driver_sql("BEGIN IMMEDIATE")
