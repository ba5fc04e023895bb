"""What comes through a real Caddy with deploy/Caddyfile, and what does not reach Accord."""

import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CADDY = Path(sys.executable).parent / "caddy"
HALF_SENT = 120


class Accord(ThreadingHTTPServer):
    """In Accord's place: it notes what begins to come and what came whole, and answers."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answer)
        self.begun: list[str] = []
        self.whole: list[str] = []
        threading.Thread(target=self.serve_forever, daemon=True).start()


class _Answer(BaseHTTPRequestHandler):
    server: Accord

    def do_POST(self) -> None:
        self.server.begun.append(self.path)
        length = int(self.headers.get("Content-Length", 0))
        if len(self.rfile.read(length)) == length:
            self.server.whole.append(self.path)
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_GET = do_POST  # noqa: N815 (http.server's name)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (likewise)
        """Say nothing."""


class Proxy:
    def __init__(self, port: int, accord: Accord) -> None:
        self.port, self.accord = port, accord

    def asks(self, method: str, path: str, body: bytes | None = None) -> int:
        line = HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            line.request(method, path, body)
            return line.getresponse().status
        finally:
            line.close()

    def begins(self) -> socket.socket:
        """Send the head of a request and a part of its body."""
        line = socket.create_connection(("127.0.0.1", self.port), timeout=20)
        line.sendall(b"POST /slack/events HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000\r\n\r\npayload=")
        return line


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


@pytest.fixture
def proxy(tmp_path: Path) -> Iterator[Proxy]:
    accord, port = Accord(), free_port()
    environment = {
        **os.environ,
        "ACCORD_SITE": f"http://127.0.0.1:{port}",
        "ACCORD_UPSTREAM": f"127.0.0.1:{accord.server_port}",
        "CADDY_ADMIN": f"127.0.0.1:{free_port()}",
        "HOME": str(tmp_path),
    }
    with (tmp_path / "caddy.log").open("wb") as log:
        caddy = subprocess.Popen(  # noqa: S603 (of our own .venv)
            [CADDY, "run", "--adapter", "caddyfile", "--config", ROOT / "deploy" / "Caddyfile"],
            env=environment,
            stdout=log,
            stderr=log,
        )
    try:
        _await(port, caddy)
        yield Proxy(port, accord)
    finally:
        caddy.terminate()
        caddy.wait(20)
        accord.shutdown()
        accord.server_close()


def _await(port: int, caddy: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + 30
    while time.monotonic() < end and caddy.poll() is None:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.05)
    raise AssertionError("Caddy does not listen")


def test_only_what_slack_sends_comes_through(proxy: Proxy) -> None:
    asked = {
        (method, path): proxy.asks(method, path)
        for method in ("POST", "GET")
        for path in ("/slack/events", "/healthz", "/readyz", "/metrics", "/")
    }

    assert [key for key, status in asked.items() if status == 200] == [("POST", "/slack/events")]
    assert set(asked.values()) == {200, 404}
    assert proxy.accord.begun == ["/slack/events"]


def test_a_browser_reaches_the_two_pages_by_which_accord_is_installed(proxy: Proxy) -> None:
    pages = ("/slack/install", "/slack/oauth_redirect?code=1&state=2")

    assert [proxy.asks("GET", page) for page in pages] == [200, 200]
    assert [proxy.asks("POST", page) for page in pages] == [404, 404]


def test_a_body_that_is_too_large_goes_no_further(proxy: Proxy) -> None:
    large = proxy.asks("POST", "/slack/events", b"x" * 1_100_000)
    allowed = proxy.asks("POST", "/slack/events", b"x" * 250_000)

    assert (large, allowed) == (413, 200)
    assert len(proxy.accord.whole) == 1


def test_requests_that_never_end_reach_nobody_and_hold_up_nobody(proxy: Proxy) -> None:
    with ExitStack() as lines:
        for _ in range(HALF_SENT):
            lines.enter_context(proxy.begins())
        began = time.monotonic()
        answered = proxy.asks("POST", "/slack/events", b"payload=1")
        seconds = time.monotonic() - began

    assert (answered, proxy.accord.begun) == (200, ["/slack/events"])
    assert seconds < 3
