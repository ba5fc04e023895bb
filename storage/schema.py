"""How does a database get the tables of this version?"""

from enum import Enum, auto
from importlib.resources import files
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from storage.database import Database, wait_for_turn

# Any number that other programs on the same PostgreSQL are unlikely to choose.
MIGRATION_LOCK = 4_277_016


class Schema(Enum):
    """How a database's tables stand to this version of Accord."""

    NONE = auto()
    OLDER = auto()
    CURRENT = auto()
    NEWER = auto()


def schema_of(database: Database) -> Schema:
    """Look, and change nothing. A SQLite file that is not there is not made."""
    file = database.engine.url.database
    if database.engine.dialect.name == "sqlite" and file and not Path(file).exists():
        return Schema.NONE
    scripts = _scripts()
    with database.snapshot() as connection:
        there = set(MigrationContext.configure(connection).get_current_heads())
    if not there:
        return Schema.NONE
    if there == set(scripts.get_heads()):
        return Schema.CURRENT
    known = {script.revision for script in scripts.walk_revisions()}
    return Schema.OLDER if there <= known else Schema.NEWER


class NewerSchema(Exception):
    """The database was written by a later version of Accord."""


def upgrade(database: Database, revision: str = "head") -> None:
    """Bring the tables to `revision`, one process at a time. Raises NewerSchema, and then changes nothing."""
    config = _config()
    with database.transaction() as connection:
        wait_for_turn(connection, MIGRATION_LOCK)
        known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
        if not set(MigrationContext.configure(connection).get_current_heads()) <= known:
            raise NewerSchema
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(files("storage") / "migrations"))
    return config


def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())
