"""Processes of Accord that serve over HTTP, and what they take of the machine."""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from benchmarks.machine import processor_seconds

SECRET, CLIENT = "a-secret-of-the-benchmark", "bench"
PATIENCE_SECONDS = 600


@dataclass
class Bots:
    """Processes that serve, each at a port of its own; the last took `start_seconds` to be ready."""

    processes: list[subprocess.Popen[bytes]]
    ports: list[int]
    start_seconds: float

    def processor_seconds(self) -> float:
        """Return what all of them have taken of the processors so far."""
        return sum(processor_seconds(each.pid) for each in self.processes)


@contextmanager
def serving(url: str, api_url: str, keys: str, count: int) -> Iterator[Bots]:
    """Start so many, each once the one before is ready, as in a rolling start."""
    environment = {
        **os.environ,
        "SLACK_SIGNING_SECRET": SECRET,
        "SLACK_CLIENT_ID": CLIENT,
        "SLACK_CLIENT_SECRET": SECRET,
        "ACCORD_TOKEN_KEYS": keys,
        "SLACK_API_URL": api_url,
        "DATABASE_URL": url,
        "ALLIANCE_FILE": "-",
        "PYTHONPATH": str(Path.cwd()),
    }
    with tempfile.TemporaryDirectory() as folder:
        bots = Bots([], [], 0.0)
        try:
            for place in range(count):
                began, ports = time.perf_counter(), [free_port(), free_port()]
                command = [sys.executable, "-m", "bot", "serve"]
                for option, port in zip(("--listen", "--watch"), ports, strict=True):
                    command += [option, f"127.0.0.1:{port}"]
                with Path(folder, f"log{place}").open("wb") as log:
                    process = subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=log)  # noqa: S603 (ourselves)
                bots.processes.append(process)
                bots.ports.append(ports[0])
                _await_ready(process, ports[1], Path(folder, f"log{place}"))
                bots.start_seconds = time.perf_counter() - began
            yield bots
        finally:
            for process in bots.processes:
                process.terminate()
            for process in bots.processes:
                process.wait(PATIENCE_SECONDS)


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _await_ready(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end and process.poll() is None:
        with suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=2) as answer:
            if answer.status == 200:
                return
        time.sleep(0.1)
    raise AssertionError(log.read_text(encoding="utf-8")[-2000:])
