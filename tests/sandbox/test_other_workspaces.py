"""People of other workspaces are told of, and see, what Slack lets them; Bolt's own code reads the payloads."""

from collections.abc import Callable
from typing import Any

import pytest
from slack_bolt.request import internals
from slack_sdk import WebClient

from sandbox import NotPossible, Person, Sandbox, User, payloads
from sandbox.web_api.message_json import message_json
from tests.sandbox.blocks import Json, actions, asked, button, home, modal, section, typed
from tests.sandbox.cast import GUEST_BEN, HOME_ANN, ROOM
from tests.sandbox.recorder import Recorder

GRID_CAT = "U0CAT"
WINDOW = modal(actions(button("History")), asked("Decision", typed("external_select"), optional=True))

Act = Callable[[Person], object]

IN_WINDOW: dict[str, Act] = {
    "block_actions": lambda it: it.clicks("History", it.window) if it.window else None,
    "block_suggestion": lambda it: it.offered("Decision", "be"),
    "view_submission": lambda it: it.submits(),
    "view_closed": lambda it: it.closes(),
}


@pytest.fixture
def heard(sandbox: Sandbox, heard: Recorder) -> Recorder:
    """Cat's workspace belongs to an Enterprise Grid, and Slack names its organisation where she acts."""
    cat = User(GRID_CAT, "cat", "Cat Reid", "T0CAT", "City Council", enterprise_id="E0CAT", acts_from="E0CAT")
    with sandbox.workspace.changing():
        sandbox.workspace.add_user(cat)
        sandbox.workspace.channels[ROOM].members.add(GRID_CAT)
    heard.answer = {}
    return heard


def opened(sandbox: Sandbox, client: WebClient, person: str) -> Person:
    client.views_open(trigger_id=sandbox.workspace.new_trigger(person), view={**WINDOW, "notify_on_close": True})
    return sandbox.person(person)


@pytest.mark.parametrize("person", [HOME_ANN, GUEST_BEN, GRID_CAT])
@pytest.mark.parametrize("kind", IN_WINDOW)
def test_in_a_window_the_team_is_the_persons_and_the_app_is_found_by_where_it_is_installed(
    sandbox: Sandbox, client: WebClient, heard: Recorder, kind: str, person: str
) -> None:
    acting = sandbox.workspace.users[person].acting_team_id
    heard.answer = {"options": []} if kind == "block_suggestion" else {}

    IN_WINDOW[kind](opened(sandbox, client, person))

    body = heard.last
    assert body["type"] == kind
    assert (body["user"]["team_id"], body["team"]["id"], body["view"]["team_id"]) == (acting, acting, acting)
    assert body["view"]["app_installed_team_id"] == "T0HOME"
    assert internals.extract_team_id(body) == "T0HOME"
    assert internals.extract_user_id(body) == person


@pytest.mark.parametrize("person", [HOME_ANN, GUEST_BEN, GRID_CAT])
def test_on_a_message_the_team_is_the_apps_and_the_persons_own_stands_beside_them(
    sandbox: Sandbox, client: WebClient, heard: Recorder, person: str
) -> None:
    client.chat_postMessage(channel=ROOM, text="card", blocks=[actions(button())])
    somebody = sandbox.person(person)

    somebody.clicks("Consent", somebody.sees(ROOM)[0])

    body = heard.last
    assert body["team"] == {"id": "T0HOME", "domain": "alliance"}
    assert body["user"]["team_id"] == sandbox.workspace.users[person].acting_team_id
    assert body["enterprise"] is None
    assert (internals.extract_team_id(body), internals.extract_enterprise_id(body)) == ("T0HOME", None)


def test_a_grids_organisation_is_named_where_its_people_act(
    sandbox: Sandbox, client: WebClient, heard: Recorder
) -> None:
    opened(sandbox, client, GRID_CAT).submits()

    team = {"id": "E0CAT", "domain": "city-council", "enterprise_id": "E0CAT", "enterprise_name": "City Council"}
    assert heard.last["team"] == team
    assert heard.last["enterprise"] == {"id": "E0CAT", "name": "City Council"}
    assert client.users_info(user=GRID_CAT)["user"]["team_id"] == "T0CAT"


@pytest.mark.parametrize(
    ("person", "acting", "outside"),
    [(HOME_ANN, "T0HOME", "T0HOME"), (GUEST_BEN, "T0BEN", "T0BEN"), (GRID_CAT, "E0CAT", "T0CAT")],
)
def test_outside_an_event_stands_the_team_of_who_wrote_and_inside_it_ours(
    sandbox: Sandbox, heard: Recorder, person: str, acting: str, outside: str
) -> None:
    sandbox.workspace.events = frozenset({"message.channels"})

    sandbox.person(person).writes("Looks good", ROOM)

    told = sandbox.wait_until(lambda: [it.payload for it in sandbox.traffic.deliveries])[0]
    assert (told["team_id"], told["context_team_id"], told["event"]["team"]) == (outside, "T0HOME", acting)
    assert told["is_ext_shared_channel"]
    assert [it["team_id"] for it in told["authorizations"]] == ["T0HOME"]
    assert internals.extract_team_id(told) == "T0HOME"
    assert internals.extract_actor_enterprise_id(told) == ("E0CAT" if person == GRID_CAT else None)
    assert internals.extract_actor_user_id(told) == person
    assert not heard.bodies


