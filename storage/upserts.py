"""How is a row added unless it is there? SQLite and PostgreSQL say it alike, SQLAlchemy in two ways."""

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite


def insert_unless_there(connection: Connection, table: Table) -> "sqlite.Insert | postgresql.Insert":
    """Begin an INSERT that has on_conflict_do_nothing and on_conflict_do_update."""
    if connection.dialect.name == "sqlite":
        return sqlite.insert(table)
    return postgresql.insert(table)
