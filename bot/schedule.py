"""The timetable: what happens when nobody clicks, and how often. The only page that knows APScheduler."""

from collections.abc import Callable
from datetime import UTC, datetime

from apscheduler.schedulers.background import BackgroundScheduler

from handlers.courier import Courier
from handlers.names import learn_names
from storage.database import Database


class Timetable:
    """Cards grow older by themselves: the courier looks for what is due. Names are asked for here."""

    def __init__(self, database: Database, courier: Courier, now: Callable[[], datetime]) -> None:
        self._scheduler = BackgroundScheduler(timezone="UTC")
        self._scheduler.add_job(
            learn_names,
            "interval",
            minutes=1,
            args=(database, courier.slack, now),
            next_run_time=datetime.now(UTC),
            max_instances=1,
            coalesce=True,
            misfire_grace_time=None,
        )

    def start(self) -> None:
        self._scheduler.start()

    def stop(self) -> None:
        self._scheduler.shutdown(wait=True)
