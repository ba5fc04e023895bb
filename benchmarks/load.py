"""Do many alliances press at once, and is each press acknowledged in time? Two processes on PostgreSQL, over HTTP.

`accord serve` twice, with the sandbox for Slack; whoever presses is spread over both, as a proxy would. Smaller:
`python -m benchmarks.load --alliances 200 --pressing 5 --seconds 10`.
"""

import argparse
import asyncio
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aiohttp
from sqlalchemy import text

from benchmarks import many_alliances, press
from benchmarks.replicas import TEXT
from benchmarks.sockets import resident
from bot.demo.manifest import read_manifest
from handlers.incoming.payloads import Act
from handlers.listeners import raising
from sandbox import Channel, Sandbox, User, Workspace
from sandbox.signed_http import SignedHttp
from storage.engine.database import Database
from tests.databases import LocalPostgreSQL, empty_database

PROCESSES, PEOPLE = 2, 8
# Each of them answers another proposal every five seconds.
PAUSE_SECONDS = 5
PATIENCE_SECONDS = 600
LATE_SECONDS = 3.0


@dataclass(frozen=True)
class Load:
    """How many alliances are kept; how many of them press, and for how long; in how many others a proposal waits."""

    alliances: int = 10_000
    pressing: int = 50
    waiting: int = 1_000
    seconds: int = 60
    quiet_seconds: int = 60

    @property
    def rounds(self) -> int:
        return max(1, self.seconds // PAUSE_SECONDS)


@dataclass
class Bots:
    """Processes that serve, each at a port of its own; the last took `start_seconds` to be ready."""

    processes: list[subprocess.Popen[bytes]]
    ports: list[int]
    start_seconds: float


@dataclass
class Figures:
    """Seconds that each acknowledgement took; `lost` are presses that were not stored though they were acknowledged.

    `memory` is of one process, in bytes, before and after; `quiet` is the share of a processor that one takes while
    nobody presses; `kilobytes` is what the database keeps for an alliance.
    """

    acks: list[float]
    refused: int
    lost: int
    start_seconds: float
    memory_alone: int
    memory: int
    memory_after: int
    quiet: float
    kilobytes: float
    alliances: int

    def percentile(self, share: float) -> float:
        return sorted(self.acks)[min(len(self.acks) - 1, int(len(self.acks) * share))]

    def lines(self) -> Iterator[tuple[str, str, str]]:
        """Yield what was measured, what came of it, and what is to be reached."""
        p50, p99, worst = (f"{self.percentile(share) * 1000:.0f} ms" for share in (0.5, 0.99, 1))
        late = sum(took > LATE_SECONDS for took in self.acks)
        each = (self.memory - self.memory_alone) / self.alliances
        yield f"{len(self.acks)} presses, press → acked, p50, p99, worst", f"{p50}, {p99}, {worst}", "p99 < 1 s"
        yield "presses late, refused, lost", f"{late}, {self.refused}, {self.lost}", "0, 0, 0"
        yield "start of a process", f"{self.start_seconds:.1f} s", ""
        yield "memory of a process, before and after", f"{self.memory / 1e6:.0f}, {self.memory_after / 1e6:.0f} MB", ""
        yield "memory for each alliance that is kept", f"{max(each, 0) / 1e3:.1f} kB", ""
        yield "in the database, for each alliance", f"{self.kilobytes:.1f} kB", ""
        yield "a quiet minute of a process", f"{self.quiet * 60:.1f} s of a processor", ""


def figures(load: Load) -> Figures:
    server = LocalPostgreSQL()
    try:
        with empty_database(server.url) as alone, empty_database(server.url) as url, _slack(load) as sandbox:
            press.prepared(alone).close()
            with _serving(alone, sandbox, 1) as bots:
                memory_alone = resident(bots.processes[0].pid)
            first = _prepared(url, load)
            with _serving(url, sandbox, PROCESSES) as bots:
                memory = resident(bots.processes[0].pid)
                quiet = _busy_share(bots.processes[0].pid, load.quiet_seconds)
                acks, refused = asyncio.run(_press_all(load, bots.ports, sandbox, first))
                memory_after = resident(bots.processes[0].pid)
            stored, kilobytes = _stored(url)
            lost = len(acks) - stored
            return Figures(
                acks,
                refused,
                lost,
                bots.start_seconds,
                memory_alone,
                memory,
                memory_after,
                quiet,
                kilobytes / load.alliances,
                load.alliances,
            )
    finally:
        server.stop()


def _prepared(url: str, load: Load) -> int:
    """Keep so many alliances; in those that press raise a proposal for each round, in some others one.

    Return the id of the first proposal of those that press.
    """
    database = press.prepared(url)
    with database.transaction() as connection:
        many_alliances.add(connection, load.alliances, datetime.now(UTC), partners_of_each=PEOPLE + 1)
    for alliance in range(2, 2 + load.pressing):
        for number in range(load.rounds):
            _raise(database, alliance, number)
    for alliance in range(2 + load.pressing, min(load.alliances, 2 + load.pressing + load.waiting)):
        _raise(database, alliance, 0)
    database.close()
    return 1


def _raise(database: Database, alliance: int, number: int) -> None:
    words = {"title": f"Title {number}", "text": TEXT, "benefit": "Warmth"}
    delivery = f"window:{alliance}:{number}"
    act = Act(many_alliances.person(alliance, PEOPLE), datetime.now(UTC), delivery, "m", {"alliance": alliance}, words)
    raising.raise_proposal(act, database)


@contextmanager
def _slack(load: Load) -> Iterator[Sandbox]:
    kept = Workspace()
    kept.add_channel(Channel(press.CHANNEL, "bench", {kept.bot_user}))
    for alliance in range(2, load.alliances + 1):
        is_used = alliance < 2 + load.pressing + load.waiting
        those = [many_alliances.person(alliance, place) for place in range(PEOPLE + 1)] if is_used else []
        for each in those:
            kept.add_user(User(each, each.lower(), each))
        kept.add_channel(Channel(f"C{alliance}", f"c{alliance}", {*those, kept.bot_user}))
    with Sandbox.start(kept, scopes=read_manifest().scopes) as sandbox:
        yield sandbox


@contextmanager
def _serving(url: str, sandbox: Sandbox, count: int) -> Iterator[Bots]:
    """Run so many bots until they are ready, one after the other, as in a rolling start."""
    with tempfile.TemporaryDirectory() as folder:
        bots = Bots([], [], 0.0)
        try:
            for place in range(count):
                began = time.perf_counter()
                ports = [_free_port(), _free_port()]
                with Path(folder, f"log{place}").open("wb") as log:
                    command = [sys.executable, "-m", "bot", "serve"]
                    for option, port in zip(("--listen", "--watch"), ports, strict=True):
                        command += [option, f"127.0.0.1:{port}"]
                    environment = _environment(url, sandbox)
                    process = subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=log)  # noqa: S603 (ourselves)
                bots.processes.append(process)
                bots.ports.append(ports[0])
                _await_ready(process, ports[1], Path(folder, f"log{place}"))
                bots.start_seconds = time.perf_counter() - began
            yield bots
        finally:
            for process in bots.processes:
                process.terminate()
            for process in bots.processes:
                process.wait(PATIENCE_SECONDS)


