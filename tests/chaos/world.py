"""In which world do the eight partners live while everything breaks? Real processes, real databases, the sandbox."""

import os
import signal
import subprocess
import time
from collections import deque
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import Row, create_engine, text
from sqlalchemy.exc import SQLAlchemyError

from bot.demo.manifest import read_manifest
from sandbox import Person, Sandbox
from tests import warm
from tests.cast import JON, KARA
from tests.databases import LocalPostgreSQL
from tests.stories.stage import alliance_toml, workspace
from tests.warm import WarmProcess

HERE = ZoneInfo("Europe/London")
PATIENCE_SECONDS = 240


class World:
    """One alliance, its Slack, its database, and one bot on SQLite or two on PostgreSQL."""

    def __init__(self, folder: Path, database_url: str, postgresql: LocalPostgreSQL | None) -> None:
        self.folder, self.database_url, self.postgresql = folder, database_url, postgresql
        self.sandbox = Sandbox.start(workspace(), scopes=read_manifest().scopes)
        self.sandbox.grants("files:read")
        # All of it is looked at in the end.
        traffic = self.sandbox.traffic
        traffic.calls, traffic.deliveries, traffic.everything = deque(), deque(), deque()
        self.papers = folder / "papers"
        self.papers.mkdir()
        (folder / "alliance.toml").write_text(_two_managers(), encoding="utf-8")
        self.bots: list[WarmProcess] = []
        self.engine = create_engine(database_url, pool_pre_ping=True)

    @property
    def wanted_bots(self) -> int:
        return 2 if self.postgresql else 1

    def set_clock(self, moment: datetime) -> None:
        self.sandbox.workspace.clock_offset = moment.timestamp() - time.time()

    def start_bots(self, prepare: Callable[[], None] | None = None) -> None:
        """Start what is missing; each lives at the sandbox's time."""
        self.bots = [bot for bot in self.bots if bot.poll() is None]
        while len(self.bots) < self.wanted_bots:
            command = ("tests.stories.ahead", str(self.sandbox.workspace.clock_offset))
            log = self.folder / "accord.log"
            self.bots.append(WarmProcess(command, self.folder, self._environment(), log, log, prepare=prepare))

    def wait_for_bots(self) -> None:
        self.sandbox.wait_until(lambda: self.sandbox.socket_mode.count >= self.wanted_bots, PATIENCE_SECONDS)

    def nobody_ended(self) -> None:
        """Whatever happens to a bot, it goes on by itself, or is started again where we killed it."""
        ended = [bot.returncode for bot in self.bots if bot.poll() is not None]
        assert not ended, f"a bot ended by itself, with {ended}"

    def kill_a_bot(self, which: int) -> None:
        """No warning, no clean-up."""
        bot = self.bots.pop(which % len(self.bots))
        bot.send_signal(signal.SIGKILL)
        bot.wait()

    def stop_bots(self) -> None:
        for bot in self.bots:
            if bot.poll() is None:
                bot.send_signal(signal.SIGTERM)
        for bot in self.bots:
            bot.wait(timeout=30)
        self.bots = []

    def close(self) -> None:
        for bot in self.bots:
            bot.kill()
            bot.wait()
        self.sandbox.stop()
        self.engine.dispose()

    def person(self, user_id: str) -> Person:
        return self.sandbox.person(user_id)

    def rows(self, query: str) -> list[Row[tuple[object, ...]]]:
        """Read with plain SQL, past the bot's own code."""
        with self.engine.connect() as connection:
            return list(connection.execute(text(query)).all())

    def unsaid(self) -> int:
        """Count what waits to be shown; nothing is known of it while the database is away."""
        try:
            return len(self.rows("SELECT 1 FROM messages WHERE ended_at IS NULL"))
        except SQLAlchemyError:
            return 0

    def wait_for_reminders(self, count: int) -> None:
        """The timetable is looked at once a minute, and whenever a bot starts."""
        end = time.monotonic() + PATIENCE_SECONDS
        while len(self.rows("SELECT 1 FROM messages WHERE kind = 'reminder'")) < count:
            if time.monotonic() > end:
                raise AssertionError("not everybody was reminded")
            time.sleep(0.5)

    def wait_until_all_strike(self, but: int = 0) -> None:
        """Wait until every trouble that was prepared has come about, but so many, while people go on."""

        def are_few() -> bool:
            ahead = self.sandbox.faults.deliveries
            deliveries = ahead.duplicate + ahead.drop + ahead.delay + ahead.lose_ack
            return len(self.sandbox.faults.waiting()) + deliveries <= but

        self.sandbox.wait_until(are_few, PATIENCE_SECONDS)

    def settle(self) -> None:
        """Wait until nothing is left to be said, and nothing is claimed any more."""
        end = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < end:
            if self._is_settled():
                return
            time.sleep(0.2)
        raise AssertionError("the bots do not come to rest; accord.log has their last words")

    def _is_settled(self) -> bool:
        now = datetime.fromtimestamp(self.sandbox.workspace.now(), UTC) + timedelta(seconds=30)
        query = text(
            "SELECT count(*) + (SELECT count(*) FROM messages WHERE ended_at IS NULL) FROM lanes "
            "WHERE due_at <= :now OR claimed_until IS NOT NULL OR failures > 0"
        )
        with self.engine.connect() as connection:
            return bool(connection.execute(query, {"now": _bound(self.database_url, now)}).scalar_one() == 0)

    def settle_for_good(self) -> None:
        """Settle, and stop the bots: while one runs, its timetable may put something more down a moment later."""
        self.settle()
        self.stop_bots()
        if not self._is_settled():
            self.start_bots()
            self.wait_for_bots()
            self.settle_for_good()

    @property
    def secrets(self) -> tuple[str, ...]:
        return (self.sandbox.bot_token, self.sandbox.app_token)

    def log(self) -> str:
        return (self.folder / "accord.log").read_text(encoding="utf-8")

    def last_deliveries(self) -> list[str]:
        """Tell what became of what people did last."""
        last = list(self.sandbox.traffic.deliveries)[-30:]
        return [f"{it.kind} {it.payload.get('type')} {it.seconds:.1f} s: {it.error or it.ack}" for it in last]

    def accord(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a command of the command line to its end."""
        return warm.run(("bot", *arguments), self.folder, self._environment())

    def _environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("SLACK_", "DATABASE_"))}
        return {
            **kept,
            "SLACK_BOT_TOKEN": self.sandbox.bot_token,
            "SLACK_APP_TOKEN": self.sandbox.app_token,
            "SLACK_API_URL": self.sandbox.api_url,
            "DATABASE_URL": self.database_url,
            "ACCORD_PAPERS": str(self.papers),
        }


def _two_managers() -> str:
    """The council's deputy is one, too."""
    return alliance_toml().replace(f'["{KARA}"]', f'["{KARA}", "{JON}"]')


def next_monday_at_nine() -> datetime:
    """Return a Monday to come, nine o'clock in Glasgow: the digest's moment, and reminders' first."""
    today = datetime.now(HERE)
    monday = today.date() + timedelta(days=7 - today.weekday())
    return datetime.combine(monday, datetime.min.time().replace(hour=9), HERE)


def _bound(url: str, moment: datetime) -> object:
    """SQLite keeps moments as text in UTC."""
    return moment if url.startswith("postgresql") else moment.replace(tzinfo=None).isoformat(" ")
