"""A process that is killed, frozen or unplugged stops nobody, and a PostgreSQL that falls silent hangs nothing."""

import multiprocessing
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Thread

import pytest
from sqlalchemy import create_engine, make_url, text

from sandbox.screen import NotPossible
from sandbox.workspace import Message
from tests.cast import ANN, CAT, CHANNEL, DEV, HAL, KARA
from tests.databases import WAITING_FOR_LOCKS, only_postgresql
from tests.plug import Plug
from tests.stories.freezing import FREEZE
from tests.stories.stage import Stage
from tests.stories.test_serve import Served
from tests.warm import WarmProcess

pytestmark = only_postgresql

IS_SHOWN = "SELECT 1 FROM lanes WHERE proposal_id = 1 AND length(shown) = 64"
AT_WORK = "SELECT count(*) FROM lanes WHERE due_at <= now() OR claimed_until IS NOT NULL"
# What docs/deploy.md promises is 45; here a server's patience with a transaction is met, and little more.
SOON = 20


@pytest.fixture(autouse=True)
def nobody_stays_frozen() -> Iterator[None]:
    """Whatever a story came to: what stands still would never end by itself, and the run would wait for it."""
    yield
    for process in multiprocessing.active_children():
        process.kill()


def through(stage: Stage, url: str) -> tuple[Served, subprocess.Popen[bytes] | WarmProcess]:
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
        # What is said of an earlier press may come late, and stand in the way of this one.
        with suppress(NotPossible):
            if stage.person(person).window:
                stage.person(person).closes()
            stage.person(person).clicks("Consent", card)
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
            stage.until(lambda: stage.rows(WAITING_FOR_LOCKS)[0][0])
            ends[how]()

        assert consents_at_last(stage, other, ANN) < SOON
        assert stage.rows('SELECT "by" FROM responses') == [(ANN,)]
        if how == "frozen":
            os.kill(process.pid, signal.SIGCONT)
            assert consents_at_last(stage, gone, HAL) < SOON
        process.kill()
        process.wait()


def test_what_a_frozen_process_says_too_late_is_taken_back_or_made_true(quiet_stage: Stage) -> None:
    stage = quiet_stage
    slow = Served(stage, "tests.stories.freezing")
    process = stage.bot
    assert process
    stage.until(lambda: stage.rows("SELECT 1 FROM messages WHERE kind = 'desk' AND ended_as = 'said'"))
    kara = stage.person(KARA)
    kara.runs("/propose", CHANNEL)
    kara.fills({"Title": "Beds", "What we propose": "Ten beds.", "Why this is best for people": "Warmth."})

    # It has noted that it posts the card, and stands still before it does.
    stands_still_before(stage, "chat_postMessage", kara.submits)
    quick = Served(stage)
    claims_run_out(stage)
    card = stage.until(stage.cards)[0]
    is_at_rest(stage)
    updates = updates_of(stage, card)
    os.kill(process.pid, signal.SIGCONT)
    stage.until(lambda: stage.sandbox.calls("chat.delete"))

    assert [it.ts for it in stage.cards()] == [card.ts]
    assert stage.rows("SELECT card_ts FROM lanes WHERE proposal_id = 1") == [(card.ts,)]
    # It is made true once more, for who knows which call came last.
    stage.until(lambda: updates_of(stage, card) > updates)
    is_at_rest(stage)
    # The same before it shows an answer, when the other one shows two.
    assert stage.bot
    os.kill(stage.bot.pid, signal.SIGSTOP)
    stage.sandbox.delivers_to(f"{slow.address}/slack/events")
    stands_still_before(stage, "chat_update 1 of 8 partners consent", lambda: stage.person(ANN).clicks("Consent", card))
    os.kill(stage.bot.pid, signal.SIGCONT)
    claims_run_out(stage)
    consents_at_last(stage, quick, DEV)
    stage.card_says(card, "2 of 8 partners consent")
    is_at_rest(stage)
    updates = updates_of(stage, card)
    os.kill(process.pid, signal.SIGCONT)
    stage.until(lambda: updates_of(stage, card) >= updates + 2)
    stage.card_says(card, "2 of 8 partners consent")
    process.kill()
    process.wait()


def stands_still_before(stage: Stage, call: str, act: Callable[[], object]) -> None:
    (stage.folder / FREEZE).write_text(call, encoding="utf-8")
    act()
    stage.until(lambda: not (stage.folder / FREEZE).exists())


def is_at_rest(stage: Stage) -> None:
    """Wait for all that may still change a card: a name that has just come does, too."""
    stage.until(lambda: stage.rows(AT_WORK) == [(0,)] and stage.rows(IS_SHOWN) == [(1,)])


def updates_of(stage: Stage, card: Message) -> int:
    return sum(it.arguments["ts"] == card.ts for it in stage.sandbox.calls("chat.update"))


def claims_run_out(stage: Stage) -> None:
    """As they do in 45 seconds."""
    stage.changes("UPDATE lanes SET claimed_until = due_at WHERE claimed_until IS NOT NULL")


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
