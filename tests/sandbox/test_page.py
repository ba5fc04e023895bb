"""Who may talk with the sandbox's page, and what does it show to whom?"""

import asyncio
import json
from typing import Any

import pytest
from aiohttp import ClientSession, WSServerHandshakeError
from slack_sdk import WebClient

from sandbox import Sandbox
from tests.sandbox.blocks import section
from tests.sandbox.cast import GUEST_BEN, HOME_ANN, PRIVATE, ROOM


async def picture_of(sandbox: Sandbox, user_id: str) -> dict[str, Any]:
    """Watch as this person until the page has drawn them."""
    async with ClientSession() as session, session.ws_connect(f"{sandbox.address}/live") as socket:
        await socket.send_json({"number": 1, "act": "watch", "as": user_id})
        async for received in socket:
            seen: dict[str, Any] = json.loads(received.data).get("seen", {})
            if seen.get("me", {}).get("id") == user_id:
                return seen
    raise AssertionError("the page's line ended")


async def orders(sandbox: Sandbox, **asked: Any) -> dict[str, Any]:
    """Order something in the inspector, and return the answer."""
    async with ClientSession() as session, session.ws_connect(f"{sandbox.address}/live") as socket:
        await socket.send_json({"number": 7, **asked})
        async for received in socket:
            answer: dict[str, Any] = json.loads(received.data)
            if answer.get("answers") == 7:
                return answer
    raise AssertionError("the page's line ended")


@pytest.mark.parametrize("headers", [{"Origin": "https://evil.example"}, {"Host": "evil.example:80"}])
def test_no_other_website_can_use_the_page(sandbox: Sandbox, headers: dict[str, str]) -> None:
    async def connect() -> None:
        async with ClientSession() as session, session.ws_connect(f"{sandbox.address}/live", headers=headers):
            pass

    with pytest.raises(WSServerHandshakeError, match="403"):
        asyncio.run(connect())


def test_the_page_is_served_on_loopback_only(sandbox: Sandbox) -> None:
    assert sandbox.address.startswith("http://127.0.0.1:")


def test_a_private_message_is_in_one_persons_picture_only(sandbox: Sandbox, client: WebClient) -> None:
    client.chat_postEphemeral(channel=ROOM, user=HOME_ANN, text="for Ann", blocks=[section("for Ann")])

    ann = asyncio.run(picture_of(sandbox, HOME_ANN))
    ben = asyncio.run(picture_of(sandbox, GUEST_BEN))

    assert [message["text"] for message in ann["messages"][ROOM]] == ["for Ann"]
    assert ben["messages"][ROOM] == []


def test_a_channel_is_in_its_members_pictures_only(sandbox: Sandbox) -> None:
    ann = asyncio.run(picture_of(sandbox, HOME_ANN))
    ben = asyncio.run(picture_of(sandbox, GUEST_BEN))

    assert set(ann["messages"]) == {ROOM, PRIVATE}
    assert set(ben["messages"]) == {ROOM}


def test_a_message_is_unread_until_it_was_seen(sandbox: Sandbox, client: WebClient) -> None:
    ts = client.chat_postMessage(channel=ROOM, text="news")["ts"]
    before = asyncio.run(picture_of(sandbox, HOME_ANN))

    sandbox.person(HOME_ANN).has_read(ROOM, ts)

    after = asyncio.run(picture_of(sandbox, HOME_ANN))
    unread = [next(it["unread"] for it in seen["channels"] if it["id"] == ROOM) for seen in (before, after)]
    assert unread == [1, 0]


def test_an_app_of_anybodys_is_reached_at_its_request_url(sandbox: Sandbox) -> None:
    asyncio.run(orders(sandbox, act="deliver_to", url="http://127.0.0.1:9/slack/events"))
    over_http = sandbox.person(HOME_ANN).runs("/hello", ROOM)
    asyncio.run(orders(sandbox, act="deliver_to", url=""))
    over_the_socket = sandbox.person(HOME_ANN).runs("/hello", ROOM)

    assert "127.0.0.1:9" in over_http.error
    assert over_the_socket.error == "the app is not connected"


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"act": "deliver_to", "url": "ftp://x"}, "A request URL starts with http://"),
        ({"act": "kill_bot"}, "This bot was started by somebody else; stop it there."),
        ({"act": "dance", "as": HOME_ANN}, "This page can't do 'dance'."),
        ({"act": "submit", "as": HOME_ANN}, "This window is not open any more."),
        ({"act": "press", "as": HOME_ANN, "channel": ROOM, "ts": "1.0"}, "This message is not there any more."),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(sandbox: Sandbox, asked: dict[str, Any], words: str) -> None:
    assert words in asyncio.run(orders(sandbox, **asked))["error"]
