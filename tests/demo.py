"""How does a test run `accord demo`, as a process of its own?"""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Demo:
    """A running `accord demo`."""

    def __init__(self, folder: Path, process: "subprocess.Popen[str]", address: str) -> None:
        self.folder, self.process, self.address = folder, process, address

    def stop(self) -> int:
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(timeout=15)


@contextmanager
def running_demo(folder: Path, *options: str) -> Iterator[Demo]:
    """Start `accord demo` and wait until it says where it is."""
    command = [sys.executable, "-m", "bot", "demo", "--folder", str(folder), *options]
    environment = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)  # noqa: S603 (our own)
    try:
        yield Demo(folder, process, _address(process))
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=15)
        if process.stdout:
            process.stdout.close()


def _address(process: "subprocess.Popen[str]") -> str:
    said = ""
    for line in process.stdout or ():
        said += line
        if found := re.search(r"The demo is at\s+(http://[^/]+)/", line):
            return found[1]
    raise AssertionError(f"the demo did not start: {said}")
