"""In which order does the courier work, and what of its work may a machine without power forget?"""

import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Connection

from handlers.courier import courier
from handlers.courier.card import ProposalRound
from sandbox import Message
from storage.engine.database import Database
from tests.cast import ANN, CHANNEL, DEV, KARA, LEADS
from tests.databases import on_both_databases, only_sqlite
from tests.statements import heard
from tests.stories.test_four_weeks import FourWeeks, a_world

pytestmark = on_both_databases


@pytest.fixture
def world(tmp_path: Path, database_url: str) -> Iterator[FourWeeks]:
    with a_world(tmp_path, database_url) as made:
        yield made


def raises(world: FourWeeks) -> Message:
    kara = world.sandbox.person(KARA)
    kara.runs("/propose", CHANNEL)
    kara.fills({"Title": "Beds", "What we propose": "Ten.", "Why this is best for people": "Warmth."})
    kara.submits()
    assert world.accord
    world.settle(world.accord)
    return world.sees_card()


def test_the_courier_stands_back_while_a_press_is_stored(world: FourWeeks, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(courier, "PRESSES_FIRST_SECONDS", 60)
    card = raises(world)
    assert world.accord

    with world.accord.courier.standing_back():
        # What began before is done first; the card changes once more when names are learnt.
        time.sleep(2 * courier.LOOK_EVERY_SECONDS)
        before = len(world.sandbox.calls("chat.update"))
        for lead in (ANN, DEV):
            world.sandbox.person(lead).clicks("Consent", card)
        time.sleep(2 * courier.LOOK_EVERY_SECONDS)
        assert len(world.sandbox.calls("chat.update")) == before
    world.settle(world.accord)

    assert len(world.sandbox.calls("chat.update")) == before + 1
    assert "2 of 8 partners consent" in str(card.blocks)


def test_it_stands_back_for_a_moment_only(world: FourWeeks) -> None:
    card = raises(world)
    assert world.accord

    with world.accord.courier.standing_back():
        world.sandbox.person(ANN).clicks("Consent", card)
        world.sandbox.wait_until(lambda: "1 of 8 partners consent" in str(card.blocks))


def test_a_card_that_could_not_be_made_keeps_no_other_waiting(
    world: FourWeeks, monkeypatch: pytest.MonkeyPatch
) -> None:
    card, honest, failed = raises(world), ProposalRound.run, threading.Event()

    def fail_once(self: ProposalRound) -> str:
        if not failed.is_set():
            failed.set()
            raise RuntimeError
        return honest(self)

    monkeypatch.setattr(ProposalRound, "run", fail_once)
    monkeypatch.setattr(courier, "CARD_FIRST_SECONDS", 60)
    world.sandbox.person(ANN).clicks("Consent", card)

    world.sandbox.wait_until(lambda: "1 of 8 partners consent" in str(card.blocks), timeout=20)
    assert failed.is_set()


@only_sqlite
def test_only_claims_and_what_ends_them_may_be_forgotten(world: FourWeeks, monkeypatch: pytest.MonkeyPatch) -> None:
    assert world.accord
    written: dict[bool, set[str]] = defaultdict(set)
    honest, of_thread = Database.transaction, threading.local()

    @contextmanager
    def noting(self: Database, *, lasting: bool = True) -> Iterator[Connection]:
        with honest(self, lasting=lasting) as connection:
            of_thread.lasting = lasting
            yield connection

    def note(statement: str) -> None:
        if statement.startswith(("INSERT", "UPDATE", "DELETE")):
            written[of_thread.lasting].add(" ".join(statement.split()[:3]).removesuffix(" SET"))

    monkeypatch.setattr(Database, "transaction", noting)

    with heard(world.accord.database, note):
        card = raises(world)
        with ThreadPoolExecutor(len(LEADS)) as everybody:
            list(everybody.map(lambda lead: world.sandbox.person(lead).clicks("Consent", card), LEADS[:-1]))
        world.settle(world.accord)

    assert written[False] == {"UPDATE lanes"}
    assert {"INSERT INTO responses", "INSERT INTO log_entries", "INSERT INTO messages"} <= written[True]
    assert "UPDATE messages" in written[True]
