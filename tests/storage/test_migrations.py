"""Does a database of an earlier version keep its facts when it is brought up to date?"""

from contextlib import closing
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    Date,
    DateTime,
    LargeBinary,
    func,
    insert,
    inspect,
    select,
    text,
)

import storage.migrations
from decisions.log.log_entry import GENESIS
from decisions.proposal.proposal import Kind, Question, Response
from storage.alliance import alliances
from storage.engine.columns import UtcDateTime, metadata
from storage.engine.database import Database
from storage.engine.schema import upgrade
from storage.personal import people
from storage.record import decision_log
from storage.record.proposals import facts, proposals, search
from tests.cast import MONDAY
from tests.sampling import sample, sampled

MIGRATIONS = Path(storage.migrations.__path__[0]) / "versions"
MOMENT = "2026-11-02 09:00:00.000000"


Rows = dict[str, list[dict[str, Any]]]
VERSIONS = tuple(f"{number:04}" for number in range(1, 40))
# This one read all words again, folded; from then on a bot keeps them itself.
FOLDED_WORDS = "0016"


# From one of three versions in a row: each change of the tables is made all the same.
from_each_version = pytest.mark.parametrize(
    ("database_url", "version"),
    sample(product(("sqlite", "postgresql"), VERSIONS), kind=lambda case: (case[0], int(case[1]) // 3)),
    indirect=["database_url"],
)


def written_at(url: str, version: str) -> Database:
    """Make a database as that version left it, with a proposal, an answer and a message in it."""
    database = Database(url)
    upgrade(database, version)
    rows: dict[str, dict[str, Any]] = {
        "alliances": {
            "id": 1,
            "name": "Alliance",
            "channel": "C0A",
            "timezone": "Europe/London",
            "digest_day": "monday",
            "digest_time": "09:00",
            "last_number": 1,
            "log_length": 0,
            "log_head": GENESIS,
            "founded_at": MOMENT,
        },
        "partners": {"id": 1, "alliance_id": 1, "name": "Harbour", "joined_at": MOMENT},
        "people": {"slack_user_id": "U0ANN", "name": "Ann Lee", "asked_at": MOMENT},
        "proposals": {"id": 1, "alliance_id": 1, "number": 1, "author": "U0KARA", "raised_at": MOMENT},
        "revisions": {
            "id": 1,
            "proposal_id": 1,
            "number": 1,
            "title": "Ten beds",
            "text": "Ten.",
            "rich_text": "{}",
            "benefit": "Warm.",
            "decide_by": "2026-11-20",
            "by": "U0KARA",
            "at": MOMENT,
        },
        "responses": {
            "id": 1,
            "proposal_id": 1,
            "revision": 1,
            "partner_id": 1,
            "kind": "consent",
            "by": "U0ANN",
            "at": MOMENT,
            "concern": "The noise",
            "reason": "",
            "acceptable_if": "",
        },
        "lanes": {
            "id": 1,
            "alliance_id": 1,
            "proposal_id": 1,
            "wanted": 1,
            "shown": "",
            "card_ts": "1.2",
            "permalink": "",
            "is_card_lost": False,
            "failures": 0,
        },
    }
    with database.transaction() as connection:
        for table, row in rows.items():
            names = ", ".join(f'"{name}"' for name in row)
            values = ", ".join(f":{name}" for name in row)
            connection.execute(text(f"INSERT INTO {table} ({names}) VALUES ({values})"), row)  # noqa: S608 (our own names)
    return database


@sampled
@from_each_version
def test_what_an_earlier_version_wrote_is_kept_and_found_and_gone_on_with(database_url: str, version: str) -> None:
    with closing(written_at(database_url, version)) as database:
        upgrade(database)

        with database.snapshot() as connection:
            kept = proposals.load(connection, 1)
            assert (kept.current.title, str(kept.current.decide_by), kept.current.review_on) == (
                "Ten beds",
                "2026-11-20",
                None,
            )
            assert [(said.by, said.concern) for said in kept.responses] == [("U0ANN", "The noise")]
            assert people.names(connection, ["U0ANN"]) == {"U0ANN": "Ann Lee"}
            assert proposals.of_card(connection, 1, "1.2") == 1
            assert alliances.settings(connection, 1).country == ""
            if version < FOLDED_WORDS:
                assert search.find(connection, 1, "warm bed noise", limit=5) == [1]
                assert search.find(connection, 1, "boat", limit=5) == []
        asked = Question(1, 1, "U0ANN", kept.raised_at, "Who pays?", date(2026, 11, 9))
        with database.transaction() as connection:
            alliance = alliances.load(connection, 1, for_writing=True)
            gone_on = facts.add(connection, alliance, kept, asked)
            facts.add(connection, alliance, gone_on, Response(1, 1, Kind.UNDO, "U0ANN", MONDAY))
            assert decision_log.first_broken_entry(connection, 1) is None
        with database.snapshot() as connection:
            gone_on = proposals.load(connection, 1)
            assert [said.kind for said in gone_on.responses] == [Kind.CONSENT, Kind.UNDO]


def filled(connection: Connection) -> Rows:
    """Put a row with something in every column into each table that has none, as far as this version has it."""
    there = inspect(connection)
    for table in metadata.sorted_tables:
        if not there.has_table(table.name) or connection.scalar(select(func.count()).select_from(table)):
            continue
        columns = {column["name"] for column in there.get_columns(table.name)}
        row = {column.name: something(column) for column in table.columns if column.name in columns}
        connection.execute(insert(table), row)
    return rows_of(connection)


def something(column: Column[Any]) -> Any:
    """Numbers are 1, so that every key meets its row."""
    kind = column.type
    if isinstance(kind, UtcDateTime):
        return MONDAY
    # slack_sdk's columns have no time zone.
    if isinstance(kind, DateTime):
        return MONDAY.replace(tzinfo=None)
    # The log writes its moments as text, and the database reads them.
    if column.name == "at":
        return MONDAY.isoformat(timespec="microseconds")
    if isinstance(kind, Date):
        return MONDAY.date()
    if isinstance(kind, JSON):
        return {"words": "“Ten”"}
    if isinstance(kind, Boolean):
        return True
    if isinstance(kind, LargeBinary):
        return b"%PDF"
    return 1 if issubclass(kind.python_type, int) else f"{column.name} “ö”"[: getattr(kind, "length", None)]


def rows_of(connection: Connection) -> Rows:
    tables = [name for name in inspect(connection).get_table_names() if name in metadata.tables]
    return {
        name: [dict(row._mapping) for row in connection.execute(text(f"SELECT * FROM {name}"))]  # noqa: S608 (our own names)
        for name in tables
    }


def is_kept(was: dict[str, Any], now: dict[str, Any]) -> bool:
    # Slack is asked anew about everybody when there is more to know of a person; the clock keeps no notes any more.
    changed = ("asked_at", "look_at")
    return all(now[column] == value for column, value in was.items() if column not in changed)


@sampled
@from_each_version
def test_every_row_of_every_table_is_kept_as_it_was(database_url: str, version: str) -> None:
    with closing(written_at(database_url, version)) as database:
        with database.transaction() as connection:
            before = filled(connection)

        upgrade(database)

        with database.snapshot() as connection:
            after = rows_of(connection)
        assert all(before.values())
        # Some versions add rows and columns.
        lost = [
            row for name, rows in before.items() for row in rows if not any(is_kept(row, now) for now in after[name])
        ]
        assert lost == []


def test_every_version_is_tried() -> None:
    there = sorted(path.stem[1:5] for path in MIGRATIONS.glob("v*.py"))

    assert there == list(VERSIONS)
