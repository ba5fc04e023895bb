"""Runs every benchmark and writes benchmarks/RESULTS.md: `python -m benchmarks` (make bench)."""

import platform
import statistics
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from slack_sdk import WebClient

from benchmarks import growth, press, register, replicas, sockets
from benchmarks.many import load, many_alliances
from benchmarks.slack_calls import calls_of_eight_answers
from tests.databases import LocalPostgreSQL, empty_database

ROUNDS, PROPOSALS, ANSWERS = 7, 80, 1000
NO_SLACK = WebClient("xoxb-none", base_url="http://127.0.0.1:9/api/")
RESULTS = Path(__file__).parent / "RESULTS.md"
HEAD = f"""# How fast is Accord?

Written by `make bench`, on Python {platform.python_version()}, {platform.machine()}. Ratios are against a floor
of the same run: a bare Bolt handler that acknowledges after one committed INSERT into the same kind of database,
through sockets a bare bot that does so and changes its card, and for growth Accord itself with little in it.

| figure | Accord | floor | ratio | to reach |
|---|---|---|---|---|
"""


def main() -> int:
    parts = (_presses, _sockets, _calls, _growth, _replicas, _alliances, _load, _register)
    text = HEAD
    for row in (row for part in parts for row in part()):
        line = f"| {' | '.join(row)} |\n"
        print(line, end="", flush=True)
        text += line
    RESULTS.write_text(text, encoding="utf-8")
    return 0


def _presses() -> Iterator[tuple[str, ...]]:
    for name, most in (("sqlite", 2.5), ("postgresql", 4.5)):
        # A server's processes stay for good where they begin: near the bot's processor, or not.
        rounds = [_press_side_by_side(name) for _ in range(ROUNDS)]
        floor, ours, statements = (statistics.median(each) for each in zip(*rounds, strict=True))
        ratios = sorted(ours / floor for floor, ours, _ in rounds)
        yield (
            f"press → stored → acked, p50, {name} ({statements} statements)",
            f"{ours * 1000:.2f} ms",
            f"{floor * 1000:.2f} ms",
            f"{statistics.median(ratios):.2f} times ({ratios[0]:.2f} to {ratios[-1]:.2f} in {ROUNDS} rounds)",
            f"≤ {most} times",
        )


def _press_side_by_side(name: str) -> tuple[float, float, int]:
    """Return the seconds of a bare press and of a consent, with new databases and lines, and a consent's statements."""
    with _two_databases(name) as (bare, own):
        floor_database, database = press.prepared(bare), press.prepared(own)
        floor, ours = press.seconds_side_by_side(floor_database, database, NO_SLACK, range(1, 1 + PROPOSALS))
        count = press.statements_of_a_consent(database, NO_SLACK, 1 + PROPOSALS)
        floor_database.close()
        database.close()
    return press.p50(floor), press.p50(ours), count


def _calls() -> Iterator[tuple[str, ...]]:
    for words, at_once, most in (("apart", False, 8), ("at once", True, 4)):
        calls = calls_of_eight_answers(at_once=at_once)
        yield (
            f"Slack calls of eight answers {words}",
            f"{calls['chat.update']} updates, {calls['chat.postMessage']} outcome",
            "",
            "",
            f"≤ {most} updates, 1 outcome",
        )


def _sockets() -> Iterator[tuple[str, ...]]:
    bare, ours = sockets.figures_side_by_side()
    for words, name, most in (
        ("press → card updated, apart, p50", "apart", "≤ 1.6 times"),
        ("eight presses at once → last card", "at_once", "≤ 1.3 times"),
        ("start → connected, p50", "connected", "≤ 2 times"),
    ):
        mine, floor = sockets.p50(getattr(ours, name)), sockets.p50(getattr(bare, name))
        yield words, f"{mine * 1000:.0f} ms", f"{floor * 1000:.0f} ms", f"{mine / floor:.2f} times", most
    mine, floor = (sockets.memory_after(program, ANSWERS) for program in (sockets.ACCORD, sockets.BARE))
    yield (
        f"memory after {ANSWERS} answers",
        f"{mine / 1e6:.0f} MB",
        f"{floor / 1e6:.0f} MB",
        f"{mine / floor:.2f} times",
        "≤ 2 times",
    )


def _growth() -> Iterator[tuple[str, ...]]:
    for name in ("sqlite", "postgresql"):
        with _two_databases(name) as (small, large):
            few, many = growth.seconds(small, growth.FEW), growth.seconds(large, growth.MANY)
        for act, took in few.items():
            yield (
                f"{act}, {growth.MANY:,} decisions against {growth.FEW}, p50, {name}",
                f"{many[act] * 1000:.2f} ms",
                f"{took * 1000:.2f} ms",
                f"{many[act] / took:.2f} times",
                "≤ 1.2 times",
            )


def _replicas() -> Iterator[tuple[str, ...]]:
    one: list[float] = []
    two: list[float] = []
    for _ in range(3):
        with _two_databases("postgresql") as (single, shared):
            one.append(replicas.answers_a_second(single, 1))
            two.append(replicas.answers_a_second(shared, 2))
    floor, ours = statistics.median(one), statistics.median(two)
    yield (
        "answers a second, two processes against one, two alliances, postgresql",
        f"{ours:.0f}",
        f"{floor:.0f}",
        f"{ours / floor:.2f} times",
        "≥ 1.7 times",
    )


def _alliances() -> Iterator[tuple[str, ...]]:
    for name in ("sqlite", "postgresql"):
        with _two_databases(name) as (small, large):
            few, many = (many_alliances.seconds_of_ticks(url, n) for url, n in ((small, 100), (large, 10_000)))
        for place, words in enumerate(("a quiet tick", "Monday at nine, for each digest")):
            yield (
                f"{words}, 10,000 alliances against 100, {name}",
                f"{many[place] * 1000:.2f} ms",
                f"{few[place] * 1000:.2f} ms",
                f"{many[place] / few[place]:.2f} times",
                "what is due",
            )


def _load() -> Iterator[tuple[str, ...]]:
    measured = load.figures(load.Load())
    for words, figure, wanted in measured.lines():
        yield f"{measured.load.alliances:,} alliances, two processes, postgresql: {words}", figure, "", "", wanted


def _register() -> Iterator[tuple[str, ...]]:
    with tempfile.TemporaryDirectory() as folder:
        built = register.seconds_to_build(Path(folder))
        middle, longest = register.seconds_of_searches(Path(folder))
    yield f"register of {register.DECISIONS:,} decisions written", f"{built:.1f} s", "", "", "seconds"
    searched = f"{middle * 1000:.0f} ms, longest {longest * 1000:.0f} ms"
    yield "a search in it, typed → painted, p50", searched, "", "", "≤ 100 ms"


@contextmanager
def _two_databases(name: str) -> Iterator[tuple[str, str]]:
    with tempfile.TemporaryDirectory() as folder:
        if name == "sqlite":
            yield f"sqlite:///{folder}/floor.db", f"sqlite:///{folder}/accord.db"
            return
        server = LocalPostgreSQL()
        try:
            with empty_database(server.url) as floor, empty_database(server.url) as own:
                yield floor, own
        finally:
            server.stop()


if __name__ == "__main__":
    sys.exit(main())
