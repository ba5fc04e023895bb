"""How does what every press asks and writes run without being made ready each time?

SQLAlchemy writes the SQL and knows how values are stored, and the driver runs it. SQLAlchemy's own `execute` takes five
times as long as SQLite takes for a row, and longer still when a pause has emptied the processor's caches.
"""

from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import Connection, Dialect, Executable
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import TypeEngine

Convert = Callable[[Any], Any]


@dataclass(frozen=True)
class _Ready:
    """`fixed` are values that stand in the statement itself; `order` is that of the values, None if they have names."""

    sql: str
    fixed: Mapping[str, Any]
    order: Sequence[str] | None
    to_driver: Mapping[str, Convert]
    row: Callable[[Iterable[Any]], Any]
    from_driver: Sequence[Convert | None]

    def values(self, given: Mapping[str, Any]) -> Any:
        converted = {**self.fixed, **given}
        for name, convert in self.to_driver.items():
            converted[name] = convert(converted[name])
        return [converted[name] for name in self.order] if self.order is not None else converted

    def read(self, row: Sequence[Any]) -> Any:
        pairs = zip(self.from_driver, row, strict=True)
        return self.row(convert(value) if convert else value for convert, value in pairs)


_made_ready: dict[tuple[Executable, str, tuple[str, ...]], _Ready] = {}


def run(connection: Connection, statement: Executable, values: Mapping[str, Any]) -> list[Any]:
    """Run a statement that was built once, and return its rows as named tuples. Lists (IN) are not for it."""
    which = (statement, connection.dialect.name, tuple(values))
    ready = _made_ready.get(which) or _made_ready.setdefault(which, _make_ready(connection.dialect, statement, values))
    cursor = by_driver(connection, ready.sql, ready.values(values))
    return [ready.read(row) for row in cursor.fetchall()] if cursor.description else []


def one(connection: Connection, statement: Executable, values: Mapping[str, Any]) -> Any:
    """Return the row of a statement that gives one at most, None where there is none."""
    return next(iter(run(connection, statement, values)), None)


def by_driver(connection: Connection, sql: str, values: Any = ()) -> Any:
    """Go past SQLAlchemy in the connection's transaction; return the driver's cursor. Raises SQLAlchemy's errors."""
    driver: Any = connection.connection.driver_connection
    errors = connection.dialect.loaded_dbapi.Error
    try:
        return driver.execute(sql, values)
    except errors as error:
        is_lost = connection.dialect.is_disconnect(error, driver, None)
        if is_lost:
            connection.invalidate(error)
        raise DBAPIError.instance(
            sql, None, error, errors, connection_invalidated=is_lost, dialect=connection.dialect
        ) from error


def _make_ready(dialect: Dialect, statement: Executable, values: Mapping[str, Any]) -> _Ready:
    compiled = cast("SQLCompiler", cast("Any", statement).compile(dialect=dialect, column_keys=list(values)))
    to_driver = {
        compiled.bind_names[parameter]: convert
        for parameter in compiled.binds.values()
        if (convert := _own(parameter.type, dialect).bind_processor(dialect))
    }
    columns = list(getattr(statement, "exported_columns", ()))
    row = namedtuple("Row", [column.key for column in columns], rename=True)  # type: ignore[misc]
    return _Ready(
        compiled.string,
        {name: value for name, value in compiled.params.items() if name not in values},
        compiled.positiontup if compiled.positional else None,
        to_driver,
        row._make,
        [_own(column.type, dialect).result_processor(dialect, None) for column in columns],
    )


def _own(kind: TypeEngine[Any], dialect: Dialect) -> TypeEngine[Any]:
    return kind.dialect_impl(dialect)
