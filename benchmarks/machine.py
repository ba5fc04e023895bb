"""What processes take of the machine, and whether any of it is left."""

import os
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Taken:
    """Processors taken by Accord, by whoever presses with Slack's stand-in, and by everything together, of so many."""

    accord: float
    driver: float
    all: float
    of: int


def taking(accord: Iterable[int], driver: Iterable[int]) -> Callable[[], Taken]:
    """Begin to measure these processes; the answer ends it."""
    accord, driver = list(accord), list(driver)
    began = time.monotonic(), _seconds(accord), _seconds(driver), _busy_seconds()

    def taken() -> Taken:
        at, ours, theirs, busy = began
        took = time.monotonic() - at
        accords, drivers = (_seconds(accord) - ours) / took, (_seconds(driver) - theirs) / took
        return Taken(accords, drivers, (_busy_seconds() - busy) / took, os.cpu_count() or 1)

    return taken


def processor_seconds(process_id: int) -> float:
    fields = Path(f"/proc/{process_id}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _seconds(process_ids: Iterable[int]) -> float:
    return sum(map(processor_seconds, process_ids))


def _busy_seconds() -> float:
    ticks = [int(each) for each in Path("/proc/stat").read_text(encoding="utf-8").split("\n")[0].split()[1:]]
    return (sum(ticks) - ticks[3] - ticks[4]) / os.sysconf("SC_CLK_TCK")
