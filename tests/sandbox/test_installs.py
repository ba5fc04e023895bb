"""Does each install of the app have its own bot, ids and tokens, and see what its workspace sees?"""

from collections.abc import Iterator

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox import Channel, Sandbox, User, Workspace

HOME, OTHER, ROOM = "T0HOME", "T0OTHER", "C0ROOM"


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    workspace = Workspace()
    workspace.events = frozenset({"app_uninstalled", "message.channels", "member_joined_channel"})
    workspace.add_user(User("U0ANN", "ann", "Ann Lee"))
    workspace.add_user(User("U0OLLY", "olly", "Olly Trent", team_id=OTHER, team_name="Elsewhere"))
    workspace.add_channel(Channel(ROOM, "room", {"U0ANN", "U0OLLY"}, is_ext_shared=True))
    with Sandbox.start(workspace) as started:
        yield started


def access(sandbox: Sandbox, **more: str) -> dict[str, str]:
    client, installs = WebClient(base_url=sandbox.api_url), sandbox.installs
    answer = client.oauth_v2_access(client_id=installs.client_id, client_secret=installs.client_secret, **more)
    assert isinstance(answer.data, dict)
    return answer.data


def client(sandbox: Sandbox, team: str) -> WebClient:
    token = access(sandbox, code=sandbox.installs.allow(team))["access_token"]
    return WebClient(token, sandbox.api_url)


def test_each_install_is_somebody_else_and_knows_its_own_people_better(sandbox: Sandbox) -> None:
    home, other = client(sandbox, HOME), client(sandbox, OTHER)

    told = [each.auth_test() for each in (home, other)]

    assert [each["team_id"] for each in told] == [HOME, OTHER]
    assert told[0]["user_id"] != told[1]["user_id"]
    assert [each.users_info(user="U0OLLY")["user"].get("tz") for each in (home, other)] == [None, "Europe/London"]


def test_a_code_and_a_refresh_token_are_good_once(sandbox: Sandbox) -> None:
    sandbox.installs.rotates = True
    code = sandbox.installs.allow(OTHER)
    first = access(sandbox, code=code)
    second = access(sandbox, grant_type="refresh_token", refresh_token=first["refresh_token"])

    assert second["access_token"] != first["access_token"]
    for spent in ({"code": code}, {"grant_type": "refresh_token", "refresh_token": first["refresh_token"]}):
        with pytest.raises(SlackApiError, match="invalid_"):
            access(sandbox, **spent)


def test_an_uninstall_ends_the_tokens_of_one_workspace(sandbox: Sandbox) -> None:
    home, other = client(sandbox, HOME), client(sandbox, OTHER)
    sandbox.joins(other.auth_test()["user_id"], ROOM)

    sandbox.uninstalls(OTHER)

    with pytest.raises(SlackApiError, match="token_revoked"):
        other.auth_test()
    assert home.auth_test()["ok"]
    assert sandbox.workspace.channels[ROOM].members == {"U0ANN", "U0OLLY"}
    told = sandbox.wait_until(
        lambda: [it for it in sandbox.traffic.deliveries if it.payload["event"]["type"] == "app_uninstalled"]
    )
    assert told[0].payload["authorizations"][0]["team_id"] == OTHER


def test_a_window_and_a_message_belong_to_the_install_that_made_them(sandbox: Sandbox) -> None:
    other = client(sandbox, OTHER)
    sandbox.joins(other.auth_test()["user_id"], ROOM)
    button = {"type": "button", "action_id": "go", "text": {"type": "plain_text", "text": "Go"}}
    posted = other.chat_postMessage(channel=ROOM, text="x", blocks=[{"type": "actions", "elements": [button]}])

    pressed = sandbox.person("U0ANN").clicks("Go", sandbox.person("U0ANN").finds(ROOM, posted["ts"]))

    assert pressed.payload["team"]["id"] == OTHER
    assert pressed.payload["user"]["team_id"] == HOME
