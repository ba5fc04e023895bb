"""How does a database get the tables of this version?"""

from importlib.resources import files

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from storage.database import Database

# Any number that other programs on the same PostgreSQL are unlikely to choose.
MIGRATION_LOCK = 4_277_016


class NewerSchema(Exception):
    """The database was written by a later version of Accord."""


def upgrade(database: Database, revision: str = "head") -> None:
    """Bring the tables to `revision`, one process at a time. Raises NewerSchema, and then changes nothing."""
    config = Config()
    config.set_main_option("script_location", str(files("storage") / "migrations"))
    with database.transaction() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": MIGRATION_LOCK})
        known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
        if not set(MigrationContext.configure(connection).get_current_heads()) <= known:
            raise NewerSchema
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
