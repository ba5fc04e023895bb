"""The timetable: what happens when nobody clicks, and how often. The only page that knows APScheduler."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime

from apscheduler.schedulers.background import BackgroundScheduler

from bot.setup.minute import EveryMinute
from handlers.clock import clock
from handlers.courier.calls.names import learn_names
from handlers.courier.calls.tokens import Tokens
from handlers.courier.courier import Courier
from handlers.recording.afterwards.steps import propose_due_steps
from handlers.recording.notices import agree_what_may_be_agreed
from storage.engine.database import Database


class Timetable:
    """Every minute, and at once at the start, whatever is due is done once. The courier looks for itself.

    One of several processes does a minute's work, so that they do not all look through every alliance.

    When a digest is due follows from the database, not from a trigger of its own: a trigger would have to be told by
    every process when an alliance changes its day, and forgets what it missed while nobody ran.
    """

    def __init__(
        self, database: Database, courier: Courier, now: Callable[[], datetime], tokens: Tokens | None = None
    ) -> None:
        self._scheduler = BackgroundScheduler(timezone="UTC")
        self._database, self._now, self._stopping = database, now, threading.Event()
        self._every_minute("names", lambda: learn_names(database, courier.workspaces, now))
        self._every_minute("notices", lambda: agree_what_may_be_agreed(database, now()))
        self._every_minute("alliances", lambda: _look_after_alliances(database, now()))
        if tokens:
            self._every_minute("tokens", tokens.renew_early)

    def start(self) -> None:
        self._scheduler.start()

    def stop(self) -> None:
        self._stopping.set()
        self._scheduler.shutdown(wait=True)

    def _every_minute(self, what: str, do: Callable[[], None]) -> None:
        self._scheduler.add_job(
            EveryMinute(self._database, what, do, self._now, self._stopping),
            "interval",
            name=what,
            minutes=1,
            next_run_time=datetime.now(UTC),
            max_instances=1,
            coalesce=True,
            misfire_grace_time=None,
        )


def _look_after_alliances(database: Database, now: datetime) -> None:
    """A step is proposed first, so that those concerned hear of it in the same minute."""
    propose_due_steps(database, now)
    clock.look_after_alliances(database, now)
