"""Does an app that is made with Slack's own SDK get what people do, and is its answer carried out?"""

from collections.abc import Iterator
from typing import Any

import pytest
from slack_bolt import Ack, App
from slack_bolt.adapter.socket_mode.builtin import SocketModeHandler
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient

from sandbox import NotPossible, Sandbox
from sandbox.payloads import event
from tests.sandbox.conftest import ANN, BEN, ROOM

Body = dict[str, Any]
BUTTONS = [
    {
        "type": "actions",
        "elements": [
            {"type": "button", "action_id": "press", "text": {"type": "plain_text", "text": "Press"}, "value": "v"},
            {
                "type": "overflow",
                "action_id": "menu",
                "options": [{"text": {"type": "plain_text", "text": "Amend"}, "value": "amend"}],
            },
        ],
    }
]
WINDOW = {
    "type": "modal",
    "callback_id": "window",
    "title": {"type": "plain_text", "text": "A window"},
    "submit": {"type": "plain_text", "text": "Send"},
    "blocks": [
        {
            "type": "input",
            "block_id": "reason",
            "label": {"type": "plain_text", "text": "Reason"},
            "element": {"type": "plain_text_input", "action_id": "typed", "max_length": 20},
        }
    ],
}


class ToyApp:
    """A small Bolt app; it keeps what it got, and answers windows as `answer` says."""

    def __init__(self, sandbox: Sandbox) -> None:
        client = WebClient(token=sandbox.bot_token, base_url=sandbox.api_url)
        self.got: list[Body] = []
        self.answer: Body = {}
        known = AuthorizeResult(enterprise_id=None, team_id="T0HOME", bot_user_id="U0ACCORD", bot_token="xoxb-sandbox")
        self.app = App(client=client, authorize=lambda: known, process_before_response=True)
        self.app.action("press")(self._keep)
        self.app.action("menu")(self._keep)
        self.app.shortcut("anywhere")(self._keep)
        self.app.event("app_mention")(self._keep)
        self.app.command("/open")(self._open)
        self.app.command("/say")(self._say)
        self.app.view("window")(self._take)
        app_client = WebClient(token=sandbox.app_token, base_url=sandbox.api_url)
        self.line = SocketModeHandler(self.app, app_token=sandbox.app_token, web_client=app_client)

    def _keep(self, body: Body, ack: Ack) -> None:
        self.got.append(body)
        ack()

    def _open(self, body: Body, ack: Ack, client: WebClient) -> None:
        client.views_open(trigger_id=body["trigger_id"], view=WINDOW)
        ack()

    def _say(self, body: Body, ack: Ack) -> None:
        ack(text=f"You said {body['text']}")

    def _take(self, body: Body, ack: Ack) -> None:
        self.got.append(body)
        ack(**self.answer)


@pytest.fixture
def toy(sandbox: Sandbox) -> Iterator[ToyApp]:
    made = ToyApp(sandbox)
    made.line.connect()  # type: ignore[no-untyped-call]  # Bolt does not annotate it
    sandbox.wait_for_app()
    yield made
    made.line.close()  # type: ignore[no-untyped-call]  # likewise


def test_a_press_arrives_with_the_persons_own_team(sandbox: Sandbox, toy: ToyApp, client: WebClient) -> None:
    client.chat_postMessage(channel=ROOM, text="x", blocks=BUTTONS)
    (message,) = sandbox.person(BEN).sees(ROOM)

    assert sandbox.person(BEN).clicks("Press", message).is_acked

    (body,) = toy.got
    assert body["user"] == {"id": BEN, "username": "ben", "name": "ben", "team_id": "T0ELSEWHERE"}
    assert body["team"]["id"] == "T0HOME"
    assert body["actions"][0]["value"] == "v"
    assert body["message"]["ts"] == body["container"]["message_ts"] == message.ts


def test_a_menu_a_shortcut_and_a_command(sandbox: Sandbox, toy: ToyApp, client: WebClient) -> None:
    client.chat_postMessage(channel=ROOM, text="x", blocks=BUTTONS)
    ann = sandbox.person(ANN)

    ann.chooses("Amend", ann.sees(ROOM)[0])
    ann.uses_shortcut("anywhere")
    ann.runs("/say good morning", ROOM)

    assert [body["type"] for body in toy.got] == ["block_actions", "shortcut"]
    assert toy.got[0]["actions"][0]["selected_option"]["value"] == "amend"
    assert ann.ephemerals(ROOM)[-1].text == "You said good morning"


