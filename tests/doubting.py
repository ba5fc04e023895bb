"""Does memory tell what the database holds? Whatever is recalled is read once more, and must be the same.

`python -m tests.doubting MODULE …` runs a module so, as `python -m MODULE …` would.
"""

import runpy
import sys
from collections.abc import Callable, Hashable
from typing import TypeVar

from storage.engine import memory

T = TypeVar("T")

# What stands in the log of a bot whose memory was wrong.
DOUBT = "remembered, but not so"

trusting = memory.recall


def doubted(end: str, what: Hashable, read: Callable[[], T]) -> T:
    recalled, is_read = trusting(end, what, read), read()
    if recalled != is_read:
        raise AssertionError(f"{DOUBT}: {what} under {end[:8]} is {is_read}, and not {recalled}")
    return recalled


if __name__ == "__main__":
    memory.recall = doubted
    del sys.argv[0]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
