"""Each fault does to a caller what it says, once, and nothing else."""

import asyncio
import gc
import json
import time
from http.client import HTTPException
from typing import Any

import pytest
from aiohttp import ClientSession
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox import Sandbox
from sandbox.faults import GARBLED
from sandbox.rate_limits import RateLimits
from sandbox.web_api import METHODS
from sandbox.web_server import OPEN_CONNECTION
from tests import slack_errors
from tests.sandbox.cast import HOME_ANN, ROOM, workspace


def texts(sandbox: Sandbox) -> list[str]:
    return [it.text for it in sandbox.person(HOME_ANN).sees(ROOM)]


def says(client: WebClient, words: str = "x") -> Any:
    return client.chat_postMessage(channel=ROOM, text=words)


def posted(sandbox: Sandbox, method: str, arguments: dict[str, str]) -> tuple[int, str, str]:
    """Call a method over bare HTTP; return status, content type and body."""
    headers = {"Authorization": f"Bearer {sandbox.bot_token}"}

    async def call() -> tuple[int, str, str]:
        async with ClientSession() as session:
            answer = await session.post(f"{sandbox.api_url}{method}", json=arguments, headers=headers)
            return answer.status, answer.content_type, await answer.text()

    return asyncio.run(call())


def test_a_lost_reply_was_really_carried_out(sandbox: Sandbox, client: WebClient) -> None:
    sandbox.faults.lose_reply("chat.postMessage")

    with pytest.raises((OSError, HTTPException)):
        says(client, "said")

    assert texts(sandbox) == ["said"]
    assert sandbox.calls("chat.postMessage")[0].status == 0


def test_a_lost_request_was_not_carried_out(sandbox: Sandbox, client: WebClient) -> None:
    sandbox.faults.lose_request("*")

    with pytest.raises((OSError, HTTPException)):
        says(client, "never")

    says(client, "later")
    assert texts(sandbox) == ["later"]


def test_a_rate_limit_tells_when_to_come_back(sandbox: Sandbox, client: WebClient) -> None:
    sandbox.faults.rate_limit("chat.postMessage", retry_after=7, times=2)

    for _ in range(2):
        with pytest.raises(SlackApiError) as refused:
            says(client)
        assert (refused.value.response.status_code, refused.value.response["error"]) == (429, "ratelimited")
        assert refused.value.response.headers["Retry-After"] == "7"

    assert says(client)["ok"]


def test_a_late_server_error_comes_of_a_call_that_was_carried_out(sandbox: Sandbox, client: WebClient) -> None:
    sandbox.faults.late_server_error("chat.postMessage")

    with pytest.raises(SlackApiError) as refused:
        says(client, "said")

    assert refused.value.response.status_code == 503
    assert texts(sandbox) == ["said"]


def test_a_server_error_does_nothing(sandbox: Sandbox, client: WebClient) -> None:
    sandbox.faults.server_error("chat.postMessage", status=503)

    with pytest.raises(SlackApiError) as refused:
        says(client)

    assert refused.value.response.status_code == 503
    assert texts(sandbox) == []


def test_an_error_comes_by_its_name(sandbox: Sandbox, client: WebClient) -> None:
    sandbox.faults.error("chat.postMessage", "fatal_error")

    with pytest.raises(SlackApiError, match="fatal_error"):
        says(client)


@pytest.mark.parametrize("method", slack_errors.METHODS)
def test_every_error_that_slack_documents_can_be_met_at_every_method(
    sandbox: Sandbox, client: WebClient, method: str
) -> None:
    for name in slack_errors.documented(method):
        sandbox.faults.error(method, name)

        with pytest.raises(SlackApiError) as refused:
            client.api_call(method)

        assert (refused.value.response["error"], refused.value.response.status_code) == (name, 200)


def test_the_list_of_errors_has_every_method_of_the_sandbox() -> None:
    assert {*slack_errors.METHODS} == {*METHODS, OPEN_CONNECTION}


@pytest.mark.parametrize("name", ["fatal_error", "internal_error"])
def test_an_error_may_come_of_a_call_that_was_carried_out(sandbox: Sandbox, client: WebClient, name: str) -> None:
    sandbox.faults.error("chat.postMessage", name, is_late=True)

    with pytest.raises(SlackApiError, match=name):
        says(client, "said")

    assert texts(sandbox) == ["said"]


@pytest.mark.parametrize("status", [200, 502])
@pytest.mark.parametrize("how", GARBLED)
@pytest.mark.parametrize("is_late", [False, True])
def test_an_answer_that_is_not_slacks_tells_nothing_of_whether_it_was_done(
    sandbox: Sandbox,
    how: str,
    status: int,
    is_late: bool,  # noqa: FBT001 (a parameter of the test)
) -> None:
    sandbox.faults.garble("chat.postMessage", how, is_late=is_late, status=status)

    answered, kind, body = posted(sandbox, "chat.postMessage", {"channel": ROOM, "text": "said"})

    assert answered == status
    assert kind == ("text/html" if how in ("page", "nothing") else "application/json")
    with pytest.raises((ValueError, KeyError, TypeError)):
        json.loads(body)["ok"]
    assert texts(sandbox) == (["said"] if is_late else [])


