"""A courier that works off what is due, in this thread and by a clock of its own, against the sandbox."""

import copy
import time
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from shutil import copyfile
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import text

from bot.demo.manifest import read_manifest
from bot.setup.alliance_file import AllianceFile, PartnerEntry
from bot.setup.founding import found_or_compare
from handlers.courier.calls import pace
from handlers.courier.courier import Courier
from handlers.incoming.payloads import Act
from handlers.listeners.answers import responses
from handlers.listeners.people import absences
from handlers.listeners.texts import proposals, raising
from handlers.metrics import Metrics
from sandbox import Message, Sandbox
from sandbox.faults import Fault
from storage.engine.database import Database
from storage.outbox import claims
from tests.cast import ANN, CHANNEL, DEV, KARA, PARTNERS, typed
from tests.databases import with_tables
from tests.stories.stage import workspace

START = datetime(2026, 11, 2, 12, 0, tzinfo=UTC)
FILE = AllianceFile(
    "Alliance",
    CHANNEL,
    "Europe/London",
    (KARA,),
    tuple(PartnerEntry(name, people) for name, people in PARTNERS.items()),
)
EVERY_SCOPE = read_manifest().scopes | {"canvases:write", "pins:write"}
_ACTS = count(1)
# Longer than the longest pause.
STEP = timedelta(minutes=6)


class Office:
    """What many desks share: a sandbox, and a database in which an alliance has put one proposal on the table."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.sandbox = Sandbox.start(workspace(), scopes=EVERY_SCOPE)
        # One engine for all desks, so that each statement is compiled once.
        self._database = with_tables(f"sqlite:///{folder}/desk.db")
        found_or_compare(self._database, FILE, START)
        desk = Desk(self.sandbox, self._database)
        desk.raises()
        desk.works_off()
        desk.closes()
        copyfile(folder / "desk.db", folder / "first.db")
        self._messages = copy.deepcopy(self.sandbox.workspace.messages)

    def desk(self) -> "Desk":
        """Return a desk at which all is as it was at first."""
        # Whatever the last test left open.
        self._database.close()
        for ending in ("-wal", "-shm"):
            (self.folder / f"desk.db{ending}").unlink(missing_ok=True)
        copyfile(self.folder / "first.db", self.folder / "desk.db")
        kept = self.sandbox.workspace
        self.sandbox.faults.clear()
        self.sandbox.traffic.calls.clear()
        kept.messages[:] = copy.deepcopy(self._messages)
        kept.homes.clear()
        kept.canvases.clear()
        kept.channels[CHANNEL].canvas_id, kept.channels[CHANNEL].pins, kept.allows_canvases = "", [], True
        return Desk(self.sandbox, self._database)


class Desk:
    def __init__(self, sandbox: Sandbox, database: Database) -> None:
        self.sandbox, self.database, self.now = sandbox, database, START
        self.courier = Courier(
            database, sandbox.bot_token, sandbox.api_url, lambda: self.now, Metrics(), keeps_log=True
        )
        # The sandbox's messages are looked for by their age.
        self._keep_time()

    def closes(self) -> None:
        self.database.close()

    def fails(self, method: str, **how: Any) -> None:
        self.sandbox.faults.add(Fault(method, **how))

    # People.

    def raises(self) -> None:
        words = {"title": "Beds", "text": typed("Ten beds."), "benefit": "Warmth."}
        raising.raise_proposal(self._act(KARA, "window", {"alliance": 1}, words), self.database)

    def consents(self) -> None:
        responses.consent(self._act(ANN, "click", {"proposal": 1, "revision": 1}, {}), self.database)

    def withdraws(self) -> None:
        proposals.withdraw(
            self._act(KARA, "window", {"proposal": 1}, {"reason": "We found another way."}), self.database
        )

    def goes_away(self) -> None:
        absences.be_away(self._act(DEV, "window", {"alliance": 1}, {"until": "2026-11-12"}), self.database)

    def _act(self, person: str, how: str, value: dict[str, Any], words: dict[str, Any]) -> Act:
        return Act(person, self.now, f"{how}:{next(_ACTS)}", person, value, words, CHANNEL)

    # The courier.

    def works_off(self, steps: int = 5) -> None:
        """Do what is due, and go on in steps that are longer than any pause."""
        for _ in range(steps):
            while lane := self._claimed():
                self.courier._round(lane)
            self.now += STEP
            self._keep_time()

    def _claimed(self) -> claims.Lane | None:
        with self.database.transaction() as connection:
            return claims.claim_next(connection, self.now)

    def _keep_time(self) -> None:
        self.sandbox.workspace.clock_offset = self.now.timestamp() - time.time()

    # What came of it.

    def rows(self, query: str, **values: Any) -> list[tuple[Any, ...]]:
        with self.database.snapshot() as connection:
            return [tuple(row) for row in connection.execute(text(query), values)]

    def told(self) -> list[str]:
        """List the notices about troubles that managers were told of, by kind."""
        query = (
            "SELECT kind FROM messages WHERE kind LIKE '%stuck%' OR kind LIKE '%trouble%' OR kind LIKE 'card_%_notice'"
        )
        return [kind for (kind,) in self.rows(query)]

    def ended(self) -> set[str]:
        """Return how everything that was to be said has ended; "" for what was not said yet."""
        return {how.split(":")[0] for (how,) in self.rows("SELECT ended_as FROM messages WHERE kind <> 'living_log'")}

    def shown(self) -> list[Message]:
        kept = self.sandbox.workspace
        return [it for it in kept.messages if it.user == kept.bot_user and not it.is_deleted]

    def standing_twice(self) -> list[str]:
        """List the keys that stand in more than one message."""
        keys = [it.metadata["event_payload"]["key"] for it in self.shown() if it.metadata]
        return sorted({key for key in keys if keys.count(key) > 1})


def by_the_clock(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the courier's pace go by the desk's clock."""
    begun = time.monotonic()
    monkeypatch.setattr(
        pace, "time", SimpleNamespace(monotonic=lambda: begun + (desk.now - START).total_seconds() + time.monotonic())
    )
