"""Which SQL is sent? Both what SQLAlchemy runs and what the driver runs (storage/ready.py)."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock

from sqlalchemy import Connection, event

from storage import ready
from storage.database import Database


@contextmanager
def heard(database: Database, hear: Callable[[str], None]) -> Iterator[None]:
    """Call `hear` with each statement that is sent meanwhile."""
    by_driver = ready.by_driver

    def hearing(connection: Connection, sql: str, values: Any = ()) -> Any:
        if connection.engine.url == database.engine.url:
            hear(sql)
        return by_driver(connection, sql, values)

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        hear(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    with mock.patch.object(ready, "by_driver", hearing):
        yield
    event.remove(database.engine, "before_cursor_execute", note)


@contextmanager
def statements(database: Database) -> Iterator[list[str]]:
    """Collect the SQL that is sent meanwhile."""
    seen: list[str] = []
    with heard(database, seen.append):
        yield seen
