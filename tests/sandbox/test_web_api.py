"""The stand-in's Web API does what Slack does, and refuses what Slack refuses."""

from collections.abc import Callable
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox import Sandbox
from tests.sandbox.blocks import section
from tests.sandbox.cast import GUEST_BEN, HOME_ANN, PRIVATE, ROOM, workspace

Call = Callable[[WebClient], Any]
KEY = {"event_type": "card", "event_payload": {"key": "card:1"}}


def refusal(call: Callable[[], Any]) -> str:
    with pytest.raises(SlackApiError) as refused:
        call()
    return str(refused.value.response["error"])


def test_the_app_learns_who_it_is(sandbox: Sandbox, client: WebClient) -> None:
    assert client.auth_test()["user_id"] == sandbox.workspace.bot_user


@pytest.mark.parametrize(
    ("token", "error"),
    [("", "not_authed"), ("xoxb-unknown", "invalid_auth"), ("xapp-sandbox", "not_allowed_token_type")],
)
def test_a_wrong_token_is_refused(sandbox: Sandbox, token: str, error: str) -> None:
    client = WebClient(token=token, base_url=sandbox.api_url, retry_handlers=[])

    assert refusal(client.auth_test) == error


def test_only_the_apps_own_token_opens_a_connection(sandbox: Sandbox, client: WebClient) -> None:
    assert refusal(lambda: client.apps_connections_open(app_token=sandbox.bot_token)) == "not_allowed_token_type"
    assert client.apps_connections_open(app_token=sandbox.app_token)["url"].startswith("ws://127.0.0.1:")


def test_a_revoked_token_is_told_so(sandbox: Sandbox, client: WebClient) -> None:
    sandbox.workspace.token_error = "token_revoked"

    assert refusal(client.auth_test) == "token_revoked"


def test_a_missing_scope_is_named() -> None:
    with Sandbox.start(workspace(), scopes=frozenset({"users:read"})) as sandbox:
        client = WebClient(token=sandbox.bot_token, base_url=sandbox.api_url, retry_handlers=[])

        with pytest.raises(SlackApiError) as refused:
            client.chat_postMessage(channel=ROOM, text="hello")

    answer = refused.value.response
    assert (answer["error"], answer["needed"], answer["provided"]) == ("missing_scope", "chat:write", "users:read")


REFUSED: list[tuple[Call, str]] = [
    (lambda it: it.api_call("chat.shout"), "unknown_method"),
    (lambda it: it.chat_postMessage(channel="C0NOWHERE", text="x"), "channel_not_found"),
    (lambda it: it.chat_postMessage(channel=PRIVATE, text="x"), "channel_not_found"),
    (lambda it: it.conversations_history(channel=PRIVATE), "channel_not_found"),
    (lambda it: it.api_call("chat.postMessage", json={"channel": ROOM}), "no_text"),
    (lambda it: it.chat_postEphemeral(channel=ROOM, user=HOME_ANN, text="x" * 40_001), "msg_too_long"),
    (lambda it: it.chat_postMessage(channel=ROOM, text="x", blocks=[section("y" * 2900)] * 5), "msg_blocks_too_long"),
    (lambda it: it.chat_postMessage(channel=ROOM, text="x", blocks="soon"), "invalid_blocks_format"),
    (lambda it: it.chat_postMessage(channel=ROOM, text="x", metadata={"event_type": "a"}), "invalid_metadata_format"),
    (lambda it: it.chat_update(channel=ROOM, ts="1.000001", text="x"), "message_not_found"),
    (lambda it: it.chat_delete(channel=ROOM, ts="1.000001"), "message_not_found"),
    (lambda it: it.chat_getPermalink(channel=ROOM, message_ts="1.000001"), "message_not_found"),
    (lambda it: it.conversations_replies(channel=ROOM, ts="1.000001"), "thread_not_found"),
    (lambda it: it.conversations_history(channel=ROOM, limit=1000), "invalid_limit"),
    (lambda it: it.conversations_history(channel=ROOM, cursor="nowhere"), "invalid_cursor"),
    (lambda it: it.conversations_history(channel=ROOM, oldest="monday"), "invalid_ts_oldest"),
    (lambda it: it.users_info(user="U0NOBODY"), "user_not_found"),
    (lambda it: it.conversations_open(users=["U0ACCORD"]), "cannot_dm_bot"),
    (lambda it: it.chat_postEphemeral(channel=ROOM, user="U0NOBODY", text="x"), "user_not_in_channel"),
]


@pytest.mark.parametrize(("call", "error"), REFUSED)
def test_what_slack_refuses_is_refused_by_its_name(client: WebClient, call: Call, error: str) -> None:
    assert refusal(lambda: call(client)) == error


