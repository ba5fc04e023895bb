"""How is Accord asked to stop? By SIGTERM or Ctrl-C, at any moment."""

import logging
import os
import queue
import signal
from contextlib import suppress
from typing import Self

logger = logging.getLogger(__name__)


class Stopping:
    """Whether somebody has asked, by now.

    A signal may come while the main thread is inside `wait`. A threading.Event has a lock there that its own `set`
    needs, and the program would never end; the queue's `put` is made for it (docs of Python's queue.SimpleQueue).
    """

    def __init__(self) -> None:
        self._asked: queue.SimpleQueue[None] = queue.SimpleQueue()

    @classmethod
    def by_signals(cls, within: int = 0) -> Self:
        """Take SIGTERM and SIGINT to ask for it, from now on, and end the process so many seconds later at most."""
        stopping = cls()

        def ask(_number: int, _frame: object) -> None:
            stopping.ask()
            signal.alarm(within)

        signal.signal(signal.SIGALRM, _leave)
        for wanted in (signal.SIGTERM, signal.SIGINT):
            signal.signal(wanted, ask)
        return stopping

    def ask(self) -> None:
        self._asked.put(None)

    def is_asked(self) -> bool:
        return not self._asked.empty()

    def wait(self, seconds: float | None = None) -> None:
        """Wait until it is asked for, or so long."""
        with suppress(queue.Empty):
            self._asked.put(self._asked.get(timeout=seconds))


def _leave(_number: int, _frame: object) -> None:
    """Whatever hangs is left behind. The database has all that was said to be stored, and the next start goes on."""
    logger.warning("something that was under way did not end; Accord ends without it")
    os._exit(0)