def test_people_of_other_workspaces_have_no_commands_or_shortcuts(sandbox: Sandbox, toy: ToyApp) -> None:
    with pytest.raises(NotPossible, match="Slack Connect"):
        sandbox.person(BEN).runs("/say x", ROOM)
    with pytest.raises(NotPossible, match="Slack Connect"):
        sandbox.person(BEN).uses_shortcut("anywhere")
    assert toy.got == []


def test_what_was_typed_stays_when_a_field_is_refused(sandbox: Sandbox, toy: ToyApp) -> None:
    toy.answer = {"response_action": "errors", "errors": {"reason": "Too short"}}
    ann = sandbox.person(ANN)
    ann.runs("/open", ROOM)
    ann.fills({"Reason": "No"})

    ann.submits()

    assert ann.window
    assert ann.window.errors == {"Reason": "Too short"}
    assert ann.window.typed["reason"]["typed"]["value"] == "No"
    toy.answer = {}
    ann.submits()
    assert ann.window is None
    assert toy.got[-1]["view"]["state"]["values"]["reason"]["typed"]["value"] == "No"


def test_a_window_is_replaced_and_keeps_what_was_typed_under_the_same_ids(sandbox: Sandbox, toy: ToyApp) -> None:
    toy.answer = {"response_action": "update", "view": {**WINDOW, "title": {"type": "plain_text", "text": "Again"}}}
    ann = sandbox.person(ANN)
    ann.runs("/open", ROOM)
    ann.fills({"Reason": "No"})

    ann.submits()

    assert ann.window
    assert ann.window.body["title"]["text"] == "Again"
    assert ann.window.typed["reason"]["typed"]["value"] == "No"


def test_the_window_itself_refuses_what_slacks_own_app_would(sandbox: Sandbox, toy: ToyApp) -> None:
    ann = sandbox.person(ANN)
    with pytest.raises(NotPossible, match="no open window"):
        ann.submits()
    ann.runs("/open", ROOM)

    with pytest.raises(NotPossible, match="please fill in Reason"):
        ann.submits()
    with pytest.raises(NotPossible, match="at most 20 characters"):
        ann.fills({"Reason": "x" * 21})
    with pytest.raises(NotPossible, match="no input 'Concern'"):
        ann.fills({"Concern": "x"})
    assert toy.got == []


def test_a_press_can_arrive_twice_or_not_at_all(sandbox: Sandbox, toy: ToyApp, client: WebClient) -> None:
    client.chat_postMessage(channel=ROOM, text="x", blocks=BUTTONS)
    ann = sandbox.person(ANN)
    (message,) = ann.sees(ROOM)

    sandbox.faults.deliveries.duplicate = 1
    ann.clicks("Press", message)
    sandbox.faults.deliveries.drop = 1
    dropped = ann.clicks("Press", message)

    assert len(toy.got) == 2
    assert toy.got[0]["trigger_id"] == toy.got[1]["trigger_id"]
    assert not dropped.is_acked


def test_without_an_app_nothing_is_acknowledged_and_the_window_stays(sandbox: Sandbox) -> None:
    assert not sandbox.person(ANN).runs("/open", ROOM).is_acked


def test_an_event_without_an_acknowledgement_comes_again(sandbox: Sandbox, toy: ToyApp) -> None:
    sandbox.faults.deliveries.drop = 1
    with sandbox.workspace.changing():
        mention = event(
            sandbox.workspace, {"type": "app_mention", "user": ANN, "text": "hi", "channel": ROOM, "ts": "1.0"}
        )

    delivery = sandbox.deliver("events_api", mention)

    assert delivery.is_acked
    assert delivery.attempt == 1
    assert toy.got[0]["event_id"] == mention["event_id"]


def test_the_app_comes_back_after_an_announced_disconnect(sandbox: Sandbox, toy: ToyApp, client: WebClient) -> None:
    client.chat_postMessage(channel=ROOM, text="x", blocks=BUTTONS)
    ann = sandbox.person(ANN)
    (message,) = ann.sees(ROOM)

    sandbox.disconnects(reason="refresh_requested")

    sandbox.wait_until(lambda: sandbox.socket_mode.count == 1)
    assert sandbox.wait_until(lambda: ann.clicks("Press", message).is_acked)
    assert toy.got
