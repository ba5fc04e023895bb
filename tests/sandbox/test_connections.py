"""A line to Slack opens, counts, carries and ends as Slack's lines do."""

import asyncio
import gc
import socket
import time
import warnings
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
import pytest
from slack_bolt import App, BoltRequest
from slack_sdk import WebClient

from sandbox import Sandbox
from sandbox.file import File
from sandbox.payloads import event
from tests.sandbox.cast import HOME_ANN, ROOM, workspace
from tests.sandbox.conftest import Starts

Talk = Callable[[aiohttp.ClientSession], Awaitable[Any]]


@pytest.fixture
def opens(sandbox: Sandbox, client: WebClient) -> Callable[[], str]:
    """Ask for the address of a new line."""
    return lambda: str(client.apps_connections_open(app_token=sandbox.app_token)["url"])


def talk(words: Talk) -> Any:
    """Speak over bare websockets, as no SDK would."""

    async def run() -> Any:
        async with aiohttp.ClientSession() as session:
            return await words(session)

    return asyncio.run(run())


def mention(sandbox: Sandbox) -> dict[str, Any]:
    with sandbox.workspace.changing():
        return event(sandbox.workspace, {"type": "app_mention", "user": HOME_ANN, "text": "hi", "channel": ROOM})


def test_slack_says_hello_first(opens: Callable[[], str]) -> None:
    async def words(session: aiohttp.ClientSession) -> Any:
        async with session.ws_connect(opens()) as line:
            return await line.receive_json()

    hello = talk(words)

    assert (hello["type"], hello["num_connections"]) == ("hello", 1)
    assert hello["connection_info"] == {"app_id": "A0ACCORD"}


def test_an_address_is_good_for_one_line(opens: Callable[[], str]) -> None:
    address = opens()

    async def words(session: aiohttp.ClientSession) -> None:
        async with session.ws_connect(address):
            with pytest.raises(aiohttp.WSServerHandshakeError):
                await session.ws_connect(address)
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await session.ws_connect(address.rpartition("/")[0] + "/made-up")

    talk(words)


def test_an_eleventh_line_is_turned_away(sandbox: Sandbox, opens: Callable[[], str]) -> None:
    async def words(session: aiohttp.ClientSession) -> list[Any]:
        lines = [await session.ws_connect(opens()) for _ in range(11)]
        return [await line.receive_json() for line in lines]

    told = talk(words)

    assert [each["type"] for each in told] == ["hello"] * 10 + ["disconnect"]
    assert told[-1]["reason"] == "too_many_websockets"
    sandbox.wait_until(lambda: sandbox.socket_mode.count == 0)


def test_noise_on_the_line_acknowledges_nothing(sandbox: Sandbox, opens: Callable[[], str]) -> None:
    sandbox.ack_seconds = 0.2

    async def words(session: aiohttp.ClientSession) -> Any:
        async with session.ws_connect(opens()) as line:
            await line.receive_json()
            delivering = asyncio.create_task(asyncio.to_thread(sandbox.person(HOME_ANN).uses_shortcut, "raise"))
            envelope = await line.receive_json()
            await line.send_str("noise")
            await line.send_json({"envelope_id": "another"})
            await delivering
            return envelope

    envelope = talk(words)

    assert (envelope["type"], envelope["accepts_response_payload"]) == ("interactive", False)
    assert not sandbox.last_delivery.is_acked


def test_a_line_that_is_cut_lets_nobody_wait(sandbox: Sandbox, opens: Callable[[], str]) -> None:
    async def words(session: aiohttp.ClientSession) -> Any:
        async with session.ws_connect(opens()) as line:
            await line.receive_json()
            delivering = asyncio.create_task(asyncio.to_thread(sandbox.person(HOME_ANN).uses_shortcut, "raise"))
            await line.receive_json()
            await line.close()
            return await delivering

    delivery = talk(words)

    assert (delivery.is_acked, delivery.error) == (False, "the line was cut")
    assert delivery.seconds < 1


def test_an_event_that_comes_again_says_so_and_keeps_its_id(sandbox: Sandbox, starts_bot: Starts) -> None:
    heard: list[tuple[str, str]] = []

    def hear(request: BoltRequest, body: dict[str, Any]) -> None:
        heard.append((request.headers["x-slack-retry-num"][0], body["event_id"]))

    starts_bot(lambda app: app.event("app_mention")(hear))
    sandbox.faults.deliveries.lose_ack = 2

    delivery = sandbox.deliver("events_api", said := mention(sandbox))

    assert delivery.is_acked
    assert heard == [("0", said["event_id"]), ("1", said["event_id"]), ("2", said["event_id"])]


def test_an_event_is_given_up_after_three_more_tries(sandbox: Sandbox, starts_bot: Starts) -> None:
    def listen(app: App) -> None:
        app.event("app_mention")(lambda: None)

    starts_bot(listen)
    sandbox.faults.deliveries.drop = 9

    delivery = sandbox.deliver("events_api", mention(sandbox))

    assert not delivery.is_acked
    assert [it.attempt for it in sandbox.traffic.deliveries] == [0, 1, 2, 3]


def test_a_press_may_arrive_late(sandbox: Sandbox, starts_bot: Starts) -> None:
    starts_bot(lambda app: app.shortcut("raise")(lambda ack: ack()))
    sandbox.faults.deliveries.delay, sandbox.faults.deliveries.seconds = 1, 0.2

    started = time.time()

    late = sandbox.person(HOME_ANN).uses_shortcut("raise")

    assert late.is_acked
    assert late.at - started >= 0.2


def test_whoever_reads_nothing_keeps_no_line_open_at_the_end() -> None:
    with Sandbox.start(workspace()) as sandbox:
        long = File("F0LONG", HOME_ANN, "film.mp4", "video/mp4", bytes(50 * 2**20))
        sandbox.workspace.files[long.id] = long
        here, port = sandbox.address.removeprefix("http://").split(":")
        deaf = socket.create_connection((here, int(port)))
        deaf.sendall(f"GET /files/{HOME_ANN}/{long.id}/film.mp4 HTTP/1.1\r\nHost: {here}\r\n\r\n".encode())
        assert deaf.recv(1)

    with deaf, warnings.catch_warnings(record=True) as left_open:
        warnings.simplefilter("always")
        del sandbox
        gc.collect()

    assert [str(it.message) for it in left_open] == []
