"""How does the demo run its bot? As `accord run` would, in a process of its own that can be killed for real."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping
from pathlib import Path

from bot.setup.settings import NO_FILE, Settings
from sandbox import Sandbox

STOP_SECONDS = 10
# A second is enough, unless the computer has much else to do.
CONNECT_SECONDS = 60


class DemoBot:
    """The bot's process. It ends with the demo, even if that is killed: the end of its input tells it so."""

    def __init__(self, sandbox: Sandbox, settings: Settings, log: Path) -> None:
        self._sandbox, self._settings, self._log = sandbox, settings, log
        self._process: subprocess.Popen[bytes] | None = None
        self._one_at_a_time = threading.RLock()

    def is_running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def start(self) -> None:
        """Start it and wait until it is connected. Raises TimeoutError when it does not come."""
        with self._one_at_a_time:
            self._sandbox.wait_until(self._is_connected, CONNECT_SECONDS)

    def kill(self) -> None:
        """End it in the middle of whatever it does."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        self._end(signal.SIGTERM)

    def follow_clock(self) -> None:
        """Live on at the workspace's time: as after a pause, it finds at its start what became due meanwhile."""
        with self._one_at_a_time:
            if self.is_running():
                self.stop()
                self.start()

    def _is_connected(self) -> bool:
        """Start it when it is not there: the bot of a demo that was killed may hold the database a moment longer."""
        if self.is_running():
            return self._sandbox.socket_mode.count > 0
        ahead = str(self._sandbox.workspace.clock_offset)
        self._process = self._launched(ahead, {**os.environ, **self._environment()}, self._log)
        return False

    def _launched(self, ahead: str, environment: Mapping[str, str], log: Path) -> "subprocess.Popen[bytes]":
        with log.open("ab") as words:
            return subprocess.Popen(  # noqa: S603 (our own program)
                [sys.executable, "-m", "bot.demo.child", ahead],
                env=environment,
                stdin=subprocess.PIPE,
                stdout=words,
                stderr=subprocess.STDOUT,
            )

    def _end(self, how: signal.Signals) -> None:
        with self._one_at_a_time:
            if self._process is None or self._process.poll() is not None:
                return
            self._process.send_signal(how)
            self._process.wait(STOP_SECONDS)
            if self._process.stdin:
                self._process.stdin.close()
        self._sandbox.wait_until(lambda: not self._sandbox.socket_mode.count)

    def _environment(self) -> dict[str, str]:
        settings = self._settings
        return {
            "SLACK_BOT_TOKEN": settings.slack_bot_token,
            "SLACK_APP_TOKEN": settings.slack_app_token,
            "SLACK_API_URL": settings.slack_api_url,
            "DATABASE_URL": settings.database_url,
            "ACCORD_PAPERS": "database" if settings.papers else "off",
            "ALLIANCE_FILE": str(settings.alliance_file or NO_FILE),
        }
