"""Do the faults on demand do what their names say?"""

import http.client
import time

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox import Sandbox
from tests.sandbox.conftest import ANN, ROOM


def texts(sandbox: Sandbox) -> list[str]:
    return [message.text for message in sandbox.person(ANN).sees(ROOM)]


def test_a_rate_limit_says_how_long_to_wait_and_does_nothing(sandbox: Sandbox, client: WebClient) -> None:
    sandbox.faults.rate_limit("chat.postMessage", retry_after=7)

    with pytest.raises(SlackApiError) as refused:
        client.chat_postMessage(channel=ROOM, text="x")
    client.chat_postMessage(channel=ROOM, text="y")

    assert refused.value.response.status_code == 429
    assert refused.value.response.headers["Retry-After"] == "7"
    assert texts(sandbox) == ["y"]


def test_a_server_error_does_nothing(sandbox: Sandbox, client: WebClient) -> None:
    sandbox.faults.server_error("*")

    with pytest.raises(SlackApiError) as refused:
        client.chat_postMessage(channel=ROOM, text="x")

    assert refused.value.response.status_code == 503
    assert texts(sandbox) == []


def test_a_lost_reply_was_done_and_a_lost_request_was_not(sandbox: Sandbox, client: WebClient) -> None:
    sandbox.faults.lose_reply("chat.postMessage")
    sandbox.faults.lose_request("chat.postMessage")

    for text in ("reply lost", "request lost"):
        with pytest.raises((OSError, http.client.HTTPException)):
            client.chat_postMessage(channel=ROOM, text=text)

    assert texts(sandbox) == ["reply lost"]


def test_the_sdks_own_retry_posts_twice_when_only_the_reply_was_lost(sandbox: Sandbox) -> None:
    """Why the courier's client has no retry handlers."""
    usual = WebClient(token=sandbox.bot_token, base_url=sandbox.api_url)
    sandbox.faults.lose_reply("chat.postMessage")

    usual.chat_postMessage(channel=ROOM, text="x")

    assert texts(sandbox) == ["x", "x"]


def test_a_named_error_and_a_delay(sandbox: Sandbox, client: WebClient) -> None:
    sandbox.faults.error("chat.postMessage", "fatal_error")
    sandbox.faults.delay("chat.postMessage", before=0.1, after=0.1)

    with pytest.raises(SlackApiError, match="fatal_error"):
        client.chat_postMessage(channel=ROOM, text="x")
    started = time.monotonic()
    client.chat_postMessage(channel=ROOM, text="y")

    assert time.monotonic() - started >= 0.2
    assert texts(sandbox) == ["y"]


def test_hooks_run_before_and_after_a_call_is_carried_out(sandbox: Sandbox, client: WebClient) -> None:
    seen: list[list[str]] = []
    sandbox.faults.before("chat.postMessage", lambda _arguments: seen.append(texts(sandbox)))
    sandbox.faults.after("chat.postMessage", lambda _arguments: seen.append(texts(sandbox)))

    client.chat_postMessage(channel=ROOM, text="x")

    assert seen == [[], ["x"]]


def test_calls_are_recorded_with_answer_and_time(sandbox: Sandbox, client: WebClient) -> None:
    client.chat_postMessage(channel=ROOM, text="x")

    (call,) = sandbox.calls("chat.postMessage")
    assert (call.status, call.answer["ok"], call.arguments["text"]) == (200, True, "x")
    assert 0 < call.seconds < 5