def test_a_refused_block_is_pointed_at(client: WebClient) -> None:
    with pytest.raises(SlackApiError) as refused:
        client.chat_postMessage(channel=ROOM, text="x", blocks=[section("y" * 3001)])

    words = "must be less than 3001 characters [json-pointer:/blocks/0/text/text]"
    assert refused.value.response["error"] == "invalid_blocks"
    assert refused.value.response["errors"] == [words]
    assert refused.value.response["response_metadata"] == {"messages": [f"[ERROR] {words}"]}


def test_the_app_changes_only_its_own_messages(sandbox: Sandbox, client: WebClient) -> None:
    said = sandbox.person(HOME_ANN).writes("hello", ROOM)

    assert refusal(lambda: client.chat_update(channel=ROOM, ts=said.ts, text="x")) == "cant_update_message"
    assert refusal(lambda: client.chat_delete(channel=ROOM, ts=said.ts)) == "cant_delete_message"


def test_a_direct_message_may_be_refused(sandbox: Sandbox, client: WebClient) -> None:
    sandbox.workspace.users[GUEST_BEN].takes_direct_messages = False
    sandbox.deactivates(HOME_ANN)

    closed = client.conversations_open(users=[GUEST_BEN])["channel"]["id"]
    assert refusal(lambda: client.chat_postMessage(channel=closed, text="x")) == "messages_tab_disabled"
    assert refusal(lambda: client.chat_postMessage(channel=HOME_ANN, text="x")) == "user_disabled"


def test_a_persons_id_stands_for_their_direct_messages(sandbox: Sandbox, client: WebClient) -> None:
    channel = client.conversations_open(users=HOME_ANN)["channel"]["id"]

    assert client.chat_postMessage(channel=HOME_ANN, text="for you")["channel"] == channel
    assert [it.text for it in sandbox.person(HOME_ANN).direct_messages()] == ["for you"]
    assert sandbox.person(GUEST_BEN).direct_messages() == []


def test_a_private_message_is_seen_by_one_person_and_kept_by_nobody(sandbox: Sandbox, client: WebClient) -> None:
    ts = client.chat_postEphemeral(channel=ROOM, user=HOME_ANN, text="psst")["message_ts"]

    assert [it.text for it in sandbox.person(HOME_ANN).ephemerals(ROOM)] == ["psst"]
    assert sandbox.person(GUEST_BEN).sees(ROOM) == []
    assert client.conversations_history(channel=ROOM)["messages"] == []
    assert refusal(lambda: client.chat_update(channel=ROOM, ts=ts, text="x")) == "message_not_found"


def test_a_private_message_reaches_only_members(sandbox: Sandbox, client: WebClient) -> None:
    sandbox.workspace.channels[ROOM].members.discard(GUEST_BEN)

    call = lambda: client.chat_postEphemeral(channel=ROOM, user=GUEST_BEN, text="x")  # noqa: E731 (as in REFUSED)
    assert refusal(call) == "user_not_in_channel"


def test_history_is_read_page_by_page_from_the_newest(client: WebClient) -> None:
    for number in range(5):
        client.chat_postMessage(channel=ROOM, text=str(number))

    pages = [[it["text"] for it in page["messages"]] for page in client.conversations_history(channel=ROOM, limit=2)]

    assert pages == [["4", "3"], ["2", "1"], ["0"]]


def test_a_message_that_arrives_between_two_pages_moves_nothing(client: WebClient) -> None:
    for number in range(3):
        client.chat_postMessage(channel=ROOM, text=str(number))
    first = client.conversations_history(channel=ROOM, limit=2)
    client.chat_postMessage(channel=ROOM, text="new")

    second = client.conversations_history(channel=ROOM, cursor=first["response_metadata"]["next_cursor"])

    assert [it["text"] for it in second["messages"]] == ["0"]


def test_oldest_and_latest_leave_themselves_out_unless_asked(client: WebClient) -> None:
    first, _, last = [client.chat_postMessage(channel=ROOM, text=str(number))["ts"] for number in range(3)]

    def texts(**more: Any) -> list[str]:
        found = client.conversations_history(channel=ROOM, oldest=first, latest=last, **more)
        return [it["text"] for it in found["messages"]]

    assert texts() == ["1"]
    assert texts(inclusive=True) == ["2", "1", "0"]


