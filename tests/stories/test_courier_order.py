"""The order in which the courier works."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.web import SlackResponse
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.exc import TimeoutError as WaitedTooLong

from handlers.courier.card import ProposalRound
from sandbox import Message
from storage.outbox import claims
from tests.cast import ANN, CHANNEL, KARA, LEADS
from tests.databases import on_both_databases
from tests.stories.test_four_weeks import FourWeeks, a_world


@pytest.fixture
def world(tmp_path: Path, database_url: str) -> Iterator[FourWeeks]:
    with a_world(tmp_path, database_url) as made:
        yield made


def raises(world: FourWeeks) -> Message:
    kara = world.sandbox.person(KARA)
    kara.runs("/propose", CHANNEL)
    kara.fills({"Title": "Beds", "What we propose": "Ten.", "Why this is best for people": "Warmth."})
    kara.submits()
    assert world.running
    world.settle(world.running)
    return world.sees_card()


@on_both_databases
def test_answers_that_come_together_change_the_card_once_or_twice(
    world: FourWeeks, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = raises(world)
    assert world.running
    before, have_answered = len(world.sandbox.calls("chat.update")), threading.Event()
    update = WebClient.chat_update

    def update_once_all_have_answered(self: WebClient, **arguments: Any) -> SlackResponse:
        assert have_answered.wait(timeout=60)
        return update(self, **arguments)

    monkeypatch.setattr(WebClient, "chat_update", update_once_all_have_answered)

    with ThreadPoolExecutor(len(LEADS)) as everybody:
        list(everybody.map(lambda lead: world.sandbox.person(lead).clicks("Consent", card), LEADS[:-1]))
    have_answered.set()
    world.settle(world.running)

    assert len(world.sandbox.calls("chat.update")) <= before + 2
    assert "7 of 8 partners consent" in str(card.blocks)


def fails_once(monkeypatch: pytest.MonkeyPatch, where: Any, name: str, trouble: Exception) -> threading.Event:
    """Let what `where` has under this name fail the first time from now on; the event tells that it did."""
    honest, failed = getattr(where, name), threading.Event()

    def fail_once(*given: Any, **more: Any) -> Any:
        if not failed.is_set():
            failed.set()
            raise trouble
        return honest(*given, **more)

    monkeypatch.setattr(where, name, fail_once)
    return failed


@pytest.mark.parametrize(
    ("trouble", "told"),
    [(RuntimeError(), "stopped; it is tried again"), (WaitedTooLong(), "the database is busy; it is tried again")],
)
def test_a_card_that_could_not_be_made_keeps_no_other_waiting(
    world: FourWeeks,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    trouble: Exception,
    told: str,
) -> None:
    card, failed = raises(world), fails_once(monkeypatch, ProposalRound, "run", trouble)
    world.sandbox.person(ANN).clicks("Consent", card)

    world.sandbox.wait_until(failed.is_set, timeout=20)
    # Beyond its pause.
    world.set_clock(world.now() + timedelta(seconds=3))
    world.sandbox.wait_until(lambda: "1 of 8 partners consent" in str(card.blocks), timeout=20)
    assert failed.is_set()
    (line,) = [each for each in caplog.records if told in each.getMessage()]
    assert (line.exc_info is None) == ("busy" in told)


@pytest.mark.parametrize(
    ("trouble", "told"), [(SQLAlchemyError(), "stopped; it is tried again"), (WaitedTooLong(), "the database is busy")]
)
def test_what_could_not_be_claimed_is_claimed_a_moment_later(
    world: FourWeeks,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    trouble: Exception,
    told: str,
) -> None:
    card, failed = raises(world), fails_once(monkeypatch, claims, "claim_next", trouble)
    world.sandbox.person(ANN).clicks("Consent", card)

    world.sandbox.wait_until(lambda: "1 of 8 partners consent" in str(card.blocks), timeout=20)
    assert failed.is_set()
    (line,) = [each for each in caplog.records if told in each.getMessage()]
    assert line.getMessage().startswith("the claim of what is due")
    assert (line.exc_info is None) == ("busy" in told)
