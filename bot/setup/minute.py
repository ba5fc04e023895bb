"""What is done once a minute by one of several processes, and again a moment later where the database was busy."""

import logging
import threading
from collections.abc import Callable
from datetime import datetime

from storage.alliance import turns
from storage.engine.busy import is_busy
from storage.engine.database import Database

AGAIN_SECONDS = 2.0

logger = logging.getLogger(__name__)


class EveryMinute:
    """Calling it takes the minute's turn, and does `do` where it is ours.

    It can safely be restarted at any point: what was done already is found done.
    """

    def __init__(
        self,
        database: Database,
        what: str,
        do: Callable[[], None],
        now: Callable[[], datetime],
        stopping: threading.Event,
    ) -> None:
        self._database, self._what, self._do, self._now, self._stopping = database, what, do, now, stopping
        # Whoever has just started does it at once, whatever others do: something may have been missed.
        self._is_to_do = True

    def __call__(self) -> None:
        is_told = False
        while not self._stopping.is_set():
            try:
                self._do_in_turn()
            # Whatever else it is goes to the timetable, which logs it; the next minute begins as usual.
            except Exception as error:
                if not is_busy(error):
                    self._is_to_do = False
                    raise
                if not is_told:
                    logger.warning("the database is busy: %s are looked after in a moment (%s)", self._what, error)
                is_told = True
                self._stopping.wait(AGAIN_SECONDS)
            else:
                return

    def _do_in_turn(self) -> None:
        with self._database.transaction() as connection:
            is_ours = turns.take(connection, self._what, self._now())
        # A turn that was broken off stays ours until it is done.
        self._is_to_do = self._is_to_do or is_ours
        if self._is_to_do:
            self._do()
        self._is_to_do = False
