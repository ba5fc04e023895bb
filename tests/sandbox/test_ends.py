"""Where something is gone, closed or archived, the app is answered as by Slack."""

import pytest
from slack_sdk import WebClient

from sandbox import Sandbox
from tests.sandbox.cast import GUEST_BEN, HOME_ANN, ROOM
from tests.sandbox.test_web_api import refusal


def test_the_app_writes_only_where_it_is_and_only_while_the_place_is_open(sandbox: Sandbox, client: WebClient) -> None:
    ts = client.chat_postMessage(channel=ROOM, text="card")["ts"]
    sandbox.archives(ROOM)
    assert refusal(lambda: client.chat_postMessage(channel=ROOM, text="x")) == "is_archived"
    assert refusal(lambda: client.chat_postEphemeral(channel=ROOM, user=HOME_ANN, text="x")) == "is_archived"
    assert refusal(lambda: client.chat_update(channel=ROOM, ts=ts, text="x")) == "is_inactive"
    sandbox.workspace.channels[ROOM].is_archived = False

    sandbox.removes_bot(ROOM)
    assert refusal(lambda: client.chat_postMessage(channel=ROOM, text="x")) == "not_in_channel"

    sandbox.invites_bot(ROOM)
    assert client.chat_postMessage(channel=ROOM, text="x")["ok"]


@pytest.mark.parametrize("broadcast", [False, True])
def test_a_reply_to_a_message_that_is_gone_stands_in_the_channel_and_its_answer_says_so(
    sandbox: Sandbox,
    client: WebClient,
    broadcast: bool,  # noqa: FBT001 (a parameter of the test)
) -> None:
    ts = client.chat_postMessage(channel=ROOM, text="card")["ts"]
    in_time = client.chat_postMessage(channel=ROOM, text="in time", thread_ts=ts)["message"]
    sandbox.deletes(sandbox.person(HOME_ANN).sees(ROOM)[0])

    late = client.chat_postMessage(channel=ROOM, text="late", thread_ts=ts, reply_broadcast=broadcast)["message"]

    assert in_time["thread_ts"] == ts
    assert "thread_ts" not in late
    assert "subtype" not in late
    assert [it.text for it in sandbox.person(GUEST_BEN).sees(ROOM)] == ["late"]
    assert [it["text"] for it in client.conversations_history(channel=ROOM)["messages"]] == ["late"]


def test_what_was_deleted_is_neither_changed_nor_read_as_a_thread(sandbox: Sandbox, client: WebClient) -> None:
    ts = client.chat_postMessage(channel=ROOM, text="card")["ts"]
    sandbox.deletes(sandbox.person(HOME_ANN).sees(ROOM)[0])

    assert refusal(lambda: client.chat_update(channel=ROOM, ts=ts, text="x")) == "message_not_found"
    assert refusal(lambda: client.conversations_replies(channel=ROOM, ts=ts)) == "thread_not_found"


def test_a_deleted_message_is_seen_and_read_no_more(sandbox: Sandbox, client: WebClient) -> None:
    ts = client.chat_postMessage(channel=ROOM, text="card")["ts"]

    client.chat_delete(channel=ROOM, ts=ts)

    assert sandbox.person(HOME_ANN).sees(ROOM) == []
    assert client.conversations_history(channel=ROOM)["messages"] == []
    assert refusal(lambda: client.chat_delete(channel=ROOM, ts=ts)) == "message_not_found"


def test_an_open_direct_channel_closes_when_the_person_wants_no_more(sandbox: Sandbox, client: WebClient) -> None:
    channel = client.conversations_open(users=GUEST_BEN)["channel"]["id"]
    sandbox.workspace.users[GUEST_BEN].takes_direct_messages = False

    assert refusal(lambda: client.chat_postMessage(channel=channel, text="x")) == "messages_tab_disabled"
    assert sandbox.person(GUEST_BEN).direct_messages() == []
