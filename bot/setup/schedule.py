"""The timetable: what happens when nobody clicks, and how often. The only page that knows APScheduler."""

from collections.abc import Callable
from datetime import UTC, datetime

from apscheduler.schedulers.background import BackgroundScheduler

from handlers.clock import clock
from handlers.courier.calls.names import learn_names
from handlers.courier.calls.tokens import Tokens
from handlers.courier.courier import Courier
from handlers.recording.afterwards.steps import propose_due_steps
from handlers.recording.notices import agree_what_may_be_agreed
from storage.alliance import turns
from storage.engine.database import Database


class Timetable:
    """Every minute, and at once at the start, whatever is due is done once. The courier looks for itself.

    Of several processes one does a minute's work, so that they do not look through all alliances one after another.

    When a digest is due follows from the database, not from a trigger of its own: a trigger would have to be told by
    every process when an alliance changes its day, and forgets what it missed while nobody ran.
    """

    def __init__(
        self, database: Database, courier: Courier, now: Callable[[], datetime], tokens: Tokens | None = None
    ) -> None:
        self._scheduler = BackgroundScheduler(timezone="UTC")
        self._database, self._now = database, now
        self._every_minute("names", lambda: learn_names(database, courier.workspaces, now))
        self._every_minute("notices", lambda: agree_what_may_be_agreed(database, now()))
        self._every_minute("alliances", lambda: _look_after_alliances(database, now()))
        if tokens:
            self._every_minute("tokens", tokens.renew_early)

    def start(self) -> None:
        self._scheduler.start()

    def stop(self) -> None:
        self._scheduler.shutdown(wait=True)

    def _every_minute(self, what: str, do: Callable[[], None]) -> None:
        has_begun = False

        def do_in_turn() -> None:
            """Whoever has just started does it at once, whatever others do: something may have been missed."""
            nonlocal has_begun
            with self._database.transaction() as connection:
                is_ours = turns.take(connection, what, self._now())
            if is_ours or not has_begun:
                has_begun = True
                do()

        self._scheduler.add_job(
            do_in_turn,
            "interval",
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
