"""Does the sandbox's Web API keep, tell and refuse what Slack's does?"""

import time

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox import Sandbox
from tests.sandbox.conftest import ANN, BEN, OTHER, ROOM, refusal

WINDOW = {
    "type": "modal",
    "title": {"type": "plain_text", "text": "A window"},
    "blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": "Words"}}],
}


def trigger(sandbox: Sandbox, user: str = ANN) -> str:
    with sandbox.workspace.changing():
        return sandbox.workspace.new_trigger(user)


def test_who_the_app_is(client: WebClient) -> None:
    assert client.auth_test()["user_id"] == "U0ACCORD"


@pytest.mark.parametrize(
    ("token", "word"),
    [("", "not_authed"), ("xoxb-other", "invalid_auth"), ("xapp-sandbox", "not_allowed_token_type")],
)
def test_a_wrong_token_is_refused(sandbox: Sandbox, token: str, word: str) -> None:
    other = WebClient(token=token or None, base_url=sandbox.api_url, retry_handlers=[])

    assert refusal(other.auth_test) == word


def test_socket_mode_wants_the_apps_token(sandbox: Sandbox, client: WebClient) -> None:
    assert refusal(client.apps_connections_open, app_token=sandbox.bot_token) == "not_allowed_token_type"
    assert client.apps_connections_open(app_token=sandbox.app_token)["url"].startswith("ws://127.0.0.1:")


def test_a_missing_scope_is_named(sandbox: Sandbox) -> None:
    with Sandbox.start(sandbox.workspace, scopes=frozenset({"chat:write"})) as narrow:
        client = WebClient(token=narrow.bot_token, base_url=narrow.api_url, retry_handlers=[])

        with pytest.raises(SlackApiError) as refused:
            client.users_info(user=ANN)

    assert refused.value.response["error"] == "missing_scope"
    assert refused.value.response["needed"] == "users:read"


def test_what_slack_does_not_know_is_refused(client: WebClient) -> None:
    assert refusal(client.api_call, api_method="chat.nonsense") == "unknown_method"
    assert refusal(client.chat_postMessage, channel="C0NONE", text="x") == "channel_not_found"
    assert refusal(client.chat_postMessage, channel=OTHER, text="x") == "not_in_channel"
    assert refusal(client.users_info, user="U0NONE") == "user_not_found"
    assert refusal(client.chat_update, channel=ROOM, ts="1.0", text="x") == "message_not_found"
    assert refusal(client.chat_postMessage, channel=ROOM, text="x", thread_ts="1.0") == "thread_not_found"


def test_empty_long_and_malformed_messages_are_refused(client: WebClient) -> None:
    assert refusal(client.chat_postMessage, channel=ROOM, text="") == "no_text"
    assert refusal(client.chat_postMessage, channel=ROOM, text="x" * 40_001) == "msg_too_long"
    assert refusal(client.chat_postMessage, channel=ROOM, text="x", blocks=[{"type": "divide"}]) == "invalid_blocks"
    wrong = {"event_type": ""}
    assert refusal(client.chat_postMessage, channel=ROOM, text="x", metadata=wrong) == "invalid_metadata_format"


def test_an_archived_channel_takes_nothing(sandbox: Sandbox, client: WebClient) -> None:
    sandbox.workspace.channels[ROOM].is_archived = True

    assert refusal(client.chat_postMessage, channel=ROOM, text="x") == "is_archived"


def test_a_persons_message_can_not_be_changed_by_the_app(sandbox: Sandbox, client: WebClient) -> None:
    message = sandbox.person(ANN).writes("Hello", ROOM)

    assert refusal(client.chat_update, channel=ROOM, ts=message.ts, text="x") == "cant_update_message"
    assert refusal(client.chat_delete, channel=ROOM, ts=message.ts) == "cant_delete_message"


def test_metadata_comes_back_only_when_it_is_asked_for(client: WebClient) -> None:
    metadata = {"event_type": "test", "event_payload": {"key": "k"}}
    client.chat_postMessage(channel=ROOM, text="x", metadata=metadata)

    plain = client.conversations_history(channel=ROOM)["messages"]
    full = client.conversations_history(channel=ROOM, include_all_metadata=True)["messages"]

    assert "metadata" not in plain[0]
    assert full[0]["metadata"] == metadata


