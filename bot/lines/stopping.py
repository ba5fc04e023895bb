"""How is Accord asked to stop? By SIGTERM or Ctrl-C, at any moment."""

import logging
import os
import select
import signal
import socket
from typing import Self

logger = logging.getLogger(__name__)


class Stopping:
    """Whether somebody has asked, by now.

    Python runs a signal's handler in the main thread, between two steps of it. If the signal reaches another thread,
    or comes in the moment before the main one begins to wait, nothing ends that wait, unless it is for a socket to
    which the interpreter writes at every signal (docs of signal.set_wakeup_fd).
    """

    def __init__(self) -> None:
        self._is_asked = False
        self._woken, self._waking = socket.socketpair()
        self._waking.settimeout(0)

    @classmethod
    def by_signals(cls, within: int = 0) -> Self:
        """Take SIGTERM and SIGINT to ask for it, from now on, and end the process so many seconds later at most."""
        stopping = cls()

        def ask(_number: int, _frame: object) -> None:
            stopping._is_asked = True
            signal.alarm(within)

        signal.set_wakeup_fd(stopping._waking.fileno(), warn_on_full_buffer=False)
        signal.signal(signal.SIGALRM, _leave)
        for wanted in (signal.SIGTERM, signal.SIGINT):
            signal.signal(wanted, ask)
        return stopping

    def is_asked(self) -> bool:
        return self._is_asked

    def wait(self, seconds: float | None = None) -> None:
        """Wait until it is asked for, or so long."""
        select.select([self._woken], [], [], seconds)


def _leave(_number: int, _frame: object) -> None:
    """Whatever hangs is left behind. The database has all that was said to be stored, and the next start goes on."""
    logger.warning("something that was under way did not end; Accord ends without it")
    os._exit(0)
