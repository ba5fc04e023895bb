"""What Slack did not sign goes no further: it is not read as JSON or logged, and the only answer is 401."""

import io
import logging
import threading
import time
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from slack_sdk.signature import SignatureVerifier

from handlers.metrics import Metrics

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

# slack_sdk refuses what was signed longer ago, or is dated as far into the future.
SIGNATURE_SECONDS = 300
SECONDS_BETWEEN_LINES = 60

logger = logging.getLogger(__name__)


class SignedBySlack:
    """Hands on what Slack signed, once."""

    def __init__(self, application: "WSGIApplication", secret: str, metrics: Metrics) -> None:
        self._application, self._metrics = application, metrics
        self._verifier = SignatureVerifier(secret)
        self._answered = Answered()
        self._refused = _OneLineAMinute()

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        # waitress has read the whole body, of a length that it allows, before it calls.
        body = environ["wsgi.input"].read()
        signature = environ.get("HTTP_X_SLACK_SIGNATURE", "")
        if not self._is_signed(body, environ.get("HTTP_X_SLACK_REQUEST_TIMESTAMP", ""), signature):
            self._metrics.unsigned()
            self._refused.count()
            return _refuse(start_response, b"not signed by Slack")
        if self._answered.has(signature):
            return _refuse(start_response, b"answered before")
        environ["wsgi.input"] = io.BytesIO(body)
        return self._application(environ, self._noting(signature, start_response))

    def _is_signed(self, body: bytes, timestamp: str, signature: str) -> bool:
        try:
            return self._verifier.is_valid(body, timestamp, signature)
        except (ValueError, TypeError):
            # A timestamp that is not a number, or bytes that are not text: Slack sends neither.
            return False

    def _noting(self, signature: str, start_response: "StartResponse") -> Any:
        """Remember what was answered well. Slack may send the rest again as it is."""

        def start(status: str, *more: Any) -> Any:
            if status.startswith("200"):
                self._answered.add(signature)
            return start_response(status, *more)

        return start


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


class _OneLineAMinute:
    """Says in the log how many were turned away, however many they are."""

    def __init__(self) -> None:
        self._count, self._said_at = 0, float("-inf")
        self._lock = threading.Lock()

    def count(self) -> None:
        with self._lock:
            self._count += 1
            now = time.monotonic()
            if now - self._said_at < SECONDS_BETWEEN_LINES:
                return
            counted, self._count, self._said_at = self._count, 0, now
        logger.warning(
            "turned away since the last such line: %d that Slack did not sign with SLACK_SIGNING_SECRET, "
            "or that this machine's clock takes for older than five minutes",
            counted,
        )


def _refuse(start_response: "StartResponse", why: bytes) -> Iterable[bytes]:
    start_response("401 Unauthorized", [("Content-Type", "text/plain; charset=utf-8")])
    return [why]
