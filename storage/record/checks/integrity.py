"""Whether the database still keeps its facts as they were added: the triggers are there, and the file is sound."""

from collections.abc import Iterator

from sqlalchemy import Connection, text

from storage.tables import APPEND_ONLY

_TRIGGERS = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')",
}
_NAMES = {"sqlite": ("no_update", "no_delete"), "postgresql": ("append_only",)}
# The bytes of papers may be moved to a folder and back, and nothing else.
_MORE = {("postgresql", "papers"): ("no_update",)}


def faults(connection: Connection) -> Iterator[str]:
    """Say what is wrong, a sentence each. It reads a whole SQLite file."""
    kind = connection.dialect.name
    there = set(connection.scalars(text(_TRIGGERS[kind])))
    for table in APPEND_ONLY:
        missing = [name for name in (*_NAMES[kind], *_MORE.get((kind, table), ())) if f"{table}_{name}" not in there]
        if missing:
            yield f"nothing keeps the rows of {table} from being changed ({', '.join(missing)} is missing)"
    if kind == "sqlite":
        words = connection.scalars(text("PRAGMA quick_check(1)")).all()
        yield from (f"the file is damaged: {found}" for found in words if found != "ok")
