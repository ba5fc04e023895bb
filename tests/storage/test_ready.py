"""Does what the driver runs store and read the same as what SQLAlchemy runs?"""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    MetaData,
    Table,
    Text,
    bindparam,
    case,
    delete,
    func,
    insert,
    select,
    text,
    union_all,
    update,
)
from sqlalchemy.exc import (
    ArgumentError,
    DBAPIError,
    IntegrityError,
    InvalidRequestError,
    NoResultFound,
    OperationalError,
)

from storage.engine import ready
from storage.engine.columns import UtcDateTime
from storage.engine.database import Database
from tests.cast import MONDAY
from tests.databases import only_postgresql, only_sqlite

THINGS = Table(
    "things",
    MetaData(),
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("at", UtcDateTime),
    Column("day", Date),
    Column("words", Text),
    Column("is_so", Boolean),
    Column("about", JSON),
)
_ADD, _READ, _REMOVE = insert(THINGS).inline(), select(THINGS), delete(THINGS)
_COUNT_UP = (
    update(THINGS)
    .where(THINGS.c.id == bindparam("which"))
    .values(id=THINGS.c.id + 7, at=bindparam("now"))
    .returning(THINGS.c.id, THINGS.c.at.label("moment"))
)
# SQLite finds the trouble when the second row is read.
_LATE_TROUBLE = union_all(select(func.json("1")), select(func.json("no json")))
_LETTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
_WORDS = st.text(_LETTERS, max_size=20)
_ZONES = st.builds(lambda hours: timezone(timedelta(hours=hours)), st.integers(-11, 11))
THING = st.fixed_dictionaries(
    {
        "id": st.integers(-(2**62), 2**62),
        "at": st.none() | st.datetimes(datetime(1971, 1, 1), datetime(2200, 1, 1), timezones=_ZONES),  # noqa: DTZ001 (the zone is given beside)
        "day": st.none() | st.dates(date(1, 1, 1), date(9999, 12, 31)),
        "words": st.none() | _WORDS,
        "is_so": st.none() | st.booleans(),
        "about": st.none() | st.dictionaries(_WORDS, st.none() | st.booleans() | st.integers(-(2**53), 2**53) | _WORDS),
    }
)


@pytest.fixture
def things(database: Database) -> Database:
    with database.transaction() as connection:
        THINGS.create(connection)
    return database


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(thing=THING)
def test_values_and_rows_are_those_of_sqlalchemy(things: Database, thing: dict[str, Any]) -> None:
    with things.transaction() as connection:
        ready.run(connection, _REMOVE, {})
        ready.run(connection, _ADD, thing)
        written = connection.execute(_READ).one()
        connection.execute(_REMOVE)
        connection.execute(_ADD, thing)

        read = ready.run(connection, _READ, {})

        assert [row._asdict() for row in read] == [dict(written._mapping)] == [thing]


def test_a_statement_has_values_of_its_own_and_names_what_it_gives(things: Database) -> None:
    now = datetime(2026, 11, 2, 10, 0, tzinfo=timezone(timedelta(hours=1)))
    with things.transaction() as connection:
        ready.run(connection, _ADD, {"id": 1, "at": None})

        changed = ready.one(connection, _COUNT_UP, {"which": 1, "now": now})

        assert (changed.id, changed.moment) == (8, now)
        assert changed.moment.tzinfo is UTC
        assert ready.one_or_none(connection, _COUNT_UP, {"which": 1, "now": now}) is None
        with pytest.raises(NoResultFound):
            ready.one(connection, _COUNT_UP, {"which": 1, "now": now})


def test_what_fails_is_sqlalchemys_error_and_keeps_the_words_to_itself(things: Database) -> None:
    with things.transaction() as connection:
        ready.run(connection, _ADD, {"id": 1, "words": "a secret"})

    with pytest.raises(IntegrityError) as failed, things.transaction() as connection:
        ready.run(connection, _ADD, {"id": 1, "words": "a secret"})

    assert "INSERT INTO things" in str(failed.value)
    assert "secret" not in str(failed.value)


@only_sqlite
def test_a_failure_while_rows_are_read_is_sqlalchemys_error_too(things: Database) -> None:
    with pytest.raises(DBAPIError), things.snapshot() as connection:
        ready.run(connection, _LATE_TROUBLE, {})


def test_a_value_must_not_be_forgotten(things: Database) -> None:
    with pytest.raises(InvalidRequestError, match="'which'"), things.transaction() as connection:
        ready.run(connection, _COUNT_UP, {"now": MONDAY})


@pytest.mark.parametrize("clause", [case((THINGS.c.id == 1, bindparam("value"))), THINGS.c.id.in_(bindparam("value"))])
def test_a_value_needs_a_type_and_is_no_list(things: Database, clause: Any) -> None:
    with pytest.raises(ArgumentError, match="value"), things.snapshot() as connection:
        ready.run(connection, select(clause), {"value": [1]})


@only_postgresql
def test_a_connection_that_was_lost_is_not_used_again(things: Database) -> None:
    def write_on_a_lost_one() -> None:
        with things.transaction() as connection:
            lost = connection.execute(text("SELECT pg_backend_pid()")).scalar_one()
            with things.engine.connect() as another:
                another.execute(text("SELECT pg_terminate_backend(:which, 5000)"), {"which": lost})
            ready.run(connection, _ADD, {"id": 1})

    with pytest.raises(OperationalError) as failed:
        write_on_a_lost_one()

    assert failed.value.connection_invalidated
    with things.transaction() as connection:
        assert ready.run(connection, _READ, {}) == []
