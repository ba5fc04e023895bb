"""Runs the campaign: `python -m tests.chaos --seed 1 --runs 3 --faults 100 --database sqlite`."""

import argparse
import sys
import tempfile
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path

from tests.cast import CHANNEL, KARA, LEADS
from tests.chaos.judge import differences
from tests.chaos.people import THE_FIRST, Crowd
from tests.chaos.troubles import Troubles
from tests.chaos.world import World, next_monday_at_nine
from tests.databases import LocalPostgreSQL, empty_database


def main() -> int:
    """Return 0 when every run was without a difference; the first one ends the campaign."""
    asked = _arguments()
    total: Counter[str] = Counter()
    for seed in range(asked.seed, asked.seed + asked.runs):
        began = time.monotonic()
        troubles, acts, found = run(seed, asked.faults, asked.database)
        total += troubles
        print(
            f"seed {seed}, {asked.database}: {troubles.total()} faults, {acts} acts, {time.monotonic() - began:.0f} s"
        )
        if found:
            print("\n".join(found))
            return 1
    kinds = ", ".join(f"{count} {kind}" for kind, count in total.most_common())
    print(f"no difference after {total.total()} faults on {asked.database}: {kinds}")
    return 0


def run(seed: int, faults: int, database: str) -> tuple[Counter[str], int, list[str]]:
    """Play one world through; return the troubles by kind, how much people did, and the differences."""
    with tempfile.TemporaryDirectory() as folder:
        if database == "sqlite":
            return _play(World(Path(folder), f"sqlite:///{folder}/accord.db", None), seed, faults)
        server = LocalPostgreSQL(Path(folder))
        try:
            with empty_database(server.url) as url:
                return _play(World(Path(folder), url, server), seed, faults)
        finally:
            server.stop()


def _play(world: World, seed: int, faults: int) -> tuple[Counter[str], int, list[str]]:
    try:
        _some_days_before(world)
        crowd, troubles = Crowd(world, seed), Troubles(world, seed, faults)
        crowd.start()
        troubles.start()
        troubles.join()
        crowd.stop()
        world.sandbox.faults.clear()
        world.start_bots()
        world.wait_for_bots()
        world.wait_for_reminders(len(LEADS))
        world.settle()
        found = list(differences(world, crowd.ledger))
        if found:
            print(world.last_words())
        return troubles.done, crowd.ledger.acts, found
    except (AssertionError, TimeoutError):
        print(world.last_words())
        raise
    finally:
        world.close()


def _some_days_before(world: World) -> None:
    """Some proposals are raised on a Thursday in peace. The troubles begin ten seconds before Monday's digest."""
    monday = next_monday_at_nine()
    world.set_clock(monday - timedelta(days=4))
    world.start_bots()
    world.wait_for_bots()
    kara = world.person(KARA)
    for title in (THE_FIRST, "The second", "The third", "The fourth"):
        kara.runs("/propose", CHANNEL)
        kara.fills({"Title": title, "What we propose": "Ten beds.", "Why this is best for people": "Warmth."})
        kara.submits()
    world.settle()
    world.stop_bots()
    world.set_clock(monday - timedelta(seconds=10))
    world.start_bots()
    world.wait_for_bots()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.chaos", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--runs", type=int, default=1)
    parser.add_argument("--faults", type=int, default=100, help="faults a run")
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
