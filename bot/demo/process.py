"""Runs the demo's bot as an operator would, in a process of its own that can be killed for real."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path

from bot.demo.ways import way_of
from bot.setup.settings import Settings
from sandbox import Sandbox

STOP_SECONDS = 10
# A second is enough, unless the computer has much else to do.
CONNECT_SECONDS = 60


class DemoBot:
    """The bot's process. It ends with the demo, even if that is killed: the end of its input tells it so."""

    def __init__(self, sandbox: Sandbox, settings: Settings, log: Path) -> None:
        self._sandbox, self._log = sandbox, log
        self._way = way_of(sandbox, settings)
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
        """Restart it at the workspace's time: as after a pause, it finds at its start what became due meanwhile."""
        with self._one_at_a_time:
            if self.is_running():
                self.stop()
                self.start()

    def _is_connected(self) -> bool:
        """Start it when it is not there: the bot of a demo that was killed may hold the database a moment longer."""
        if self.is_running():
            return self._way.is_connected()
        arguments = [str(self._sandbox.workspace.clock_offset), *self._way.addresses()]
        self._process = self._launched(arguments, {**os.environ, **self._way.environment()}, self._log)
        return False

    def _launched(
        self, arguments: Sequence[str], environment: Mapping[str, str], log: Path
    ) -> "subprocess.Popen[bytes]":
        with log.open("ab") as words:
            return subprocess.Popen(  # noqa: S603 (our own program)
                [sys.executable, "-m", "bot.demo.child", *arguments],
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