def test_a_home_that_is_published_for_a_guest_is_accepted_and_not_seen(sandbox: Sandbox, client: WebClient) -> None:
    for person in (HOME_ANN, GUEST_BEN):
        assert client.views_publish(user_id=person, view=home(section("Hello"), actions(button("Raise"))))["ok"]

    ben = sandbox.person(GUEST_BEN)
    assert sandbox.person(HOME_ANN).home
    assert ben.home is None
    with pytest.raises(NotPossible, match="not on top of the screen"):
        ben.clicks("Raise", sandbox.workspace.homes[GUEST_BEN])


def test_a_guest_sees_only_the_channels_that_are_shared_with_them(sandbox: Sandbox, client: WebClient) -> None:
    client.chat_postMessage(channel=ROOM, text="card", blocks=[actions(button())])
    card = sandbox.person(HOME_ANN).sees(ROOM)[0]
    sandbox.workspace.channels[ROOM].members -= {HOME_ANN, GUEST_BEN}

    assert not sandbox.person(HOME_ANN).clicks("Consent", card).is_acked
    with pytest.raises(NotPossible, match="Ben Okoro is not in C0ROOM"):
        sandbox.person(GUEST_BEN).clicks("Consent", card)


def test_direct_messages_with_a_guest_are_shared(client: WebClient) -> None:
    shared = {}
    for person in (HOME_ANN, GUEST_BEN):
        channel = client.conversations_open(users=[person])["channel"]["id"]
        shared[person] = client.conversations_info(channel=channel)["channel"]["is_ext_shared"]

    assert shared == {HOME_ANN: False, GUEST_BEN: True}


# The fields that Slack's payloads have, after the samples of its Java SDK and the tests of Bolt for Python.
ALL = {"type", "token", "team", "user", "enterprise", "is_enterprise_install"}
IN_VIEW = ALL | {"api_app_id", "view"}
ON_MESSAGE = ALL | {"channel", "message", "response_url", "trigger_id"}
SHAPES: dict[str, set[str]] = {
    "message_action": ON_MESSAGE | {"callback_id", "action_ts", "message_ts"},
    "shortcut": ALL | {"callback_id", "action_ts", "trigger_id"},
    "view_closed": IN_VIEW | {"is_cleared"},
    "view_submission": IN_VIEW | {"trigger_id", "response_urls"},
    "block_actions": ON_MESSAGE | {"api_app_id", "container", "state", "actions"},
    "block_actions in a view": IN_VIEW | {"trigger_id", "container", "actions"},
    "block_suggestion": IN_VIEW | {"container", "block_id", "action_id", "value"},
}


def test_payloads_have_the_fields_of_slacks_own(sandbox: Sandbox, client: WebClient) -> None:
    kept, ann = sandbox.workspace, sandbox.workspace.users[HOME_ANN]
    client.chat_postMessage(channel=ROOM, text="card", blocks=[actions(button())])
    (message,) = sandbox.person(HOME_ANN).sees(ROOM)
    window = opened(sandbox, client, HOME_ANN).window
    assert window
    url = "http://127.0.0.1/response/R0"

    made: dict[str, Json] = {
        "message_action": payloads.message_action(kept, ann, "propose_this", message, url),
        "shortcut": payloads.shortcut(kept, ann, "raise"),
        "view_closed": payloads.view_closed(kept, ann, window),
        "view_submission": payloads.view_submission(kept, ann, window),
        "block_actions": payloads.block_actions(kept, ann, {}, message, url),
        "block_actions in a view": payloads.block_actions(kept, ann, {}, window, ""),
        "block_suggestion": payloads.block_suggestion(kept, ann, window, "decision", "typed", "be"),
    }

    assert {kind: {*payload} for kind, payload in made.items()} == SHAPES
    assert {*made["message_action"]["user"]} == {"id", "name", "team_id"}
    assert {*made["shortcut"]["user"]} == {"id", "username", "team_id"}


def test_a_message_tells_the_team_of_who_wrote_it(sandbox: Sandbox) -> None:
    teams: dict[str, Any] = {}
    for person in (HOME_ANN, GUEST_BEN):
        said = sandbox.person(person).writes("hello", ROOM)
        teams[person] = message_json(sandbox.workspace, said)["team"]

    assert teams == {HOME_ANN: "T0HOME", GUEST_BEN: "T0BEN"}