@pytest.mark.parametrize("method", slack_errors.METHODS)
def test_every_method_may_be_answered_by_a_portals_page(sandbox: Sandbox, method: str) -> None:
    sandbox.faults.garble(method)

    assert posted(sandbox, method, {})[2].startswith("<!DOCTYPE html>")
    assert posted(sandbox, method, {})[2].startswith('{"ok": ')


def test_an_answer_is_garbled_in_a_known_way_only(sandbox: Sandbox) -> None:
    with pytest.raises(ValueError, match="'riddle' is none of page, nothing, half, list, stranger"):
        sandbox.faults.garble("chat.update", "riddle")


def test_a_call_that_hangs_is_never_answered(sandbox: Sandbox) -> None:
    sandbox.faults.hang("chat.postMessage")
    hurried = WebClient(token=sandbox.bot_token, base_url=sandbox.api_url, retry_handlers=[], timeout=1)

    with pytest.raises(TimeoutError):
        says(hurried)

    assert texts(sandbox) == []


def test_a_sandbox_that_ends_leaves_no_call_behind(caplog: pytest.LogCaptureFixture) -> None:
    with Sandbox.start(workspace()) as sandbox:
        sandbox.faults.hang("chat.postMessage")
        hurried = WebClient(token=sandbox.bot_token, base_url=sandbox.api_url, retry_handlers=[], timeout=1)
        with pytest.raises(TimeoutError):
            says(hurried)

    del sandbox
    gc.collect()
    assert "Task was destroyed" not in caplog.text


def test_a_slow_call_takes_its_time_before_and_after_it_is_carried_out(sandbox: Sandbox, client: WebClient) -> None:
    sandbox.faults.delay("chat.postMessage", before=0.1, after=0.1)
    started = time.monotonic()

    says(client, "said")

    assert time.monotonic() - started >= 0.2
    assert texts(sandbox) == ["said"]


def test_faults_come_in_their_order_and_can_be_called_off(sandbox: Sandbox, client: WebClient) -> None:
    for name in ("first", "second", "third"):
        sandbox.faults.error("chat.postMessage", name)

    for name in ("first", "second"):
        with pytest.raises(SlackApiError, match=name):
            says(client)
    sandbox.faults.clear()

    assert says(client)["ok"]


def test_a_fault_of_one_method_spares_the_others(sandbox: Sandbox, client: WebClient) -> None:
    sandbox.faults.server_error("chat.update")

    assert says(client)["ok"]
    with pytest.raises(SlackApiError):
        client.chat_update(channel=ROOM, ts="1.000001", text="x")


def test_the_sdk_of_itself_posts_twice_when_a_reply_is_lost(sandbox: Sandbox) -> None:
    """Its retry after a connection error asks nobody: why a client that posts must be told retry_handlers=[]."""
    as_usual = WebClient(token=sandbox.bot_token, base_url=sandbox.api_url)
    sandbox.faults.lose_reply("chat.postMessage")

    says(as_usual, "said")

    assert texts(sandbox) == ["said", "said"]


def test_a_hook_sees_the_call_before_and_after_it_is_carried_out(sandbox: Sandbox, client: WebClient) -> None:
    seen: list[tuple[str, list[str]]] = []
    sandbox.faults.before("chat.postMessage", lambda sent: seen.append((sent["text"], texts(sandbox))))
    sandbox.faults.after("chat.postMessage", lambda sent: seen.append((sent["text"], texts(sandbox))))

    says(client, "said")

    assert seen == [("said", []), ("said", ["said"])]


def test_every_call_is_on_record(sandbox: Sandbox, client: WebClient) -> None:
    ts = says(client, "said")["ts"]

    call = sandbox.calls("chat.postMessage")[0]
    assert (call.arguments["text"], call.answer["ts"], call.status) == ("said", ts, 200)
    assert 0 < call.seconds < 5


def test_limits_are_kept_when_asked_for() -> None:
    with Sandbox.start(workspace(), enforce_limits=True) as sandbox:
        client = WebClient(token=sandbox.bot_token, base_url=sandbox.api_url, retry_handlers=[])

        for _ in range(4):
            says(client)
        with pytest.raises(SlackApiError) as refused:
            says(client)

    assert refused.value.response.headers["Retry-After"] == "1"


def test_a_channel_takes_a_short_burst_and_then_a_message_a_second() -> None:
    now = [0.0]
    limits = RateLimits(lambda: now[0])

    def post(channel: str = ROOM) -> int:
        return limits.retry_after("chat.postMessage", {"channel": channel})

    assert [post() for _ in range(5)] == [0, 0, 0, 0, 1]
    assert post("C0OTHER") == 0
    now[0] = 1.0
    assert [post(), post()] == [0, 1]


def test_a_tier_is_a_number_of_calls_a_minute() -> None:
    limits = RateLimits(lambda: 0.0)

    waits = [limits.retry_after("chat.update", {}) for _ in range(51)]

    assert waits == [0] * 50 + [2]
