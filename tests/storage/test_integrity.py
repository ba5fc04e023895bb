"""Is it seen when the database would let facts be changed?"""

from sqlalchemy import text

from storage.engine.database import Database
from storage.record.checks.integrity import faults
from tests.databases import on_both_databases

pytestmark = on_both_databases


def test_each_trigger_that_is_missing_is_named(database: Database) -> None:
    with database.transaction() as connection:
        assert list(faults(connection)) == []
        is_sqlite = connection.dialect.name == "sqlite"
        drop = "responses_no_delete" if is_sqlite else "responses_append_only ON responses"
        connection.execute(text(f"DROP TRIGGER {drop}"))

        missing = "no_delete" if is_sqlite else "append_only"
        assert list(faults(connection)) == [
            f"nothing keeps the rows of responses from being changed ({missing} is missing)"
        ]
