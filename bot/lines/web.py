"""Slack over HTTP: one WSGI server behind a proxy that speaks TLS (docs/deploy.md), and a second one to watch it."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from threading import Thread
from typing import TYPE_CHECKING

from slack_bolt import App
from slack_bolt.adapter.wsgi import SlackRequestHandler
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from waitress.server import create_server

from bot.lines.addresses import Addresses
from bot.lines.door import Door
from bot.lines.measures import Measures
from bot.lines.signatures import SignedBySlack
from bot.setup.settings import BadSetting
from storage.engine.database import Database
from storage.outbox import claims
from storage.record.changes import dormancy

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

REQUEST_PATH = "/slack/events"
# Slack's largest payload is a window of 250 kB with what was typed into it.
LARGEST_BODY = 1_000_000
LARGEST_HEADERS = 32_000
THREADS = 8
# A client that sends part of a request and stalls holds one of these for SILENT_SECONDS, but no thread.
CONNECTIONS = 400
SILENT_SECONDS = 10
STOP_SECONDS = 5


class WebLine:
    """Serves Slack's request URL at one address, and /healthz, /readyz and /metrics at another."""

    def __init__(
        self,
        app: App,
        addresses: Addresses,
        secret: str,
        database: Database,
        measures: Measures,
        now: Callable[[], datetime],
    ) -> None:
        """Nothing listens before `connect`."""
        slack = SignedBySlack(SlackRequestHandler(app, REQUEST_PATH), secret, measures)
        pages = _pages_of(app)
        self._door = Door(_only_requests_of(slack, pages), STOP_SECONDS)
        self._addresses, self._database, self._measures, self._now = addresses, database, measures, now
        self._pages = {"/healthz": self._health, "/readyz": self._readiness, "/metrics": self._metrics}

    def connect(self) -> None:
        """Begin to listen. Raises BadSetting when that is not possible there."""
        # On its own port, so that monitoring is answered however busy the other address is.
        _listen("--watch", self._addresses.watch, self._watched, threads=1)
        _listen("--listen", self._addresses.slack, self._door, threads=THREADS)

    def close(self) -> None:
        """Take nothing more in, and finish what is under way."""
        self._door.close()

    def _watched(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        page = self._pages.get(environ.get("PATH_INFO", ""))
        status, body = page() if page else ("404 Not Found", b"")
        start_response(status, [("Content-Type", "text/plain; charset=utf-8")])
        return [body]

    def _health(self) -> tuple[str, bytes]:
        return "200 OK", b"ok\n"

    def _readiness(self) -> tuple[str, bytes]:
        try:
            with self._database.snapshot() as connection:
                connection.execute(text("SELECT 1"))
        except SQLAlchemyError:
            return "503 Service Unavailable", b"the database can't be reached\n"
        return "200 OK", b"ready\n"

    def _metrics(self) -> tuple[str, bytes]:
        try:
            with self._database.snapshot() as connection:
                self._measures.lanes_due.set(claims.count_due(connection, self._now()))
                self._measures.resting.set(len(dormancy.resting(connection)))
        except SQLAlchemyError:
            self._measures.lanes_due.set(float("nan"))
        return "200 OK", self._measures.text()


def _pages_of(app: App) -> "dict[str, WSGIApplication]":
    """Return what anybody's browser may open: the install page, and the page Slack redirects back to."""
    flow, bolt = app.oauth_flow, SlackRequestHandler(app, REQUEST_PATH)
    return dict.fromkeys((flow.install_path, flow.redirect_uri_path), bolt) if flow else {}


def _only_requests_of(slack: "WSGIApplication", pages: "Mapping[str, WSGIApplication]") -> "WSGIApplication":
    def application(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        method, path = environ["REQUEST_METHOD"], environ.get("PATH_INFO", "")
        if (method, path) == ("POST", REQUEST_PATH):
            return slack(environ, start_response)
        if method == "GET" and path in pages:
            return pages[path](environ, start_response)
        start_response("404 Not Found", [("Content-Type", "text/plain; charset=utf-8")])
        return [b"there is nothing here"]

    return application


def _listen(option: str, address: str, application: "WSGIApplication", threads: int) -> None:
    """Serve in a thread of its own until the process ends."""
    try:
        server = create_server(
            application,
            listen=address,
            threads=threads,
            max_request_body_size=LARGEST_BODY,
            max_request_header_size=LARGEST_HEADERS,
            connection_limit=CONNECTIONS,
            channel_timeout=SILENT_SECONDS,
            cleanup_interval=1,
            asyncore_use_poll=True,
            ident=None,
        )
    except (OSError, ValueError) as error:
        raise BadSetting(f"{option}: nothing can listen at {address} ({error})") from error
    Thread(target=server.run, name=f"web {address}", daemon=True).start()
