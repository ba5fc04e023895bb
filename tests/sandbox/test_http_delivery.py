"""Are deliveries over HTTP signed as Slack signs them?"""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs

import pytest
from slack_sdk.signature import SignatureVerifier

from sandbox import Channel, Sandbox, User, Workspace
from tests.sandbox.conftest import ANN, ROOM


class Receiver(HTTPServer):
    """An app that keeps each request's headers and body, and answers with text."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.requests: list[tuple[dict[str, str], str]] = []


class _Handler(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.server.requests.append((dict(self.headers), body))
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"Thank you")

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    made = Receiver()
    thread = threading.Thread(target=made.serve_forever)
    thread.start()
    yield made
    made.shutdown()
    thread.join()
    made.server_close()


@pytest.fixture
def sandbox(receiver: Receiver) -> Iterator[Sandbox]:
    workspace = Workspace()
    workspace.add_user(User(ANN, "ann", "Ann Lee"))
    workspace.add_channel(Channel(ROOM, "room", {ANN}))
    with Sandbox.start(workspace, request_url=f"http://127.0.0.1:{receiver.server_port}/slack/events") as started:
        yield started


def test_a_command_is_signed_and_its_answer_shown(sandbox: Sandbox, receiver: Receiver) -> None:
    ann = sandbox.person(ANN)

    ann.runs("/say hello", ROOM)

    headers, body = receiver.requests[0]
    assert SignatureVerifier(sandbox.signing_secret).is_valid_request(body, headers)
    assert parse_qs(body)["text"] == ["hello"]
    assert ann.ephemerals(ROOM)[0].text == "Thank you"


def test_an_interaction_is_a_form_with_a_payload(sandbox: Sandbox, receiver: Receiver) -> None:
    sandbox.person(ANN).uses_shortcut("anywhere")

    _, body = receiver.requests[0]
    assert json.loads(parse_qs(body)["payload"][0])["callback_id"] == "anywhere"


def test_a_changed_body_or_another_secret_does_not_verify(sandbox: Sandbox, receiver: Receiver) -> None:
    sandbox.person(ANN).runs("/say hello", ROOM)

    headers, body = receiver.requests[0]
    assert not SignatureVerifier(sandbox.signing_secret).is_valid_request(f"{body}x", headers)
    assert not SignatureVerifier("another").is_valid_request(body, headers)


def test_an_app_that_does_not_answer_has_not_acknowledged(sandbox: Sandbox, receiver: Receiver) -> None:
    receiver.shutdown()
    receiver.server_close()

    assert not sandbox.person(ANN).runs("/say hello", ROOM).is_acked