def test_metadata_comes_only_when_asked_for(client: WebClient) -> None:
    client.chat_postMessage(channel=ROOM, text="card", metadata=KEY)

    plain = client.conversations_history(channel=ROOM)["messages"][0]
    whole = client.conversations_history(channel=ROOM, include_all_metadata=True)["messages"][0]
    assert "metadata" not in plain
    assert whole["metadata"] == KEY


def test_a_reply_stands_in_its_thread_and_in_the_channel_when_it_is_broadcast(client: WebClient) -> None:
    parent = client.chat_postMessage(channel=ROOM, text="card")["ts"]
    reply = client.chat_postMessage(channel=ROOM, text="aside", thread_ts=parent)["ts"]
    client.chat_postMessage(channel=ROOM, text="loud", thread_ts=reply, reply_broadcast=True)

    thread = client.conversations_replies(channel=ROOM, ts=parent)["messages"]
    channel = client.conversations_history(channel=ROOM)["messages"]
    assert [it["text"] for it in thread] == ["card", "aside", "loud"]
    assert (thread[0]["reply_count"], thread[0]["latest_reply"]) == (2, thread[2]["ts"])
    assert [(it["text"], it.get("subtype")) for it in channel] == [("loud", "thread_broadcast"), ("card", None)]


def test_a_change_says_less_than_a_new_message_may(client: WebClient) -> None:
    ts = client.chat_postMessage(channel=ROOM, text="x" * 40_000)["ts"]

    assert client.chat_update(channel=ROOM, ts=ts, text="x" * 4_000, blocks=[section("y")])["ok"]

    assert refusal(lambda: client.chat_update(channel=ROOM, ts=ts, text="x" * 4_001)) == "msg_too_long"


def test_the_end_of_a_very_long_message_is_cut_off(client: WebClient) -> None:
    assert client.chat_postMessage(channel=ROOM, text="x" * 40_001)["message"]["text"] == "x" * 40_000


def test_slack_gives_ids_to_blocks_and_buttons_that_have_none(client: WebClient) -> None:
    accessory = {"type": "button", "text": {"type": "plain_text", "text": "Go"}}

    message = client.chat_postMessage(channel=ROOM, text="x", blocks=[section("y", accessory=accessory)])["message"]

    assert message["blocks"][0]["block_id"]
    assert message["blocks"][0]["accessory"]["action_id"]


def test_reactions_are_read_back(sandbox: Sandbox, client: WebClient) -> None:
    message = sandbox.person(HOME_ANN).writes("beds?", ROOM)
    sandbox.person(GUEST_BEN).reacts("bed", message)

    found = client.reactions_get(channel=ROOM, timestamp=message.ts)["message"]["reactions"]

    assert found == [{"name": "bed", "users": [GUEST_BEN], "count": 1}]


def test_a_token_in_a_json_body_is_not_looked_for(sandbox: Sandbox) -> None:
    client = WebClient(base_url=sandbox.api_url, retry_handlers=[])

    assert client.api_call("auth.test", params={"token": sandbox.bot_token})["ok"]
    no_header = {"Authorization": ""}
    assert refusal(lambda: client.api_call("auth.test", json={"a": 1}, headers=no_header)) == "not_authed"


def test_only_what_is_posted_pings(sandbox: Sandbox, client: WebClient) -> None:
    ts = client.chat_postMessage(channel=ROOM, text="no <!channel>", blocks=[section("ask <@U0ANN>")])["ts"]
    client.chat_update(channel=ROOM, ts=ts, text="x", blocks=[section("ask <@U0BEN>")])
    client.chat_postMessage(channel=ROOM, text="now <!here>")
    client.chat_postMessage(channel=ROOM, text="safe &lt;!channel&gt;")

    assert [it["ping"] for it in sandbox.workspace.notifications] == ["<@U0ANN>", "<!here>"]


def test_an_update_replaces_what_is_seen_and_leaves_the_metadata(sandbox: Sandbox, client: WebClient) -> None:
    ts = client.chat_postMessage(channel=ROOM, text="card", metadata=KEY)["ts"]

    client.chat_update(channel=ROOM, ts=ts, text="card, decided")

    assert [it.text for it in sandbox.person(GUEST_BEN).sees(ROOM)] == ["card, decided"]
    (read,) = client.conversations_history(channel=ROOM, include_all_metadata=True)["messages"]
    assert (read["ts"], read["text"], read["metadata"]) == (ts, "card, decided", KEY)
    assert read["edited"]["user"] == sandbox.workspace.bot_user


def test_metadata_must_not_be_too_large(client: WebClient) -> None:
    large = {"event_type": "card", "event_payload": {"key": "x" * 8000}}

    assert refusal(lambda: client.chat_postMessage(channel=ROOM, text="x", metadata=large)) == "metadata_too_large"
