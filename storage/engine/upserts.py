"""Adds a row unless it is there. SQLite and PostgreSQL say it alike, SQLAlchemy in two ways."""

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite


def insert_unless_there(dialect: str, table: Table) -> "sqlite.Insert | postgresql.Insert":
    """Begin an INSERT that has on_conflict_do_nothing and on_conflict_do_update. `dialect` is a connection's."""
    return sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)
