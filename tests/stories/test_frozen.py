"""A process that is killed, frozen or unplugged stops nobody, and a PostgreSQL that falls silent hangs nothing."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Thread

import pytest
from sqlalchemy import create_engine, make_url, text

from tests.cast import ANN, CAT, HAL
from tests.databases import only_postgresql
from tests.plug import Plug
from tests.stories.stage import Stage
from tests.stories.test_serve import Served

pytestmark = only_postgresql

WAITS = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
# What docs/deploy.md promises is 45; here a server's patience with a transaction is met, and little more.
SOON = 20


def through(stage: Stage, url: str) -> tuple[Served, subprocess.Popen[bytes]]:
    """Start a bot that reaches the database in this way."""
    there, stage.database_url = stage.database_url, url
    served = Served(stage)
    stage.database_url = there
    assert stage.bot
    return served, stage.bot


@contextmanager
def no_response_is_stored(stage: Stage) -> Iterator[None]:
    """Have a press wait in the middle of its transaction, when it holds its alliance already."""
    engine = create_engine(stage.database_url)
    with engine.begin() as connection:
        connection.execute(text("LOCK TABLE responses IN EXCLUSIVE MODE"))
        yield
    engine.dispose()


def dev_presses(served: Served) -> None:
    headers, body = served.signed(time.time())

    def press() -> None:
        with suppress(OSError):
            served.post(body, headers)

    Thread(target=press, daemon=True).start()


def consents_at_last(stage: Stage, served: Served, person: str) -> float:
    """Press until it is recorded; return for how long that took."""
    card, began = stage.cards()[0], time.monotonic()
    stage.sandbox.delivers_to(f"{served.address}/slack/events")

    def is_recorded() -> bool:
        stage.person(person).clicks("Consent", card)
        if stage.person(person).window:
            stage.person(person).closes()
        return bool(stage.rows('SELECT 1 FROM responses WHERE "by" = ?', person))

    stage.until(is_recorded, 60)
    return time.monotonic() - began


@pytest.mark.parametrize("how", ["killed", "frozen", "unplugged"])
def test_a_process_that_is_gone_in_the_middle_of_a_press_stops_nobody(quiet_stage: Stage, how: str) -> None:
    stage = quiet_stage
    with Plug(make_url(stage.database_url)) as plug:
        gone, process = through(stage, plug.url)
        other = Served(stage)
        stage.raises()
        ends: dict[str, Callable[[], None]] = {
            "killed": process.kill,
            "frozen": lambda: os.kill(process.pid, signal.SIGSTOP),
            "unplugged": plug.pull,
        }

        with no_response_is_stored(stage):
            dev_presses(gone)
            stage.until(lambda: stage.rows(WAITS)[0][0])
            ends[how]()

        assert consents_at_last(stage, other, ANN) < SOON
        assert stage.rows('SELECT "by" FROM responses') == [(ANN,)]
        if how == "frozen":
            os.kill(process.pid, signal.SIGCONT)
            assert consents_at_last(stage, gone, HAL) < SOON
        process.kill()
        process.wait()


def test_a_database_that_falls_silent_hangs_nothing(quiet_stage: Stage) -> None:
    stage = quiet_stage
    with Plug(make_url(stage.database_url)) as plug:
        served, process = through(stage, plug.url)
        stage.raises()
        plug.pull()
        began = time.monotonic()

        stage.until(lambda: served.get("/readyz")[0] == 503)

        assert time.monotonic() - began < 10
        # While the clock, the courier and a press wait for it, too.
        dev_presses(served)
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=10) == 0
    assert stage.rows("SELECT count(*) FROM responses") == [(0,)]
    consents_at_last(stage, Served(stage), CAT)
