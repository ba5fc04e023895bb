"""How do the stories run the bot? `accord run` and the other commands, each as a process of its own."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar, cast

from handlers.courier.calls import pace
from sandbox import Sandbox
from tests import warm
from tests.warm import WarmProcess

T = TypeVar("T")
# A slow machine that runs several stories at once needs some of it; nothing waits longer than it has to.
PATIENCE_SECONDS = 60


def bear_all_posts() -> None:
    """Nobody waits a second for each message in a story: its channel bears what is said there in hours."""
    pace.PER_SECOND = 1000.0


class Bot:
    """A bot in a folder of its own, and the commands that its operator runs there."""

    def __init__(self, folder: Path, database_url: str, sandbox: Sandbox) -> None:
        self.folder, self.database_url, self.sandbox = folder, database_url, sandbox
        self.bot: subprocess.Popen[bytes] | WarmProcess | None = None

    def environment(self, **changes: str) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("SLACK_", "DATABASE_"))}
        return {
            **kept,
            "SLACK_BOT_TOKEN": self.sandbox.bot_token,
            "SLACK_APP_TOKEN": self.sandbox.app_token,
            "SLACK_API_URL": self.sandbox.api_url,
            "DATABASE_URL": self.database_url,
            **changes,
        }

    def accord(self, *arguments: str, **changes: str) -> subprocess.CompletedProcess[str]:
        """Run a command of the command line to its end."""
        return warm.run(("bot", *arguments), self.folder, self.environment(**changes))

    def accord_at_a_console(self, commands: Sequence[Sequence[str]], **console: str) -> list[dict[str, Any]]:
        """Run them likewise, as programs whose console is described by the environment; tell what each came to."""
        words = [word for command in commands for word in (*command, ",")]
        ended = subprocess.run(  # noqa: S603 (our own program)
            [sys.executable, "-m", "tests.stories.console", *words],
            cwd=self.folder,
            env=self.environment(**console),
            capture_output=True,
            timeout=60,
            check=True,
        )
        answers: list[dict[str, Any]] = json.loads(ended.stdout)
        return answers

    def start_bot(self, module: str = "bot", **changes: str) -> None:
        """Start `accord run` and wait until it is connected, or has ended."""
        lines = self.sandbox.socket_mode.opened
        self.launch_bot(module, **changes)
        try:
            self.sandbox.wait_until(lambda: self._is_connected_after(lines) or self.has_ended(), PATIENCE_SECONDS)
        except TimeoutError as error:
            raise AssertionError(self.log()) from error

    def start_bot_ahead(self, ahead: timedelta) -> None:
        """Start the bot at a later time; the sandbox's clock goes with it."""
        self.sandbox.workspace.clock_offset = ahead.total_seconds()
        lines = self.sandbox.socket_mode.opened
        self.launch_bot("tests.stories.ahead", [str(ahead.total_seconds())])
        self.until(lambda: self._is_connected_after(lines))

    def _is_connected_after(self, lines: int) -> bool:
        """Tell whether there is a new line: that of a bot that has just stopped may be seen for a moment longer."""
        return self.sandbox.socket_mode.opened > lines

    def launch_bot(self, module: str = "bot", command: Sequence[str] = ("run",), **changes: str) -> None:
        log = self.folder / "accord.log"
        given = (module, *command), self.folder, self.environment(**changes)
        self.bot = WarmProcess(*given, log, log, prepare=bear_all_posts)

    def start_cold_bot(self, module: str) -> None:
        """Start one that loads its libraries itself, and wait until it is connected."""
        with (self.folder / "accord.log").open("ab") as log:
            self.bot = subprocess.Popen(  # noqa: S603 (our own program)
                [sys.executable, "-m", module, "run"],
                cwd=self.folder,
                env=self.environment(),
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        self.until(lambda: self.sandbox.socket_mode.count)

    def has_ended(self) -> bool:
        return self.bot is not None and self.bot.poll() is not None

    def stop_bot(self) -> int:
        """Stop it as systemd does; return its exit status."""
        if self.bot is None:
            raise AssertionError("no bot was started")
        self.bot.send_signal(signal.SIGTERM)
        try:
            status = self.bot.wait(timeout=10)
        except subprocess.TimeoutExpired as expired:
            raise AssertionError(f"{expired}\n--- the bot's log\n{self.log()[-3000:]}") from expired
        return status

    def restarts_bot(self) -> None:
        assert self.stop_bot() == 0
        self.wait_for_bots_end()
        self.start_bot()

    def wait_for_bots_end(self) -> None:
        if self.bot:
            self.bot.wait(PATIENCE_SECONDS)
        self.sandbox.wait_until(lambda: self.sandbox.socket_mode.count == 0, PATIENCE_SECONDS)

    def log(self) -> str:
        return (self.folder / "accord.log").read_text(encoding="utf-8")

    def until(self, condition: Callable[[], T | bool | None], timeout: float = PATIENCE_SECONDS) -> T:
        try:
            return cast(T, self.sandbox.wait_until(condition, timeout))
        except TimeoutError as error:
            raise AssertionError(f"{error}\n--- the bot's log\n{self.log()[-3000:]}") from error
