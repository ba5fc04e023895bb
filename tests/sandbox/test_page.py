"""Who may talk with the sandbox's page, and what it shows to whom."""

import asyncio
import json
from typing import Any

import pytest
from aiohttp import ClientSession, WSServerHandshakeError
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox import Command, Sandbox, Shortcut
from tests.sandbox.blocks import home, section
from tests.sandbox.cast import GUEST_BEN, HOME_ANN, PRIVATE, ROOM


async def first_picture(sandbox: Sandbox, **watched_as: str) -> dict[str, Any]:
    """Return the first thing that is drawn for a page that watches as somebody, or as nobody."""
    async with ClientSession() as session, session.ws_connect(f"{sandbox.address}/live") as socket:
        await socket.send_json({"number": 1, "act": "watch", **watched_as})
        async for received in socket:
            seen: dict[str, Any] = json.loads(received.data).get("seen", {})
            if seen:
                return seen
    raise AssertionError("the page's line ended")


async def picture_of(sandbox: Sandbox, user_id: str) -> dict[str, Any]:
    seen = await first_picture(sandbox, **{"as": user_id})
    assert seen["me"]["id"] == user_id
    return seen


async def orders(sandbox: Sandbox, **asked: Any) -> dict[str, Any]:
    """Order something in the inspector, and return the answer."""
    async with ClientSession() as session, session.ws_connect(f"{sandbox.address}/live") as socket:
        await socket.send_json({"number": 7, **asked})
        async for received in socket:
            answer: dict[str, Any] = json.loads(received.data)
            if answer.get("answers") == 7:
                return answer
    raise AssertionError("the page's line ended")


def test_while_something_is_played_people_may_watch_and_are_told_to_wait(sandbox: Sandbox) -> None:
    typed = {"act": "write", "as": HOME_ANN, "channel": ROOM, "text": "Hello"}
    sandbox.page.not_yet = "In a moment it is your turn."

    assert asyncio.run(picture_of(sandbox, HOME_ANN))["me"]["id"] == HOME_ANN
    for asked in (typed, {"act": "drop_connection"}):
        assert asyncio.run(orders(sandbox, **asked))["error"] == "In a moment it is your turn."
    assert sandbox.person(HOME_ANN).sees(ROOM) == []

    sandbox.page.not_yet = ""
    asyncio.run(orders(sandbox, **typed))
    assert [it.text for it in sandbox.person(HOME_ANN).sees(ROOM)] == ["Hello"]


@pytest.mark.parametrize("headers", [{"Origin": "https://evil.example"}, {"Host": "evil.example:80"}])
def test_no_other_website_can_use_the_page(sandbox: Sandbox, headers: dict[str, str]) -> None:
    async def connect() -> None:
        async with ClientSession() as session, session.ws_connect(f"{sandbox.address}/live", headers=headers):
            pass

    with pytest.raises(WSServerHandshakeError, match="403"):
        asyncio.run(connect())


def test_the_page_is_served_on_loopback_only(sandbox: Sandbox) -> None:
    assert sandbox.address.startswith("http://127.0.0.1:")


@pytest.mark.parametrize("watched_as", [{}, {"as": ""}, {"as": "U0NOBODY"}])
def test_a_page_that_is_nobodys_shows_whom_one_may_be_and_nothing_else(
    sandbox: Sandbox, client: WebClient, watched_as: dict[str, str]
) -> None:
    client.chat_postMessage(channel=ROOM, text="for members")

    seen = asyncio.run(first_picture(sandbox, **watched_as))

    assert seen["me"] is None
    assert [person["name"] for person in seen["people"]] == ["Ann Lee", "Ben Okoro"]
    assert "for members" not in json.dumps(seen)


def test_of_a_guest_the_page_says_from_which_workspace(sandbox: Sandbox) -> None:
    sandbox.changes_user(GUEST_BEN, team_name="Harbour Shelter")

    ann, ben = (asyncio.run(picture_of(sandbox, person)) for person in (HOME_ANN, GUEST_BEN))

    for seen in (ann, ben):
        assert {it["name"]: it["workspace"] for it in seen["people"]} == {"Ann Lee": "", "Ben Okoro": "Harbour Shelter"}
        assert seen["workspaces"][GUEST_BEN] == "Harbour Shelter"
    assert (ann["workspace"], ben["workspace"]) == ("alliance", "Harbour Shelter")


def test_a_guest_finds_neither_commands_nor_shortcuts_nor_a_home_on_the_page(
    sandbox: Sandbox, client: WebClient
) -> None:
    kept = sandbox.workspace
    kept.commands, kept.shortcuts = (Command("/propose"),), (Shortcut("raise"), Shortcut("this", kind="message"))
    for person in (HOME_ANN, GUEST_BEN):
        client.views_publish(user_id=person, view=home(section("Hello")))

    ann, ben = (asyncio.run(picture_of(sandbox, person)) for person in (HOME_ANN, GUEST_BEN))

    assert (len(ann["commands"]), len(ann["shortcuts"]), ann["hasHome"], bool(ann["home"])) == (1, 2, True, True)
    assert (ben["commands"], ben["shortcuts"], ben["hasHome"], ben["home"]) == ([], [], False, None)


def test_the_inspector_changes_a_channel(sandbox: Sandbox) -> None:
    channel = sandbox.workspace.channels[ROOM]

    asyncio.run(orders(sandbox, act="archive", channel=ROOM))
    assert channel.is_archived
    asyncio.run(orders(sandbox, act="unarchive", channel=ROOM))
    assert not channel.is_archived
    asyncio.run(orders(sandbox, act="change_channel_id", channel=ROOM))
    assert channel.id != ROOM
    assert sandbox.workspace.channels[channel.id] is channel


@pytest.mark.parametrize(("done", "said"), [(True, ["x"]), (False, [])])
def test_the_inspector_lets_a_web_page_answer(
    sandbox: Sandbox,
    client: WebClient,
    done: bool,  # noqa: FBT001 (a parameter of the test)
    said: list[str],
) -> None:
    asyncio.run(orders(sandbox, act="answer_with_page", method="chat.postMessage", done=done))

    with pytest.raises(SlackApiError, match="DOCTYPE"):
        client.chat_postMessage(channel=ROOM, text="x")

    assert [it.text for it in sandbox.person(HOME_ANN).sees(ROOM)] == said


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
        ({"act": "archive", "channel": "C0GONE"}, "This channel is not there any more."),
        ({"act": "dance", "as": HOME_ANN}, "This page can't do 'dance'."),
        ({"act": "submit", "as": HOME_ANN}, "This window is not open any more."),
        ({"act": "press", "as": HOME_ANN, "channel": ROOM, "ts": "1.0"}, "This message is not there any more."),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(sandbox: Sandbox, asked: dict[str, Any], words: str) -> None:
    assert words in asyncio.run(orders(sandbox, **asked))["error"]
