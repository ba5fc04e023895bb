"""How does a test run `accord demo`, as a process of its own, or play at its page without one?"""

import fcntl
import os
import re
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import cast

import pytest

from bot.demo.beginning import Beginning
from bot.demo.command import staged
from bot.demo.process import DemoBot
from sandbox import Sandbox
from tests.warm import WarmProcess

PATIENCE_SECONDS = 60
# The story that is played first takes four seconds of a processor, and it may have to share that with many.
STORY_SECONDS = 240


class Demo:
    """A demo that somebody looks at in a browser."""

    def __init__(self, folder: Path, address: str) -> None:
        self.folder, self.address = folder, address


class PlayedDemo(Demo):
    """A demo whose page this process serves, so that people can also act without a browser, which is sooner."""

    def __init__(self, folder: Path, sandbox: Sandbox) -> None:
        super().__init__(folder, sandbox.address)
        self.sandbox = sandbox


class DemoProcess(Demo):
    """A running `accord demo`."""

    def __init__(self, folder: Path, process: WarmProcess, address: str) -> None:
        super().__init__(folder, address)
        self.process = process

    def stop(self) -> int:
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(PATIENCE_SECONDS)


class WarmBot(DemoBot):
    """The demo's bot without the second that its libraries take to load; it ends with the test's process."""

    def _launched(
        self, arguments: Sequence[str], environment: Mapping[str, str], log: Path
    ) -> "subprocess.Popen[bytes]":
        log.touch()
        warm = WarmProcess(("tests.stories.ahead", *arguments), Path.cwd(), environment, log, log)
        return cast("subprocess.Popen[bytes]", warm)


@contextmanager
def running_demo(folder: Path, *options: str) -> Iterator[DemoProcess]:
    """Start `accord demo` and wait until it says where it is.

    At a free port: a page that is still open would come to see the next demo at the usual one.
    """
    folder.mkdir(parents=True, exist_ok=True)
    said = folder.parent / f"{folder.name}.said"
    said.unlink(missing_ok=True)
    environment = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    command = ("bot", "demo", "--folder", str(folder), "--port", "0", *options)
    process = WarmProcess(command, Path.cwd(), environment, said, said)
    try:
        yield DemoProcess(folder, process, _address(process, said))
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(PATIENCE_SECONDS)


@contextmanager
def played_demo(folder: Path, beginning: Beginning = Beginning.STORY) -> Iterator[PlayedDemo]:
    """Serve the demo's page from this process, in a folder whose story was told; only its bot is another."""
    folder.mkdir(exist_ok=True)
    with staged(folder, 0, WarmBot, beginning) as (sandbox, start):
        # On a loaded machine three seconds pass between a press and its window.
        sandbox.ack_seconds = sandbox.workspace.trigger_seconds = PATIENCE_SECONDS
        start()
        yield PlayedDemo(folder, sandbox)
        # Nothing is to come of it any more, so nobody waits until it has stopped.
        if sandbox.page.operator.bot:
            sandbox.page.operator.bot.kill()


@pytest.fixture(scope="session")
def story(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The demo's folder right after its story was played, to be copied; it is played once for all workers."""
    base = tmp_path_factory.getbasetemp()
    shared = (base if worker_id == "master" else base.parent) / "story"
    shared.mkdir(exist_ok=True)
    played = shared / "played"
    with (shared / "lock").open("wb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not played.exists():
            with running_demo(shared / "demo") as demo:
                assert demo.stop() == 0
            played.touch()
    return shared / "demo"


def _address(process: WarmProcess, said: Path) -> str:
    end = time.monotonic() + STORY_SECONDS
    while time.monotonic() < end and process.poll() is None:
        if said.exists() and (found := re.search(r"The demo is at\s+(http://[^/]+)/", said.read_text("utf-8"))):
            return found[1]
        time.sleep(0.05)
    raise AssertionError(f"the demo did not start: {said.read_text('utf-8') if said.exists() else ''}")
