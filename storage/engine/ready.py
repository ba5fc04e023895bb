"""Which statements run past SQLAlchemy? Those of every press and every card.

SQLAlchemy writes their SQL once and knows how values are stored; the driver runs them. SQLAlchemy's own `execute` takes
five times as long as SQLite takes for a row, and longer still when a pause has emptied the processor's caches.
"""

import logging
from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import BindParameter, Connection, Dialect, Executable
from sqlalchemy.exc import ArgumentError, DBAPIError, NoResultFound
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import NullType, TypeEngine

Convert = Callable[[Any], Any]

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Written:
    """A statement in SQL.

    `fixed` are values that stand in the statement itself; `order` is that of all values, None where they have names.
    """

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
        return self.row([convert(value) if convert else value for convert, value in pairs])


_written: dict[tuple[Executable, str, tuple[str, ...]], _Written] = {}


def run(connection: Connection, statement: Executable, values: Mapping[str, Any]) -> list[Any]:
    """Run a statement that was built once for all, and return its rows as named tuples.

    Raises SQLAlchemy's errors: InvalidRequestError for a value that is missing, ArgumentError for one without a type.
    """
    which = (statement, connection.dialect.name, tuple(values))
    written = _written.get(which) or _written.setdefault(which, _write(connection.dialect, statement, values))
    logger.debug("%s", written.sql)
    rows = by_driver(connection, written.sql, written.values(values), has_rows=bool(written.from_driver))
    return [written.read(row) for row in rows]


def one_or_none(connection: Connection, statement: Executable, values: Mapping[str, Any]) -> Any:
    """Return the row of a statement that gives one at most."""
    return next(iter(run(connection, statement, values)), None)


def one(connection: Connection, statement: Executable, values: Mapping[str, Any]) -> Any:
    """Return the row of a statement that gives one. Raises NoResultFound."""
    row = one_or_none(connection, statement, values)
    if row is None:
        raise NoResultFound
    return row


def by_driver(connection: Connection, sql: str, values: Any = (), *, has_rows: bool = False) -> list[Any]:
    """Run SQL in the connection's transaction, with values as the driver takes them; return the rows if it has any."""
    driver: Any = connection.connection.driver_connection
    errors = connection.dialect.loaded_dbapi.Error
    try:
        cursor = driver.execute(sql, values)
        return cursor.fetchall() if has_rows else []
    except errors as error:
        is_lost = connection.dialect.is_disconnect(error, driver, None)
        if is_lost:
            connection.invalidate(error)
        raise DBAPIError.instance(
            sql, None, error, errors, connection_invalidated=is_lost, dialect=connection.dialect
        ) from error


def _write(dialect: Dialect, statement: Executable, values: Mapping[str, Any]) -> _Written:
    compiled = cast("SQLCompiler", cast("Any", statement).compile(dialect=dialect, column_keys=list(values)))
    to_driver = {
        compiled.bind_names[parameter]: convert
        for parameter in compiled.binds.values()
        if (convert := _typed(parameter, dialect).bind_processor(dialect))
    }
    columns = list(getattr(statement, "exported_columns", ()))
    row = namedtuple("Row", [column.key for column in columns], rename=True)  # type: ignore[misc]  # named as it comes
    return _Written(
        compiled.string,
        # Raises where a value is missing.
        {name: value for name, value in compiled.construct_params(dict(values)).items() if name not in values},
        compiled.positiontup if compiled.positional else None,
        to_driver,
        row._make,
        [column.type.dialect_impl(dialect).result_processor(dialect, None) for column in columns],
    )


def _typed(parameter: BindParameter[Any], dialect: Dialect) -> TypeEngine[Any]:
    """Return how a value is stored. Without a type it would be as the driver likes; a list needs SQL of its own."""
    if isinstance(parameter.type, NullType) or parameter.expanding:
        raise ArgumentError(f"the value {parameter.key} has no type, or is a list")
    return parameter.type.dialect_impl(dialect)