def test_a_history_has_pages_newest_first_and_no_replies(client: WebClient) -> None:
    parent = client.chat_postMessage(channel=ROOM, text="0")["ts"]
    client.chat_postMessage(channel=ROOM, text="reply", thread_ts=parent)
    client.chat_postMessage(channel=ROOM, text="shown too", thread_ts=parent, reply_broadcast=True)
    client.chat_postMessage(channel=ROOM, text="2")

    pages = [page["messages"] for page in client.conversations_history(channel=ROOM, limit=2)]

    assert [[message["text"] for message in page] for page in pages] == [["2", "shown too"], ["0"]]
    replies = client.conversations_replies(channel=ROOM, ts=parent)["messages"]
    assert [message["text"] for message in replies] == ["0", "reply", "shown too"]
    assert replies[0]["reply_count"] == 2
    assert client.conversations_history(channel=ROOM, oldest=parent)["messages"][-1]["text"] == "shown too"


def test_a_private_message_is_seen_by_one_person_and_kept_nowhere(sandbox: Sandbox, client: WebClient) -> None:
    client.chat_postEphemeral(channel=ROOM, user=ANN, text="psst")

    assert [message.text for message in sandbox.person(ANN).sees(ROOM)] == ["psst"]
    assert sandbox.person(BEN).sees(ROOM) == []
    assert client.conversations_history(channel=ROOM)["messages"] == []
    sandbox.workspace.channels[ROOM].members.discard(BEN)
    assert refusal(client.chat_postEphemeral, channel=ROOM, user=BEN, text="psst") == "user_not_in_channel"


def test_direct_messages_are_opened_and_can_be_refused(sandbox: Sandbox, client: WebClient) -> None:
    direct = client.conversations_open(users=[ANN])["channel"]["id"]
    client.chat_postMessage(channel=direct, text="Hello")
    client.chat_postMessage(channel=ANN, text="again")

    assert [message.text for message in sandbox.person(ANN).direct_messages()] == ["Hello", "again"]
    sandbox.workspace.users[BEN].takes_direct_messages = False
    assert refusal(client.conversations_open, users=[BEN]) == "messages_tab_disabled"


def test_only_new_messages_ping(sandbox: Sandbox, client: WebClient) -> None:
    rich = {
        "type": "rich_text",
        "elements": [{"type": "rich_text_section", "elements": [{"type": "broadcast", "range": "here"}]}],
    }
    ts = client.chat_postMessage(channel=ROOM, text="<@U0ANN>")["ts"]
    client.chat_update(channel=ROOM, ts=ts, text="<!channel>")
    client.chat_postMessage(channel=ROOM, text="<!channel>", blocks=[rich])

    assert [ping["ping"] for ping in sandbox.workspace.notifications] == ["<@U0ANN>", "broadcast here"]


def test_a_trigger_opens_one_window_within_three_seconds(sandbox: Sandbox, client: WebClient) -> None:
    once = trigger(sandbox)
    client.views_open(trigger_id=once, view=WINDOW)

    assert refusal(client.views_open, trigger_id=once, view=WINDOW) == "exchanged_trigger_id"
    assert refusal(client.views_open, trigger_id="none", view=WINDOW) == "invalid_trigger_id"
    old = trigger(sandbox)
    sandbox.workspace.triggers[old].at = time.monotonic() - 4
    assert refusal(client.views_open, trigger_id=old, view=WINDOW) == "expired_trigger_id"


def test_a_window_is_changed_only_as_it_was_seen(sandbox: Sandbox, client: WebClient) -> None:
    opened = client.views_open(trigger_id=trigger(sandbox), view=WINDOW)["view"]
    client.views_update(view_id=opened["id"], hash=opened["hash"], view=WINDOW)

    assert refusal(client.views_update, view_id=opened["id"], hash=opened["hash"], view=WINDOW) == "hash_conflict"
    assert refusal(client.views_update, view_id="V0NONE", view=WINDOW) == "not_found"


def test_windows_are_stacked_three_high(sandbox: Sandbox, client: WebClient) -> None:
    client.views_open(trigger_id=trigger(sandbox), view=WINDOW)
    client.views_push(trigger_id=trigger(sandbox), view=WINDOW)
    client.views_push(trigger_id=trigger(sandbox), view=WINDOW)

    assert refusal(client.views_push, trigger_id=trigger(sandbox), view=WINDOW) == "push_limit_reached"


def test_a_home_tab_is_published(sandbox: Sandbox, client: WebClient) -> None:
    client.views_publish(user_id=ANN, view={"type": "home", "blocks": WINDOW["blocks"]})

    home = sandbox.person(ANN).home
    assert home
    assert home.body["type"] == "home"