def _environment(url: str, sandbox: Sandbox) -> dict[str, str]:
    return {
        **os.environ,
        "SLACK_BOT_TOKEN": sandbox.bot_token,
        "SLACK_SIGNING_SECRET": sandbox.signing_secret,
        "SLACK_API_URL": sandbox.api_url,
        "DATABASE_URL": url,
        "ALLIANCE_FILE": "-",
        "PYTHONPATH": str(Path.cwd()),
    }


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _await_ready(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end and process.poll() is None:
        with suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=2) as answer:
            if answer.status == 200:
                return
        time.sleep(0.1)
    raise AssertionError(log.read_text(encoding="utf-8")[-2000:])


def _busy_share(process_id: int, seconds: int) -> float:
    before = _processor_seconds(process_id)
    time.sleep(seconds)
    return (_processor_seconds(process_id) - before) / seconds


def _processor_seconds(process_id: int) -> float:
    fields = Path(f"/proc/{process_id}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def _press_all(load: Load, ports: list[int], sandbox: Sandbox, first: int) -> tuple[list[float], int]:
    """Have everybody answer one proposal in each round, at a moment of their own; return what acks took."""
    acks: list[float] = []
    refused = 0
    signing = SignedHttp("", sandbox.signing_secret)
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=PATIENCE_SECONDS)) as session:

        async def one(alliance: int, place: int) -> None:
            nonlocal refused
            number = (alliance - 2) * PEOPLE + place
            began = time.perf_counter() + PAUSE_SECONDS * number / (load.pressing * PEOPLE)
            for turn in range(load.rounds):
                await asyncio.sleep(max(0, began + turn * PAUSE_SECONDS - time.perf_counter()))
                body = _consent(alliance, place, first + (alliance - 2) * load.rounds + turn)
                headers, data = signing.request("interactive", body, time.time())
                url = f"http://127.0.0.1:{ports[number % len(ports)]}/slack/events"
                pressed = time.perf_counter()
                async with session.post(url, data=data, headers=headers) as answer:
                    await answer.read()
                    if answer.status == 200:
                        acks.append(time.perf_counter() - pressed)
                    else:
                        refused += 1

        everybody = [one(alliance, place) for alliance in range(2, 2 + load.pressing) for place in range(PEOPLE)]
        await asyncio.gather(*everybody)
    return acks, refused


def _consent(alliance: int, place: int, proposal: int) -> dict[str, Any]:
    body: dict[str, Any] = json.loads(press.consent(proposal, place))
    who = many_alliances.person(alliance, place)
    trigger = f"{alliance}.{place}.{proposal}"
    return {**body, "user": {**body["user"], "id": who}, "channel": {"id": f"C{alliance}"}, "trigger_id": trigger}


def _stored(url: str) -> tuple[int, float]:
    """Count the answers that are stored; return also how large the database is (kB)."""
    database = Database(url)
    with database.snapshot() as connection:
        answers = int(connection.execute(text("SELECT count(*) FROM responses")).scalar_one())
        size = int(connection.execute(text("SELECT pg_database_size(current_database())")).scalar_one())
    database.close()
    return answers, size / 1000


def main() -> int:
    parser = argparse.ArgumentParser()
    for name, value in vars(Load()).items():
        parser.add_argument(f"--{name.replace('_', '-')}", type=int, default=value)
    for line in figures(Load(**vars(parser.parse_args()))).lines():
        print(" | ".join(line))
    return 0


if __name__ == "__main__":
    sys.exit(main())
