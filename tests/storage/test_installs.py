"""Are tokens sealed in the database, each for its own install, and can the keys be changed?"""

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from slack_sdk.oauth.installation_store import Installation
from sqlalchemy import select, text

from storage.engine.database import Database
from storage.installs import store
from storage.installs.keys import BadKeys, Keys, OtherKey, new_key
from storage.installs.store import SealedStore, States
from storage.tables import bots, installations
from tests.databases import on_both_databases, only_sqlite, with_tables

OLD, NEW = new_key(), new_key()
# As long as a token that runs out, and longer than slack_sdk's own column.
TOKEN, REFRESH = f"xoxe.xoxb-1-{'t' * 180}", f"xoxe-1-{'r' * 150}"


def installation(team: str | None = "T0A", enterprise: str | None = None, token: str = TOKEN) -> Installation:
    return Installation(
        app_id="A0",
        enterprise_id=enterprise,
        team_id=team,
        bot_token=token,
        bot_id="B0",
        bot_user_id="U0BOT",
        bot_refresh_token=REFRESH,
        bot_token_expires_in=3600,
        user_id="U0ANN",
        is_enterprise_install=team is None,
        token_type="bot",
        installed_at=time.time(),
    )


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    made = with_tables(database_url)
    yield made
    made.close()


def sealed(database: Database, keys: str = OLD) -> SealedStore:
    return SealedStore("1.2", database, Keys(keys))


def token_of(database: Database, install: str, keys: str = OLD) -> str | None:
    with database.snapshot() as connection:
        bot = sealed(database, keys).find(connection, install)
    return bot.bot_token if bot else None


@on_both_databases
def test_a_token_comes_back_as_it_was_and_stands_nowhere_in_the_open(database: Database) -> None:
    sealed(database).save(installation())

    with database.snapshot() as connection:
        bot = sealed(database).find(connection, "T0A")
        tables = [select(bots), select(installations)]
        kept = [str(row) for table in tables for row in connection.execute(table)]
    assert bot
    assert (bot.bot_token, bot.bot_refresh_token, bot.team_id) == (TOKEN, REFRESH, "T0A")
    assert bot.bot_token_expires_at
    assert abs(bot.bot_token_expires_at - time.time() - 3600) < 60
    assert not [row for row in kept if TOKEN in row or REFRESH in row or "xoxe" in row]


@only_sqlite
def test_no_file_of_the_database_has_a_token(database: Database, tmp_path: Path) -> None:
    sealed(database).save(installation())
    assert token_of(database, "T0A") == TOKEN

    files = [file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()]

    assert any(b"slack_bots" in each for each in files)
    assert not [each for each in files if TOKEN.encode() in each or REFRESH.encode() in each]


@on_both_databases
def test_an_install_of_a_whole_organisation_is_found_by_its_own_id(database: Database) -> None:
    sealed(database).save(installation(team=None, enterprise="E0ORG"))
    sealed(database).save(installation(team="T0GRID", enterprise="E0ORG", token="xoxb-one"))

    assert token_of(database, "E0ORG") == TOKEN
    assert token_of(database, "T0GRID") == "xoxb-one"
    assert token_of(database, "T0A") is None
    with database.snapshot() as connection:
        assert store.every(connection) == ["E0ORG", "T0GRID"]


@on_both_databases
def test_a_later_install_takes_the_place_of_the_earlier_one(database: Database) -> None:
    sealed(database).save(installation(token="xoxb-first"))
    sealed(database).save(installation(token="xoxb-second"))

    assert token_of(database, "T0A") == "xoxb-second"
    with database.snapshot() as connection:
        assert connection.scalar(text("SELECT count(*) FROM slack_bots")) == 1


@on_both_databases
def test_keys_are_changed_without_a_moment_in_which_a_token_can_t_be_read(database: Database) -> None:
    sealed(database).save(installation())
    both = f"{NEW}, {OLD}"
    assert token_of(database, "T0A", both) == TOKEN
    with pytest.raises(OtherKey):
        token_of(database, "T0A", NEW)

    with database.transaction() as connection:
        assert sealed(database, both).seal_anew(connection) == 1

    assert token_of(database, "T0A", NEW) == TOKEN
    with pytest.raises(OtherKey):
        token_of(database, "T0A", OLD)


@on_both_databases
def test_a_token_put_into_another_install_opens_nothing(database: Database) -> None:
    sealed(database).save(installation("T0A", token="xoxb-a"))
    sealed(database).save(installation("T0B", token="xoxb-b"))
    with database.transaction() as connection:
        connection.execute(
            text("UPDATE slack_bots SET bot_token = (SELECT bot_token FROM slack_bots WHERE team_id = 'T0A')")
        )

    assert token_of(database, "T0A") == "xoxb-a"
    with pytest.raises(OtherKey):
        token_of(database, "T0B")


@on_both_databases
def test_word_of_an_end_that_is_older_than_the_install_ends_nothing(database: Database) -> None:
    sealed(database).save(installation())
    now = datetime.fromtimestamp(time.time(), UTC)
    with database.transaction() as connection:
        assert not store.forget(connection, "T0A", now - timedelta(seconds=5))
        assert not store.forget(connection, "T0B", now)
    assert token_of(database, "T0A") == TOKEN

    with database.transaction() as connection:
        assert store.forget(connection, "T0A", now)
    assert token_of(database, "T0A") is None


@on_both_databases
def test_a_state_is_good_once_and_those_who_gave_up_are_forgotten(database: Database) -> None:
    early = datetime.fromtimestamp(time.time(), UTC)
    now = early + timedelta(minutes=11)
    given_up = States(database, lambda: early).issue()
    state = States(database, lambda: now).issue()

    states = States(database, lambda: now)

    assert [states.consume(state), states.consume(state), states.consume(given_up)] == [True, False, False]


@given(st.text(st.characters(codec="utf-8"), min_size=1), st.from_regex(r"[TE][A-Z0-9]{2,12}", fullmatch=True))
def test_whatever_a_token_is_it_is_opened_for_its_own_install_only(token: str, install: str) -> None:
    keys = Keys(OLD)

    kept = keys.seal(token, install)

    assert keys.open(kept, install) == token
    assert token not in kept or len(token) < 6
    with pytest.raises(OtherKey):
        keys.open(kept, f"{install}X")


@pytest.mark.parametrize(
    "written",
    [
        pytest.param("", id="nothing"),
        pytest.param(",", id="a comma"),
        pytest.param("short", id="too short"),
        pytest.param(f"{OLD},", id="a comma too many"),
        pytest.param(f"{OLD};{NEW}", id="another sign between"),
        pytest.param(OLD[:-2], id="cut"),
    ],
)
def test_what_is_no_key_is_refused_and_not_repeated(written: str) -> None:
    with pytest.raises(BadKeys) as problem:
        Keys(written)

    assert OLD[:10] not in str(problem.value)
