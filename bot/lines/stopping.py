"""How Accord is asked to stop: by SIGTERM or Ctrl-C, at any moment."""

import logging
import os
import select
import signal
import socket
import threading
import time
from typing import Self

logger = logging.getLogger(__name__)


class Stopping:
    """Whether somebody has asked, by now.

    Python runs a signal's handler in the main thread, between two steps of it. If the signal reaches another thread,
    or comes in the moment before the main one begins to wait, nothing ends that wait. So nobody waits for a handler,
    but for a socket to which the interpreter writes at every signal (docs of signal.set_wakeup_fd).
    """

    def __init__(self) -> None:
        self._asked, self._asking = socket.socketpair()
        self._asking.settimeout(0)

    @classmethod
    def by_signals(cls, within: float | None = None) -> Self:
        """Take SIGTERM and SIGINT to ask for it, from now on, and end the process so many seconds later at most."""
        stopping = cls()
        signal.set_wakeup_fd(stopping._asking.fileno(), warn_on_full_buffer=False)
        for wanted in (signal.SIGTERM, signal.SIGINT):
            signal.signal(wanted, lambda _number, _frame: None)
        if within is not None:
            threading.Thread(target=stopping._leave, args=(within,), daemon=True).start()
        return stopping

    def is_asked(self) -> bool:
        return self.wait(0)

    def wait(self, seconds: float | None = None) -> bool:
        """Wait until it is asked for, or so long; say whether it is."""
        # What was written there stays unread, so that everybody who waits sees it.
        ready, _, _ = select.select([self._asked], [], [], seconds)
        return bool(ready)

    def _leave(self, within: float) -> None:
        """Abandon whatever hangs. The database has all that was said to be stored, and the next start goes on."""
        self.wait()
        time.sleep(within)
        logger.warning("something that was under way did not end; Accord ends without it")
        os._exit(0)
