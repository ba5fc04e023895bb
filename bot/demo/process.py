"""How does the demo run its bot? As `accord run` would, in a process of its own that can be killed for real."""

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

from bot.setup.settings import NO_FILE, Settings
from sandbox import Sandbox

STOP_SECONDS = 10
CONNECT_SECONDS = 20


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
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(  # noqa: S603 (our own program)
                [sys.executable, "-m", "bot.demo.child", str(self._sandbox.workspace.clock_offset)],
                env={**os.environ, **self._environment()},
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        return False

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
