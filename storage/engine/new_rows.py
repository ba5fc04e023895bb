"""How do new rows get into their tables, one by one or as parts of one greater statement?"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import CTE, BindParameter, Connection, Insert, Table, bindparam, insert

from storage.engine import ready


class NewRow(NamedTuple):
    table: Table
    values: Mapping[str, Any]


def add(connection: Connection, rows: Iterable[NewRow]) -> None:
    for row in rows:
        ready.run(connection, _one(row.table), row.values)


def parts(rows: Sequence[NewRow]) -> tuple[CTE, ...]:
    """Return what adds these rows, no two to one table, in a statement that is run with `values` of them."""
    return tuple(_part(row.table, tuple(row.values)) for row in rows)


def values(rows: Sequence[NewRow]) -> dict[str, Any]:
    return {_name(row.table.name, column): value for row in rows for column, value in row.values.items()}


def placeholders(table: Table, columns: Iterable[str]) -> dict[str, BindParameter[Any]]:
    """Return what stands in such a statement for the values of a row."""
    return {column: bindparam(_name(table.name, column), type_=table.c[column].type) for column in columns}


# Built once: to build them anew takes longer than to run them.
@cache
def _one(table: Table) -> Insert:
    return insert(table).inline()


@cache
def _part(table: Table, columns: tuple[str, ...]) -> CTE:
    return insert(table).inline().values(placeholders(table, columns)).cte(f"new_{table.name}")


@cache
def _name(table: str, column: str) -> str:
    return f"{table}_{column}"
