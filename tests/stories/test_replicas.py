"""Do two processes that share a PostgreSQL do everything once, and one of them the work of the other when that dies?"""

import time
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from sandbox import Message
from tests.cast import ANN, CHANNEL, DEV, KARA, LEADS
from tests.chaos.world import World, next_monday_at_nine
from tests.databases import on_both_databases, only_postgresql
from tests.stories.stage import Stage
from tests.stories.test_serve import Served

pytestmark = on_both_databases

pytestmark = only_postgresql
# Beyond the claim of a bot that died, and within a minute of its death.
A_WHILE = timedelta(seconds=50)


class Replicas(World):
    """Two bots on one database, whichever it is."""

    wanted_bots = 2


@pytest.fixture
def replicas(tmp_path: Path, database_url: str) -> Iterator[Replicas]:
    world = Replicas(tmp_path, database_url, None)
    yield world
    world.close()


def keys(messages: list[Message]) -> Counter[str]:
    return Counter(it.metadata["event_payload"]["key"].split(":")[0] for it in messages if it.metadata)


def test_what_is_due_when_both_look_is_said_once(replicas: Replicas) -> None:
    monday = next_monday_at_nine()
    # In the evening, when nobody is asked.
    replicas.set_clock(monday - timedelta(days=3, hours=12))
    replicas.start_bots()
    replicas.wait_for_bots()
    kara = replicas.person(KARA)
    kara.runs("/propose", CHANNEL)
    kara.fills({"Title": "Beds", "What we propose": "Ten.", "Why this is best for people": "Warmth."})
    kara.submits()
    replicas.settle()
    replicas.stop_bots()

    # Both look at the timetable as they start.
    replicas.set_clock(monday + timedelta(seconds=5))
    replicas.start_bots()
    replicas.wait_for_bots()
    replicas.wait_for_reminders(len(LEADS))
    replicas.settle()

    assert keys(kara.sees(CHANNEL)) == {"desk": 1, "card": 1, "digest": 1}
    assert [keys(replicas.person(lead).direct_messages()) for lead in LEADS] == [{"reminder": 1}] * len(LEADS)


def test_what_a_dead_bot_had_begun_is_taken_over_within_a_minute(quiet_stage: Stage) -> None:
    quiet_stage.start_bot()
    card = quiet_stage.raises()
    quiet_stage.until(lambda: quiet_stage.rows("SELECT 1 FROM lanes WHERE card_ts = ?", card.ts))
    quiet_stage.sandbox.faults.hang("chat.update")
    quiet_stage.consents(card, ANN)
    quiet_stage.until(lambda: quiet_stage.sandbox.calls("chat.update"))
    assert quiet_stage.bot
    quiet_stage.bot.kill()
    quiet_stage.wait_for_bots_end()

    quiet_stage.start_bot_ahead(A_WHILE)

    quiet_stage.card_says(card, "1 of 8 partners consent")


def test_a_request_that_is_repeated_to_another_process_counts_once(quiet_stage: Stage) -> None:
    first = Served(quiet_stage)
    one_bot = quiet_stage.bot
    quiet_stage.raises()
    second = Served(quiet_stage)
    headers, body = first.signed(time.time())

    answers = first.post(body, headers), second.post(body, headers)

    # The other process has not seen this signature, and it is a true one.
    assert answers == (200, 200)
    assert quiet_stage.rows('SELECT "by" FROM responses') == [(DEV,)]
    quiet_stage.until(lambda: quiet_stage.rows("SELECT count(*) FROM messages WHERE ended_at IS NULL") == [(0,)])
    assert len(quiet_stage.person(DEV).ephemerals(CHANNEL)) == 1
    assert quiet_stage.stop_bot() == 0
    quiet_stage.bot = one_bot
