"""The bot's process without the second that its libraries take to load.

Each is forked from a process that has loaded them and done nothing else (multiprocessing's fork server, one for all
tests of a worker); from there on it is a process as any other, which can be stopped, frozen and killed.
"""

import multiprocessing
import multiprocessing.connection
import os
import runpy
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Mapping, Sequence
from multiprocessing.context import ForkServerContext
from pathlib import Path


class WarmProcess:
    """As much of subprocess.Popen as the stories need."""

    def __init__(
        self,
        command: Sequence[str],
        folder: Path,
        environment: Mapping[str, str],
        out: Path,
        err: Path,
        *,
        prepare: Callable[[], None] | None = None,
    ) -> None:
        """Run `python -m` with this command, a module and its arguments, in this folder; it writes to these files.

        Whatever `prepare`, a function of a module, does to the process is done before.
        """
        given = (list(command), folder, dict(environment), out, err, prepare)
        self._process = _context().Process(target=_run, args=given, daemon=True)
        self._process.start()
        assert self._process.pid is not None
        self.pid = self._process.pid
        self.stdin = None
        # What a process ended with can be read from the fork server once only.
        self._reading = threading.Lock()

    @property
    def returncode(self) -> int | None:
        return self.poll()

    def poll(self) -> int | None:
        with self._reading:
            return self._process.exitcode

    def wait(self, timeout: float | None = None) -> int:
        multiprocessing.connection.wait([self._process.sentinel], timeout)
        status = self.poll()
        if status is None:
            raise subprocess.TimeoutExpired("accord", timeout or 0)
        return status

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        self._process.kill()


def run(
    command: Sequence[str], folder: Path, environment: Mapping[str, str], prepare: Callable[[], None] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run `python -m` with this command to its end, as subprocess.run does."""
    with tempfile.TemporaryDirectory() as words:
        out, err = Path(words, "out"), Path(words, "err")
        status = WarmProcess(command, folder, environment, out, err, prepare=prepare).wait(60)
        return subprocess.CompletedProcess(command, status, out.read_text("utf-8"), err.read_text("utf-8"))


def _context() -> ForkServerContext:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.kept"])
    return context


def _run(
    command: Sequence[str],
    folder: Path,
    environment: Mapping[str, str],
    out: Path,
    err: Path,
    prepare: Callable[[], None] | None,
) -> None:
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    # slack_sdk has every connection, also one without TLS, begin with all certificates that the machine trusts.
    os.environ["SSL_CERT_FILE"] = os.devnull
    for number, path in ((1, out), (2, err)):
        os.dup2(os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), number)
    sys.argv = list(command)
    if prepare:
        prepare()
    # It runs as the main one now, and Python warns of a module that is there twice.
    for loaded in (command[0], f"{command[0]}.__main__"):
        sys.modules.pop(loaded, None)
    runpy.run_module(command[0], run_name="__main__", alter_sys=True)
