"""An app over HTTP is reached as Slack reaches it: signed, verified first, and tried again."""

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs

import pytest
from slack_sdk.signature import Clock, SignatureVerifier

from sandbox import Sandbox
from tests.sandbox.cast import HOME_ANN, ROOM, workspace


class Endpoint(HTTPServer):
    """A request URL that keeps what it got."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Request)
        self.requests: list[tuple[dict[str, str], str]] = []
        self.is_ready = True
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()


class Request(BaseHTTPRequestHandler):
    server: Endpoint

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.server.requests.append((dict(self.headers), body))
        is_challenge = '"url_verification"' in body
        self.send_response(200 if self.server.is_ready or is_challenge else 500)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps({"challenge": json.loads(body)["challenge"]} if is_challenge else {}).encode())

    def log_message(self, *_words: object) -> None:
        """Stay quiet."""


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    with Endpoint() as server:
        yield server
        server.shutdown()


@pytest.fixture
def http_sandbox(endpoint: Endpoint) -> Iterator[Sandbox]:
    made = workspace()
    made.events = frozenset({"message.channels"})
    with Sandbox.start(made, request_url=f"http://127.0.0.1:{endpoint.server_port}/slack") as started:
        yield started


def test_every_request_carries_slacks_signature(http_sandbox: Sandbox, endpoint: Endpoint) -> None:
    assert http_sandbox.person(HOME_ANN).runs("/propose Ten beds", ROOM).is_acked

    verifier = SignatureVerifier(http_sandbox.signing_secret)
    assert all(verifier.is_valid_request(body, headers) for headers, body in endpoint.requests)
    assert not any(verifier.is_valid_request(body + " ", headers) for headers, body in endpoint.requests)


class LaterClock(Clock):
    def __init__(self, seconds: float) -> None:
        self._seconds = seconds

    def now(self) -> float:
        return time.time() + self._seconds


@pytest.mark.parametrize(("seconds", "is_valid"), [(290, True), (301, False)])
def test_a_request_is_stale_after_five_minutes(
    http_sandbox: Sandbox,
    endpoint: Endpoint,
    seconds: float,
    is_valid: bool,  # noqa: FBT001 (a parameter of the test)
) -> None:
    http_sandbox.person(HOME_ANN).uses_shortcut("raise")
    headers, body = endpoint.requests[-1]

    verifier = SignatureVerifier(http_sandbox.signing_secret, LaterClock(seconds))

    assert verifier.is_valid_request(body, headers) == is_valid


def test_a_signature_made_with_another_secret_is_refused(http_sandbox: Sandbox, endpoint: Endpoint) -> None:
    http_sandbox.person(HOME_ANN).uses_shortcut("raise")
    headers, body = endpoint.requests[-1]

    assert not SignatureVerifier("another secret").is_valid_request(body, headers)


def test_the_request_url_proves_itself_first(http_sandbox: Sandbox, endpoint: Endpoint) -> None:
    http_sandbox.person(HOME_ANN).uses_shortcut("raise")
    http_sandbox.person(HOME_ANN).uses_shortcut("raise")

    challenge, *others = [body for _, body in endpoint.requests]
    assert json.loads(challenge)["type"] == "url_verification"
    assert [json.loads(parse_qs(body)["payload"][0])["type"] for body in others] == ["shortcut"] * 2


def test_a_command_comes_as_a_form(http_sandbox: Sandbox, endpoint: Endpoint) -> None:
    http_sandbox.person(HOME_ANN).runs("/propose Ten beds & more", ROOM)

    form = parse_qs(endpoint.requests[-1][1])
    assert (form["command"], form["text"], form["user_id"]) == (["/propose"], ["Ten beds & more"], [HOME_ANN])


def test_an_event_is_tried_again_and_says_so(http_sandbox: Sandbox, endpoint: Endpoint) -> None:
    endpoint.is_ready = False

    http_sandbox.person(HOME_ANN).writes("hello", ROOM)

    http_sandbox.wait_until(lambda: len(endpoint.requests) == 5)
    events = [
        (headers.get("X-Slack-Retry-Num"), json.loads(body)["event_id"]) for headers, body in endpoint.requests[1:]
    ]
    assert [number for number, _ in events] == [None, "1", "2", "3"]
    assert len({event_id for _, event_id in events}) == 1


def test_a_press_is_not_tried_again(http_sandbox: Sandbox, endpoint: Endpoint) -> None:
    endpoint.is_ready = False

    delivery = http_sandbox.person(HOME_ANN).uses_shortcut("raise")

    assert (delivery.is_acked, delivery.error) == (False, "the app answered 500")
    assert len(endpoint.requests) == 2


def test_nothing_is_delivered_to_an_address_that_nobody_serves() -> None:
    with Sandbox.start(workspace(), request_url="http://127.0.0.1:1/slack") as sandbox:
        assert not sandbox.person(HOME_ANN).uses_shortcut("raise").is_acked
