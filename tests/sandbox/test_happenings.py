"""What happens without the app reaches it as Slack tells it, and only if its manifest asks for it."""

from collections.abc import Callable
from typing import Any

import pytest
from slack_bolt import App
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox import NotPossible, Sandbox
from tests.sandbox.blocks import actions, button
from tests.sandbox.cast import GUEST_BEN, HOME_ANN, PRIVATE, ROOM
from tests.sandbox.conftest import Starts

Happens = Callable[[Sandbox], object]

# What happens, the event's type, and its fields beside type and event_ts, after the samples of Slack's Java SDK.
HAPPENINGS: list[tuple[Happens, str, dict[str, Any]]] = [
    (lambda it: it.archives(ROOM), "channel_archive", {"channel": ROOM, "user": HOME_ANN}),
    (lambda it: it.unarchives(ROOM, HOME_ANN), "channel_unarchive", {"channel": ROOM, "user": HOME_ANN}),
    (lambda it: it.archives(PRIVATE), "group_archive", {"channel": PRIVATE, "user": HOME_ANN}),
    (lambda it: it.unarchives(PRIVATE), "group_unarchive", {"channel": PRIVATE, "user": HOME_ANN}),
    (
        lambda it: it.changes_channel_id(ROOM, "C0NEW"),
        "channel_id_changed",
        {"old_channel_id": ROOM, "new_channel_id": "C0NEW"},
    ),
    (lambda it: it.shares(ROOM, "T0CAT"), "channel_shared", {"channel": ROOM, "connected_team_id": "T0CAT"}),
    (
        lambda it: it.unshares(ROOM, "T0BEN"),
        "channel_unshared",
        {"channel": ROOM, "previously_connected_team_id": "T0BEN", "is_ext_shared": False},
    ),
    (
        lambda it: it.joins(GUEST_BEN, PRIVATE, inviter=HOME_ANN),
        "member_joined_channel",
        {"user": GUEST_BEN, "channel": PRIVATE, "channel_type": "G", "team": "T0BEN", "inviter": HOME_ANN},
    ),
    (
        lambda it: it.leaves(GUEST_BEN, ROOM),
        "member_left_channel",
        {"user": GUEST_BEN, "channel": ROOM, "channel_type": "C", "team": "T0BEN"},
    ),
    (lambda it: it.removes_bot(ROOM), "channel_left", {"channel": ROOM, "actor_id": HOME_ANN}),
    (lambda it: it.removes_bot(PRIVATE), "group_left", {"channel": PRIVATE, "actor_id": HOME_ANN}),
]


@pytest.fixture
def told(sandbox: Sandbox) -> Callable[[], list[dict[str, Any]]]:
    """List the events that were delivered; the app is in both channels."""
    sandbox.workspace.channels[PRIVATE].members.add(sandbox.workspace.bot_user)
    return lambda: [it.payload for it in sandbox.traffic.deliveries if it.kind == "events_api" and not it.attempt]


@pytest.mark.parametrize(("happens", "kind", "about"), HAPPENINGS, ids=[kind for _, kind, _ in HAPPENINGS])
def test_it_is_told_with_slacks_fields_when_the_manifest_asks_for_it(
    sandbox: Sandbox, told: Callable[[], list[Any]], happens: Happens, kind: str, about: dict[str, Any]
) -> None:
    sandbox.workspace.events = frozenset({kind})

    happens(sandbox)

    (payload,) = sandbox.wait_until(told)
    event_ts = payload["event"].pop("event_ts")
    assert payload["event"] == {"type": kind, **about}
    assert payload["context_team_id"] == "T0HOME"
    assert payload["team_id"] == about.get("team", "T0HOME")
    assert float(event_ts) > 0


@pytest.mark.parametrize(("happens", "kind"), [it[:2] for it in HAPPENINGS], ids=[it[1] for it in HAPPENINGS])
def test_nothing_is_told_that_the_manifest_does_not_ask_for(
    sandbox: Sandbox, told: Callable[[], list[Any]], happens: Happens, kind: str
) -> None:
    sandbox.workspace.events = frozenset(it[1] for it in HAPPENINGS) - {kind} | {"message.channels"}
    happens(sandbox)
    sandbox.workspace.events |= {"user_change"}

    sandbox.changes_user(HOME_ANN, real_name="Ann Leigh")

    sandbox.wait_until(lambda: [it for it in told() if it["event"]["type"] == "user_change"])
    assert [it["event"]["type"] for it in told()] == ["user_change"]


