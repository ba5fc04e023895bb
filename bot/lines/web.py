"""How does Slack reach Accord over HTTP? One WSGI server, behind a proxy that speaks TLS: docs/deploy.md."""

import threading
import time
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from slack_bolt import App
from slack_bolt.adapter.wsgi import SlackRequestHandler
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from waitress.server import create_server

from bot.setup.settings import BadSetting
from handlers.metrics import Metrics
from storage.engine.database import Database
from storage.outbox import claims

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIEnvironment

REQUEST_PATH = "/slack/events"
# Slack's largest payload is a window of 250 kB with what was typed in it.
LARGEST_BODY = 1_000_000
# Bolt refuses what was signed longer ago.
SIGNATURE_SECONDS = 300
THREADS = 8
STOP_SECONDS = 5


class WebLine:
    """Serves Slack's request URL, and beside it /healthz, /readyz and /metrics."""

    def __init__(
        self, app: App, address: str, database: Database, metrics: Metrics, now: Callable[[], datetime]
    ) -> None:
        """`address` is host:port; nothing listens before `connect`."""
        self._slack = SlackRequestHandler(app, REQUEST_PATH)
        self._address, self._database, self._metrics, self._now = address, database, metrics, now
        self._answered = Answered()
        self._server: Any = None
        self._pages = {"/healthz": self._health, "/readyz": self._readiness, "/metrics": self._measures}

    def connect(self) -> None:
        """Begin to listen. Raises BadSetting when that is not possible there."""
        try:
            self._server = create_server(
                self._answer, listen=self._address, threads=THREADS, max_request_body_size=LARGEST_BODY, ident=None
            )
        except (OSError, ValueError) as error:
            raise BadSetting(f"--listen: nothing can listen at {self._address} ({error})") from error
        threading.Thread(target=self._server.run, name="web", daemon=True).start()

    def close(self) -> None:
        """Take nothing more in, and finish what is under way."""
        if self._server is None:
            return
        self._server.trigger.pull_trigger(self._server.close)
        self._server.task_dispatcher.shutdown(cancel_pending=True, timeout=STOP_SECONDS)

    def _answer(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        page = self._pages.get(environ.get("PATH_INFO", ""))
        if page and environ["REQUEST_METHOD"] == "GET":
            status, body = page()
            start_response(status, [("Content-Type", "text/plain; charset=utf-8")])
            return [body]
        signature = environ.get("HTTP_X_SLACK_SIGNATURE", "")
        if self._answered.has(signature):
            start_response("401 Unauthorized", [("Content-Type", "text/plain; charset=utf-8")])
            return [b"answered before"]
        return self._slack(environ, self._noting(signature, start_response))

    def _noting(self, signature: str, start_response: "StartResponse") -> Any:
        """Remember what was answered well. What was not, Slack may send again as it is."""

        def start(status: str, *more: Any) -> Any:
            if status.startswith("200"):
                self._answered.add(signature)
            return start_response(status, *more)

        return start

    def _health(self) -> tuple[str, bytes]:
        return "200 OK", b"ok\n"

    def _readiness(self) -> tuple[str, bytes]:
        try:
            with self._database.snapshot() as connection:
                connection.execute(text("SELECT 1"))
        except SQLAlchemyError:
            return "503 Service Unavailable", b"the database can't be reached\n"
        return "200 OK", b"ready\n"

    def _measures(self) -> tuple[str, bytes]:
        try:
            with self._database.snapshot() as connection:
                self._metrics.lanes_due.set(claims.count_due(connection, self._now()))
        except SQLAlchemyError:
            self._metrics.lanes_due.set(float("nan"))
        return "200 OK", self._metrics.text()


class Answered:
    """The signatures of requests that were answered well, as long as they would be taken for fresh."""

    def __init__(self) -> None:
        self._until: dict[str, float] = {}
        self._lock = threading.Lock()

    def has(self, signature: str) -> bool:
        with self._lock:
            return self._until.get(signature, 0) > time.monotonic()

    def add(self, signature: str) -> None:
        now = time.monotonic()
        with self._lock:
            # A signature may be dated into the future by as much as into the past.
            self._until[signature] = now + 2 * SIGNATURE_SECONDS
            while self._until and next(iter(self._until.values())) <= now:
                del self._until[next(iter(self._until))]
