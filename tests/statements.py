"""Which SQL is sent? Both what SQLAlchemy runs and what the driver runs (storage/engine/ready.py)."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy import event

from storage.engine import ready
from storage.engine.database import Database


class _Hearing(logging.Handler):
    def __init__(self, hear: Callable[[str], None]) -> None:
        super().__init__(logging.DEBUG)
        self._hear = hear

    def emit(self, record: logging.LogRecord) -> None:
        self._hear(record.getMessage())


@contextmanager
def heard(database: Database, hear: Callable[[str], None]) -> Iterator[None]:
    """Call `hear` with each statement that is sent meanwhile."""

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        hear(statement)

    hearing, level = _Hearing(hear), ready.logger.level
    ready.logger.addHandler(hearing)
    ready.logger.setLevel(logging.DEBUG)
    event.listen(database.engine, "before_cursor_execute", note)
    try:
        yield
    finally:
        event.remove(database.engine, "before_cursor_execute", note)
        ready.logger.setLevel(level)
        ready.logger.removeHandler(hearing)


@contextmanager
def statements(database: Database) -> Iterator[list[str]]:
    """Collect the SQL that is sent meanwhile."""
    seen: list[str] = []
    with heard(database, seen.append):
        yield seen
