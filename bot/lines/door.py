"""The way in and out of a web server's application: who is inside when it closes may finish, nobody else comes in."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from threading import Condition
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment


class Door:
    """A WSGI application that can be closed."""

    def __init__(self, application: "WSGIApplication", patience: float) -> None:
        """`patience` is for how many seconds `close` waits for those inside."""
        self._application, self._patience = application, patience
        self._inside, self._is_closed = 0, False
        self._changed = Condition()

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        if not self._enters():
            # Slack sends again what was not answered with 200.
            start_response("503 Service Unavailable", [("Content-Type", "text/plain; charset=utf-8")])
            return [b"stopping"]
        with self._leaving():
            return list(self._application(environ, start_response))

    def close(self) -> None:
        with self._changed:
            self._is_closed = True
            self._changed.wait_for(lambda: self._inside == 0, self._patience)

    def _enters(self) -> bool:
        with self._changed:
            self._inside += not self._is_closed
            return not self._is_closed

    @contextmanager
    def _leaving(self) -> Iterator[None]:
        try:
            yield
        finally:
            with self._changed:
                self._inside -= 1
                self._changed.notify_all()
