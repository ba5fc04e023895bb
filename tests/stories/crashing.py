"""How does a bot die between two steps? Run as `accord run`, it kills itself at one of its transactions.

ACCORD_DIES_AT says at which, counted from the start; ACCORD_DIES says whether "before" or "after" its commit.
"""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

from sqlalchemy import Connection

from bot.__main__ import main
from storage.engine.database import Database


def die_at(number: int, moment: str) -> None:
    numbers, honest = count(1), Database.transaction

    @contextmanager
    def deadly(self: Database) -> Iterator[Connection]:
        this = next(numbers)
        with honest(self) as connection:
            yield connection
            if this == number and moment == "before":
                os.kill(os.getpid(), signal.SIGKILL)
        if this == number:
            os.kill(os.getpid(), signal.SIGKILL)

    Database.transaction = deadly  # type: ignore[method-assign]  # the point of this file


if __name__ == "__main__":
    die_at(int(os.environ["ACCORD_DIES_AT"]), os.environ["ACCORD_DIES"])
    sys.exit(main())
