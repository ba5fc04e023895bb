"""What does a person read when PostgreSQL is not there or full, and does work go on by itself when it is back?"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cast import ANN, HAL
from tests.databases import LocalPostgreSQL, empty_database, only_postgresql
from tests.stories.stage import Stage
from tests.stories.test_database_away import WORDS
from tests.stories.test_serve import Served

NO_ROOM = """
CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = 'disk_full'; END $$
"""


@pytest.fixture
def server() -> Iterator[LocalPostgreSQL]:
    made = LocalPostgreSQL()
    yield made
    made.stop()


@pytest.fixture
def own_stage(tmp_path: Path, server: LocalPostgreSQL) -> Iterator[Stage]:
    """A stage whose database can be taken away."""
    with empty_database(server.url.set(password="not-to-be-logged")) as url:
        stage = Stage(tmp_path, url)
        yield stage
        stage.close()


@pytest.mark.parametrize("line", ["run", "serve"])
def test_a_press_while_the_server_is_away_is_told_so(own_stage: Stage, server: LocalPostgreSQL, line: str) -> None:
    if line == "run":
        own_stage.start_bot()
    served = Served(own_stage) if line == "serve" else None
    card = own_stage.raises()
    own_stage.person(HAL).clicks("Object", card)
    own_stage.person(HAL).fills({"Reason": "Too few nurses"})
    server.crash()

    press, sent = own_stage.person(ANN).clicks("Consent", card), own_stage.person(HAL).submits()

    assert WORDS in own_stage.window(ANN)
    own_stage.person(ANN).closes()
    assert own_stage.person(HAL).window.errors == {"Reason": WORDS}  # type: ignore[union-attr]  # it is open
    assert (press.is_acked, sent.is_acked) == (True, True)
    assert max(press.seconds, sent.seconds) < 3
    assert served is None or (served.get("/healthz")[0], served.get("/readyz")[0]) == (200, 503)
    server.start()
    own_stage.until(lambda: served is None or served.get("/readyz")[0] == 200)
    assert own_stage.rows("SELECT count(*) FROM responses") == [(0,)]
    own_stage.person(HAL).submits()
    own_stage.consents(card, ANN)
    own_stage.card_says(card, "*✋ Held by 1 objection (since today)* · 1 of 8 partners consent")


def test_a_bot_that_starts_while_the_server_is_away_waits_for_it(own_stage: Stage, server: LocalPostgreSQL) -> None:
    server.crash()
    own_stage.launch_bot()
    own_stage.until(lambda: "The database can't be reached" in own_stage.log())

    server.start()

    own_stage.until(lambda: own_stage.sandbox.socket_mode.count)
    assert own_stage.raises()


@only_postgresql
def test_a_server_without_room_records_nothing_and_loses_nothing(stage: Stage) -> None:
    card = stage.raises()
    stage.until(lambda: stage.rows("SELECT count(*) FROM messages WHERE ended_at IS NULL") == [(0,)])
    stage.changes(NO_ROOM)
    # The last that a press writes: everything before it has to go back.
    stage.changes("CREATE TRIGGER full_disk BEFORE INSERT ON log_entries FOR EACH ROW EXECUTE FUNCTION no_room()")

    press = stage.person(ANN).clicks("Consent", card)

    assert press.seconds < 3
    assert WORDS in stage.window(ANN)
    stage.person(ANN).closes()
    stage.changes("DROP TRIGGER full_disk ON log_entries")
    assert stage.rows("SELECT count(*) FROM responses") == [(0,)]
    stage.consents(card, ANN)
    stage.card_says(card, "1 of 8 partners consent")
