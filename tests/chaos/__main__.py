"""Runs the campaign: `python -m tests.chaos --seed 1 --runs 3 --faults 100 --database sqlite`."""

import argparse
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from tests.cast import LEADS
from tests.chaos.judge import differences
from tests.chaos.kept import ENTRIES_OF, LOGGED_AS, entries
from tests.chaos.ledger import Ledger
from tests.chaos.peace import some_days_before
from tests.chaos.people import Crowd
from tests.chaos.troubles import Troubles
from tests.chaos.world import World
from tests.databases import LocalPostgreSQL, empty_database

# What is no kind of entry of its own, and in which rows it is seen.
BESIDES = {
    "renewals": "revisions WHERE supersedes_id IS NOT NULL",
    "waiting for the committee": "questions WHERE subject_to <> ''",
    "consents to a bundle": "messages WHERE kind = 'bundle_receipt'",
    "worries": "messages WHERE kind = 'worry_notice'",
}
# In a campaign of so many faults all of it comes about that people do in it, but for what needs a press of every other
# partner about the same one.
ENOUGH = 1000
LOGGED = {*(kind for kinds in ENTRIES_OF.values() for kind in kinds), *(kind for kind, _ in LOGGED_AS.values())}
ALL = {*BESIDES, *LOGGED} - {"part_granted"}


def main() -> int:
    """Return 0 when every run was without a difference; the first one ends the campaign."""
    asked = _arguments()
    struck: Counter[str] = Counter()
    there: Counter[str] = Counter()
    for seed in range(asked.seed, asked.seed + asked.runs):
        began = time.monotonic()
        ended = run(seed, asked.faults, asked.database)
        struck += ended.troubles
        there += ended.there
        seconds = time.monotonic() - began
        print(f"seed {seed}, {asked.database}: {ended.troubles.total()} faults, {seconds:.0f} s", flush=True)
        if ended.differences:
            print("\n".join(ended.differences))
            return 1
    print(f"no difference after {struck.total()} faults on {asked.database}: {_counted(struck)}")
    print(f"compared: {_counted(there)}")
    if struck.total() >= ENOUGH and (missing := sorted(ALL - there.keys())):
        print(f"this never came about: {', '.join(missing)}")
        return 1
    return 0


@dataclass(frozen=True)
class Ended:
    """How a world ended: which troubles struck it, what was there to be compared, and what was not as it should be."""

    troubles: Counter[str]
    there: Counter[str]
    differences: list[str]


def run(seed: int, faults: int, database: str) -> Ended:
    """Play one world through."""
    with tempfile.TemporaryDirectory() as folder:
        if database == "sqlite":
            return _play(World(Path(folder), f"sqlite:///{folder}/accord.db", None), seed, faults)
        server = LocalPostgreSQL()
        try:
            with empty_database(server.url) as url:
                return _play(World(Path(folder), url, server), seed, faults)
        finally:
            server.stop()


def _play(world: World, seed: int, faults: int) -> Ended:
    try:
        some_days_before(world)
        crowd = Crowd(world, seed)
        troubles = Troubles(world, crowd.ledger, seed, faults)
        crowd.start()
        try:
            troubles.strike()
        finally:
            crowd.stop()
        world.sandbox.faults.clear()
        world.start_bots()
        world.wait_for_bots()
        world.settle()
        # They look at the timetable as they start; without that it would be up to a minute until they do.
        world.stop_bots()
        world.start_bots()
        world.wait_for_bots()
        world.wait_for_reminders(len(LEADS))
        world.settle_for_good()
        found = list(differences(world, crowd.ledger))
        if found:
            print(world.log()[-20_000:])
        return Ended(troubles.done, _there(world, crowd.ledger), found)
    except (AssertionError, TimeoutError):
        print(world.log()[-20_000:])
        print("\n".join(world.last_deliveries()))
        raise
    finally:
        world.close()


def _there(world: World, ledger: Ledger) -> Counter[str]:
    tables = ("proposals", "revisions", "papers", "responses", "agreements", "withdrawals", "messages", "log_entries")
    there = Counter({table: len(world.rows(f"SELECT 1 FROM {table}")) for table in tables})  # noqa: S608 (our own names)
    there += Counter(kind for kind, *_ in entries(world))
    for what, rows in BESIDES.items():
        there[what] = len(world.rows(f"SELECT 1 FROM {rows}"))  # noqa: S608 (our own words)
    told = {"acts": ledger.acts, "acknowledged": len(ledger.told), "promised": len(ledger.promised)}
    return there + Counter({**told, "sealed words": len(ledger.sealed)})


def _counted(things: Counter[str]) -> str:
    return ", ".join(f"{count} {kind}" for kind, count in things.most_common())


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.chaos", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--runs", type=int, default=1)
    parser.add_argument("--faults", type=int, default=100, help="faults a run")
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
