"""Whether presses of many alliances in many workspaces are each acknowledged in time, and all digests go out.

Two processes of `accord serve` on PostgreSQL; whoever presses is spread over both, as a proxy would. Smaller:
`python -m benchmarks.many.load --alliances 1000 --workspaces 100 --pressing 10 --seconds 15 --waiting 20`.
"""

import argparse
import asyncio
import os
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import select, text, update

from benchmarks import press, settled
from benchmarks.machine import Taken, taking
from benchmarks.many import many_alliances, monday, pressing
from benchmarks.many.served import CLIENT, PATIENCE_SECONDS, Bots, free_port, serving
from benchmarks.many.slack_of_many import SlackOfMany, slack_of_many
from benchmarks.replicas import TEXT
from benchmarks.sockets import resident
from handlers.incoming.payloads import Act
from handlers.listeners.texts import raising
from storage.engine.database import Database
from storage.installs.keys import new_key
from storage.tables import alliances, lanes
from tests.databases import LocalPostgreSQL, empty_database

PROCESSES, PEOPLE = pressing.PROCESSES, pressing.PEOPLE
LATE_SECONDS = 3.0


@dataclass(frozen=True)
class Load:
    """How many alliances are kept, in how many workspaces; how many of them press, and for how long; in how many others
    a proposal waits."""

    alliances: int = 10_000
    workspaces: int = 1_000
    pressing: int = 50
    waiting: int = 200
    seconds: int = 60
    quiet_seconds: int = 60

    @property
    def rounds(self) -> int:
        return max(1, self.seconds // pressing.PAUSE_SECONDS)


@dataclass
class Figures:
    """Seconds that each acknowledgement took; `lost` are presses that were not stored though they were acknowledged.

    `memory` is of one process, in bytes, before and after; `busy` is what a press takes of the processors, with what
    Slack is shown meanwhile; `taken` is what everything took of them then; `quiet` the share of a processor that a
    process takes while nobody presses; `kilobytes` is what the database keeps for an alliance.
    """

    load: Load
    start_seconds: float
    memory_alone: int
    memory: int
    quiet: float
    acks: list[float]
    refused: int
    lost: int
    busy: float
    taken: Taken
    digests: monday.Digests
    memory_after: int
    kilobytes: float

    def lines(self) -> Iterator[tuple[str, str, str]]:
        """Yield what was measured, what came of it, and what is to be reached."""
        acks = sorted(self.acks)
        p50, p99, worst = (
            f"{acks[min(len(acks) - 1, int(len(acks) * share))] * 1000:.0f} ms" for share in (0.5, 0.99, 1)
        )
        late = sum(took > LATE_SECONDS for took in acks)
        each = max(0, self.memory - self.memory_alone) / self.load.alliances
        yield f"{len(acks)} presses, press → acked, p50, p99, worst", f"{p50}, {p99}, {worst}", "p99 < 1 s"
        yield "presses late, refused, lost", f"{late}, {self.refused}, {self.lost}", "0, 0, 0"
        yield "processor for each press, with its card", f"{self.busy * 1000:.0f} ms", ""
        yield (
            f"processors busy while they press, of {self.taken.of}; of it Accord, the drivers",
            f"{self.taken.all:.2f}; {self.taken.accord:.2f}, {self.taken.driver:.2f}",
            "",
        )
        yield "start of a process", f"{self.start_seconds:.1f} s", ""
        yield "memory of a process, before and after", f"{self.memory / 1e6:.0f}, {self.memory_after / 1e6:.0f} MB", ""
        yield "memory for each alliance that is kept", f"{each / 1e3:.1f} kB", ""
        yield "in the database, for each alliance", f"{self.kilobytes:.1f} kB", ""
        yield "a quiet minute of a process", f"{self.quiet * 60:.1f} s of a processor", ""
        yield from self.digests.lines()


def figures(load: Load) -> Figures:
    server, keys = LocalPostgreSQL(), new_key()
    try:
        with (
            empty_database(server.url) as alone,
            empty_database(server.url) as url,
            slack_of_many(free_port()) as slack,
        ):
            press.prepared(alone).close()
            with serving(alone, slack.api_url, keys, 1) as bots:
                memory_alone = resident(bots.processes[0].pid)
            database = _prepared(url, load, keys)
            with serving(url, slack.api_url, keys, PROCESSES) as bots:
                found = _measured(load, database, bots, slack, memory_alone)
            database.close()
            return found
    finally:
        server.stop()


def _measured(load: Load, database: Database, bots: Bots, slack: SlackOfMany, memory_alone: int) -> Figures:
    first = bots.processes[0].pid
    _await_all_shown(database)
    memory, before = resident(first), bots.processor_seconds()
    time.sleep(load.quiet_seconds)
    quiet = (bots.processor_seconds() - before) / PROCESSES / load.quiet_seconds
    before = bots.processor_seconds()
    taken = taking([each.pid for each in bots.processes], [os.getpid(), slack.process_id])
    acks, refused = asyncio.run(pressing.press_all(bots.ports, load.pressing, load.rounds, load.workspaces))
    busy, took = bots.processor_seconds() - before, taken()
    with database.snapshot() as connection:
        stored = int(connection.execute(text("SELECT count(*) FROM responses")).scalar_one())
        size = int(connection.execute(text("SELECT pg_database_size(current_database())")).scalar_one())
    _await_all_shown(database)
    digests = monday.nine_o_clock(database, bots.ports, slack, load.pressing, load.rounds, load.workspaces)
    return Figures(
        load=load,
        start_seconds=bots.start_seconds,
        memory_alone=memory_alone,
        memory=memory,
        quiet=quiet,
        acks=acks,
        refused=refused,
        lost=len(acks) - stored,
        busy=busy / max(1, len(acks)),
        taken=took,
        digests=digests,
        memory_after=resident(first),
        kilobytes=size / 1000 / load.alliances,
    )


def _prepared(url: str, load: Load, keys: str) -> Database:
    """Keep so many alliances; raise a proposal a round and one more in those that press, and one in some others."""
    database, now = press.prepared(url), datetime.now(UTC)
    with database.transaction() as connection:
        many_alliances.add_installs(connection, load.workspaces, CLIENT, keys, now)
        many_alliances.add(connection, load.alliances, now, partners_of_each=PEOPLE + 1, workspaces=load.workspaces)
        ours = many_alliances.workspace(1, load.workspaces)
        connection.execute(update(alliances).where(alliances.c.id == 1), {"installed_in": ours})
        settled.settle_in(connection, now)
    for alliance in range(2, 2 + load.pressing):
        for number in range(load.rounds + 1):
            _raise(database, alliance, number)
    for alliance in range(2 + load.pressing, min(load.alliances, 2 + load.pressing + load.waiting)):
        _raise(database, alliance, 0)
    with database.transaction() as connection:
        connection.execute(text("ANALYZE"))
    return database


def _raise(database: Database, alliance: int, number: int) -> None:
    words = {"title": f"Title {number}", "text": TEXT, "benefit": "Warmth"}
    delivery = f"window:{alliance}:{number}"
    act = Act(many_alliances.person(alliance, PEOPLE), datetime.now(UTC), delivery, "m", {"alliance": alliance}, words)
    raising.raise_proposal(act, database)


def _await_all_shown(database: Database) -> None:
    """Wait until Slack was told of all that had come up before, except desks, which have their turn all the time."""
    end = time.monotonic() + PATIENCE_SECONDS
    waits = select(lanes.c.id).where(lanes.c.due_at <= datetime.now(UTC), lanes.c.slack_user_id.is_distinct_from("#"))
    while time.monotonic() < end:
        with database.snapshot() as connection:
            if connection.execute(waits.limit(1)).first() is None:
                return
        time.sleep(1)


def main() -> int:
    parser = argparse.ArgumentParser()
    for name, value in vars(Load()).items():
        parser.add_argument(f"--{name.replace('_', '-')}", type=int, default=value)
    for line in figures(Load(**vars(parser.parse_args()))).lines():
        print(" | ".join(line), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
