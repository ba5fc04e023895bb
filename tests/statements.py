"""Which SQL is sent?"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy import event

from storage.engine.database import Database


@contextmanager
def heard(database: Database, hear: Callable[[str], None]) -> Iterator[None]:
    """Call `hear` with each statement that is sent meanwhile."""

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        if not statement.startswith("BEGIN"):
            hear(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    try:
        yield
    finally:
        event.remove(database.engine, "before_cursor_execute", note)


@contextmanager
def statements(database: Database) -> Iterator[list[str]]:
    """Collect the SQL that is sent meanwhile."""
    seen: list[str] = []
    with heard(database, seen.append):
        yield seen
