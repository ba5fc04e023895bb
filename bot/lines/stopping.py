"""How is Accord asked to stop? By SIGTERM or Ctrl-C, at any moment."""

import queue
import signal
from contextlib import suppress
from typing import Self


class Stopping:
    """Whether somebody has asked, by now.

    A signal may come while the main thread is inside `wait`. A threading.Event has a lock there that its own `set`
    needs, and the program would never end; the queue's `put` is made for it (docs of Python's queue.SimpleQueue).
    """

    def __init__(self) -> None:
        self._asked: queue.SimpleQueue[None] = queue.SimpleQueue()

    @classmethod
    def by_signals(cls) -> Self:
        """Take SIGTERM and SIGINT to ask for it, from now on."""
        stopping = cls()
        for wanted in (signal.SIGTERM, signal.SIGINT):
            signal.signal(wanted, lambda _number, _frame: stopping.ask())
        return stopping

    def ask(self) -> None:
        self._asked.put(None)

    def is_asked(self) -> bool:
        return not self._asked.empty()

    def wait(self, seconds: float | None = None) -> None:
        """Wait until it is asked for, or so long."""
        with suppress(queue.Empty):
            self._asked.put(self._asked.get(timeout=seconds))
