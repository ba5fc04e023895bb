"""The app learns about people and places what Slack would tell it."""

from collections.abc import Callable
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox import Sandbox
from tests.sandbox.cast import GUEST_BEN, HOME_ANN, PRIVATE, ROOM, workspace

Call = Callable[[WebClient], Any]


def test_of_a_guest_slack_tells_the_team_and_the_name_but_neither_zone_nor_end(client: WebClient) -> None:
    ann, ben = (client.users_info(user=person)["user"] for person in (HOME_ANN, GUEST_BEN))

    assert (ann["team_id"], ann["tz"], ann["deleted"]) == ("T0HOME", "Europe/London", False)
    assert (ben["team_id"], ben["real_name"], ben["profile"]["team"]) == ("T0BEN", "Ben Okoro", "T0BEN")
    assert not {"tz", "deleted"} & {*ben}


def test_a_stranger_is_who_shares_no_channel_with_the_app(sandbox: Sandbox, client: WebClient) -> None:
    shared = client.users_info(user=GUEST_BEN)["user"]["is_stranger"]
    client.conversations_open(users=[GUEST_BEN])
    sandbox.removes_bot(ROOM)

    assert not shared
    assert client.users_info(user=GUEST_BEN)["user"]["is_stranger"]


def test_a_shared_channel_says_so(sandbox: Sandbox, client: WebClient) -> None:
    sandbox.archives(ROOM)

    room = client.conversations_info(channel=ROOM)["channel"]

    told = {name: room[name] for name in ("is_ext_shared", "is_member", "is_archived", "is_private")}
    assert told == {"is_ext_shared": True, "is_member": True, "is_archived": True, "is_private": False}


def test_members_are_listed_page_by_page(sandbox: Sandbox, client: WebClient) -> None:
    pages = [page["members"] for page in client.conversations_members(channel=ROOM, limit=2)]

    assert [len(page) for page in pages] == [2, 1]
    assert {member for page in pages for member in page} == sandbox.workspace.channels[ROOM].members


def test_a_permalink_leads_to_a_reply_within_its_thread(client: WebClient) -> None:
    parent = client.chat_postMessage(channel=ROOM, text="card")["ts"]
    reply = client.chat_postMessage(channel=ROOM, text="reply", thread_ts=parent)["ts"]

    links = [client.chat_getPermalink(channel=ROOM, message_ts=ts)["permalink"] for ts in (parent, reply)]

    place = f"https://alliance.slack.com/archives/{ROOM}/p"
    assert links[0] == place + parent.replace(".", "")
    assert links[1] == f"{place}{reply.replace('.', '')}?thread_ts={parent}&cid={ROOM}"


@pytest.mark.parametrize(
    ("call", "error"),
    [
        (lambda it: it.conversations_info(channel=PRIVATE), "channel_not_found"),
        (lambda it: it.conversations_members(channel="C0NOWHERE"), "channel_not_found"),
        (lambda it: it.conversations_open(users=[HOME_ANN, GUEST_BEN]), "users_list_not_supplied"),
        (lambda it: it.conversations_open(users=["U0NOBODY"]), "user_not_found"),
        (lambda it: it.conversations_history(channel=ROOM, limit="many"), "invalid_limit"),
        (lambda it: it.reactions_get(channel=ROOM, timestamp="1.000001"), "message_not_found"),
        (lambda it: it.views_publish(user_id="U0NOBODY", view={"type": "home", "blocks": []}), "invalid_arguments"),
    ],
)
def test_what_cannot_be_looked_up_is_refused_by_its_name(client: WebClient, call: Call, error: str) -> None:
    with pytest.raises(SlackApiError) as refused:
        call(client)

    assert refused.value.response["error"] == error


@pytest.mark.parametrize(
    ("is_private", "scope", "may_read"),
    [(False, "channels:history", True), (True, "channels:history", False), (True, "groups:history", True)],
)
def test_reading_needs_the_scope_of_the_kind_of_channel(
    is_private: bool,  # noqa: FBT001 (parameters of the test)
    scope: str,
    may_read: bool,  # noqa: FBT001 (of parametrize)
) -> None:
    made = workspace()
    made.channels[ROOM].is_private = is_private
    with Sandbox.start(made, scopes=frozenset({scope})) as sandbox:
        client = WebClient(token=sandbox.bot_token, base_url=sandbox.api_url, retry_handlers=[])

        try:
            answer = client.conversations_history(channel=ROOM)
        except SlackApiError as refused:
            answer = refused.response

    assert answer["ok"] == may_read
    assert answer.get("error") == (None if may_read else "missing_scope")