def test_of_a_channel_the_app_hears_only_as_a_member(sandbox: Sandbox, told: Callable[[], list[Any]]) -> None:
    sandbox.workspace.events = frozenset({"message.channels", "member_left_channel", "channel_left", "user_change"})
    message = sandbox.person(HOME_ANN).writes("before", ROOM)
    sandbox.removes_bot(ROOM)

    sandbox.person(HOME_ANN).writes("behind its back", ROOM)
    sandbox.person(HOME_ANN).reacts("bed", message)
    sandbox.leaves(GUEST_BEN, ROOM)
    sandbox.deactivates(GUEST_BEN)

    sandbox.wait_until(lambda: len(told()) == 3)
    assert [it["event"]["type"] for it in told()] == ["message", "channel_left", "user_change"]


def test_a_changed_person_is_told_as_users_info_tells_them(
    sandbox: Sandbox, client: WebClient, told: Callable[[], list[Any]]
) -> None:
    sandbox.workspace.events = frozenset({"user_change"})

    sandbox.deactivates(HOME_ANN)
    sandbox.changes_user(GUEST_BEN, real_name="Benjamin Okoro")

    sandbox.wait_until(lambda: len(told()) == 2)
    ann, ben = (it["event"]["user"] for it in told())
    assert ann["deleted"]
    assert ben["real_name"] == client.users_info(user=GUEST_BEN)["user"]["real_name"] == "Benjamin Okoro"
    assert "deleted" not in ben


def test_a_channel_with_another_id_takes_everything_along(sandbox: Sandbox, client: WebClient) -> None:
    parent = client.chat_postMessage(channel=ROOM, text="card", blocks=[actions(button())])["ts"]
    client.chat_postMessage(channel=ROOM, text="aside", thread_ts=parent)
    sandbox.person(HOME_ANN).has_read(ROOM, parent)

    sandbox.changes_channel_id(ROOM, "C0NEW")

    with pytest.raises(SlackApiError, match="channel_not_found"):
        client.chat_update(channel=ROOM, ts=parent, text="x")
    assert client.chat_update(channel="C0NEW", ts=parent, text="changed")["ok"]
    assert [it["text"] for it in client.conversations_replies(channel="C0NEW", ts=parent)["messages"]] == [
        "changed",
        "aside",
    ]
    assert client.conversations_info(channel="C0NEW")["channel"]["id"] == "C0NEW"
    assert sandbox.workspace.read_until[HOME_ANN] == {"C0NEW": parent}
    with pytest.raises(KeyError):
        sandbox.person(HOME_ANN).writes("hello", ROOM)


def test_an_answer_to_a_press_finds_the_channel_under_its_new_id(
    sandbox: Sandbox, client: WebClient, starts_bot: Starts
) -> None:
    def listen(app: App) -> None:
        @app.action("consent")
        def consent(ack: Any, respond: Any) -> None:
            ack()
            sandbox.changes_channel_id(ROOM, "C0NEW")
            respond("noted")

    client.chat_postMessage(channel=ROOM, text="card", blocks=[actions(button())])
    starts_bot(listen)

    ann = sandbox.person(HOME_ANN)
    ann.clicks("Consent", ann.sees(ROOM)[0])

    assert [it.text for it in sandbox.wait_until(lambda: ann.ephemerals("C0NEW"))] == ["noted"]


def test_a_person_with_another_id_is_the_same_person(sandbox: Sandbox, client: WebClient) -> None:
    sandbox.person(GUEST_BEN).writes("hello", ROOM)
    client.chat_postMessage(channel=GUEST_BEN, text="direct")
    client.chat_postEphemeral(channel=ROOM, user=GUEST_BEN, text="private")

    sandbox.changes_user_id(GUEST_BEN, "W0BEN")

    ben = sandbox.person("W0BEN")
    assert (ben.user.id, ben.user.real_name) == ("W0BEN", "Ben Okoro")
    assert [(it.user, it.text) for it in ben.sees(ROOM)] == [("W0BEN", "hello"), ("U0ACCORD", "private")]
    assert [it.text for it in ben.direct_messages()] == ["direct"]
    with pytest.raises(KeyError):
        sandbox.person(GUEST_BEN)


def test_with_a_workspace_its_people_leave_the_channel(sandbox: Sandbox, client: WebClient) -> None:
    sandbox.unshares(ROOM, "T0BEN")

    assert GUEST_BEN not in client.conversations_members(channel=ROOM)["members"]
    assert not client.conversations_info(channel=ROOM)["channel"]["is_ext_shared"]
    with pytest.raises(NotPossible, match="Ben Okoro is not in"):
        sandbox.person(GUEST_BEN).writes("hello", ROOM)


def test_a_channel_that_is_open_again_takes_messages(sandbox: Sandbox, client: WebClient) -> None:
    ts = client.chat_postMessage(channel=ROOM, text="card")["ts"]
    sandbox.archives(ROOM)

    sandbox.unarchives(ROOM)

    assert client.chat_update(channel=ROOM, ts=ts, text="x")["ok"]
    assert sandbox.person(GUEST_BEN).writes("hello", ROOM).text == "hello"
