"""The timetable: what happens when nobody clicks, and how often. The only page that knows APScheduler."""

from collections.abc import Callable
from datetime import UTC, datetime

from apscheduler.schedulers.background import BackgroundScheduler

from handlers.clock import clock
from handlers.courier.courier import Courier
from handlers.courier.names import learn_names
from handlers.courier.tokens import Tokens
from handlers.recording.notices import agree_what_may_be_agreed
from handlers.recording.steps import propose_due_steps
from storage.engine.database import Database


class Timetable:
    """Every minute, and at once at the start, whatever is due is done once. The courier looks for itself.

    When a digest is due follows from the database, not from a trigger of its own: a trigger would have to be told by
    every process when an alliance changes its day, and forgets what it missed while nobody ran.
    """

    def __init__(
        self, database: Database, courier: Courier, now: Callable[[], datetime], tokens: Tokens | None = None
    ) -> None:
        self._scheduler = BackgroundScheduler(timezone="UTC")
        self._every_minute(lambda: learn_names(database, courier.workspaces, now))
        self._every_minute(lambda: agree_what_may_be_agreed(database, now()))
        self._every_minute(lambda: propose_due_steps(database, now()))
        self._every_minute(lambda: clock.look_after_alliances(database, now()))
        if tokens:
            self._every_minute(tokens.renew_early)

    def start(self) -> None:
        self._scheduler.start()

    def stop(self) -> None:
        self._scheduler.shutdown(wait=True)

    def _every_minute(self, job: Callable[[], None]) -> None:
        self._scheduler.add_job(
            job,
            "interval",
            minutes=1,
            next_run_time=datetime.now(UTC),
            max_instances=1,
            coalesce=True,
            misfire_grace_time=None,
        )
