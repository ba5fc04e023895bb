"""Gives a database the tables of this version."""

from enum import Enum, auto
from importlib.resources import files
from pathlib import Path

from sqlalchemy import Connection, inspect, text

from storage.engine.database import Database, wait_for_turn

# Any number that other programs on the same PostgreSQL are unlikely to choose.
MIGRATION_LOCK = 4_277_016
MIGRATIONS = files("storage") / "migrations"


class Schema(Enum):
    """How a database's tables compare with this version of Accord."""

    NONE = auto()
    OLDER = auto()
    CURRENT = auto()
    NEWER = auto()


def schema_of(database: Database) -> Schema:
    """Look, and change nothing. A SQLite file that is not there is not made."""
    file = database.engine.url.database
    if database.engine.dialect.name == "sqlite" and file and not Path(file).exists():
        return Schema.NONE
    with database.snapshot() as connection:
        there = _version(connection)
    if not there:
        return Schema.NONE
    versions = _versions()
    if there == versions[-1]:
        return Schema.CURRENT
    return Schema.OLDER if there in versions else Schema.NEWER


class NewerSchema(Exception):
    """The database was written by a later version of Accord."""


def upgrade(database: Database, version: str = "") -> None:
    """Bring the tables to `version`, the newest by default, one process at a time.

    Raises NewerSchema, and then changes nothing.
    """
    versions = _versions()
    with database.long_transaction() as connection:
        wait_for_turn(connection, MIGRATION_LOCK)
        there, wanted = _version(connection), version or versions[-1]
        if there and there not in versions:
            raise NewerSchema
        if there != wanted:
            _migrate(connection, wanted)


def _migrate(connection: Connection, version: str) -> None:
    # Alembic takes a third of the bot's start to load, and there is seldom something to migrate.
    from alembic import command  # noqa: PLC0415 (slow to load)
    from alembic.config import Config  # noqa: PLC0415 (likewise)

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, version)


def _version(connection: Connection) -> str:
    """Read the version of the tables, "" when there are none."""
    if not inspect(connection).has_table("alembic_version"):
        return ""
    return str(connection.scalar(text("SELECT version_num FROM alembic_version")) or "")


def _versions() -> list[str]:
    """List the versions that this Accord knows, oldest first: migrations/versions/v0001_first_tables.py is 0001."""
    return sorted(file.name[1:5] for file in (MIGRATIONS / "versions").iterdir() if file.name.startswith("v0"))
