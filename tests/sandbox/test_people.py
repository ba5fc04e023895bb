"""A person can do in the stand-in what Slack lets them do, and no more."""

from typing import Any

import pytest
from slack_bolt import Ack, App, BoltResponse
from slack_sdk import WebClient

from sandbox import Command, NotPossible, Sandbox, Shortcut
from tests.sandbox.blocks import actions, asked, button, menu, mrkdwn, option, overflow, section, typed
from tests.sandbox.cast import GUEST_BEN, HOME_ANN, PRIVATE, ROOM
from tests.sandbox.conftest import Starts
from tests.sandbox.recorder import Recorder

CARD = [section("Ten beds?"), actions(button(value="12"), overflow("Amend", "History"), block_id="acts")]


@pytest.fixture
def heard(starts_bot: Starts) -> Recorder:
    recorder = Recorder()
    starts_bot(recorder)
    return recorder


def test_a_press_is_told_in_slacks_own_shape(sandbox: Sandbox, client: WebClient, heard: Recorder) -> None:
    ts = client.chat_postMessage(channel=ROOM, text="card", blocks=CARD)["ts"]
    ben = sandbox.person(GUEST_BEN)

    ben.clicks("Consent", ben.sees(ROOM)[0])

    body = heard.last
    assert body["type"] == "block_actions"
    assert body["user"] == {"id": GUEST_BEN, "username": "ben", "name": "ben", "team_id": "T0BEN"}
    assert body["team"]["id"] == "T0HOME"
    assert body["container"] == {"type": "message", "message_ts": ts, "channel_id": ROOM, "is_ephemeral": False}
    assert body["message"]["blocks"][1]["block_id"] == "acts"
    action = body["actions"][0]
    assert (action["action_id"], action["block_id"], action["value"]) == ("consent", "acts", "12")


def test_an_option_is_chosen_by_its_words(sandbox: Sandbox, client: WebClient, heard: Recorder) -> None:
    client.chat_postMessage(channel=ROOM, text="card", blocks=CARD)
    ann = sandbox.person(HOME_ANN)

    ann.chooses("History", ann.sees(ROOM)[0])

    assert heard.last["actions"][0]["selected_option"] == option("History")


def test_a_private_message_is_not_sent_along_with_a_press(sandbox: Sandbox, client: WebClient, heard: Recorder) -> None:
    client.chat_postEphemeral(channel=ROOM, user=HOME_ANN, text="receipt", blocks=CARD)
    ann = sandbox.person(HOME_ANN)

    ann.clicks("Consent", ann.ephemerals(ROOM)[0])

    assert heard.last["container"]["is_ephemeral"]
    assert "message" not in heard.last


def test_nobody_presses_what_they_cannot_see(sandbox: Sandbox, client: WebClient) -> None:
    client.chat_postEphemeral(channel=ROOM, user=HOME_ANN, text="receipt", blocks=CARD)
    private = sandbox.person(HOME_ANN).ephemerals(ROOM)[0]

    with pytest.raises(NotPossible, match="private to somebody else"):
        sandbox.person(GUEST_BEN).clicks("Consent", private)
    with pytest.raises(NotPossible, match="no button 'Reject'"):
        sandbox.person(HOME_ANN).clicks("Reject", private)


def test_nobody_presses_a_button_of_a_deleted_message_or_with_a_closed_account(
    sandbox: Sandbox, client: WebClient
) -> None:
    client.chat_postMessage(channel=ROOM, text="card", blocks=CARD)
    card = sandbox.person(HOME_ANN).sees(ROOM)[0]

    sandbox.deactivates(GUEST_BEN)
    with pytest.raises(NotPossible, match="account is closed"):
        sandbox.person(GUEST_BEN).clicks("Consent", card)
    sandbox.deletes(card)
    with pytest.raises(NotPossible, match="deleted"):
        sandbox.person(HOME_ANN).clicks("Consent", card)


def test_a_guest_by_slack_connect_has_neither_commands_nor_shortcuts_nor_home(sandbox: Sandbox) -> None:
    ben = sandbox.person(GUEST_BEN)
    message = ben.writes("hello", ROOM)

    with pytest.raises(NotPossible, match="Slack Connect"):
        ben.runs("/propose", ROOM)
    with pytest.raises(NotPossible, match="Slack Connect"):
        ben.uses_shortcut("raise")
    with pytest.raises(NotPossible, match="Slack Connect"):
        ben.uses_message_shortcut("propose_this", message)
    with pytest.raises(NotPossible, match="Slack Connect"):
        ben.opens_home()


def test_a_command_that_the_app_does_not_have_cannot_be_run(sandbox: Sandbox) -> None:
    sandbox.workspace.commands = (Command("/propose"),)

    with pytest.raises(NotPossible, match="/agree is not a valid command"):
        sandbox.person(HOME_ANN).runs("/agree", ROOM)
    with pytest.raises(NotPossible, match="is not in"):
        sandbox.person(GUEST_BEN).writes("hello", PRIVATE)


def test_what_a_command_answers_at_once_is_seen_by_one_person(sandbox: Sandbox, starts_bot: Starts) -> None:
    def listen(app: App) -> None:
        @app.command("/propose")
        def propose(ack: Ack, body: dict[str, Any]) -> None:
            ack(text=f"heard {body['text']}")

    starts_bot(listen)

    assert sandbox.person(HOME_ANN).runs("/propose Ten beds", ROOM).is_acked
    assert [it.text for it in sandbox.person(HOME_ANN).sees(ROOM)] == ["heard Ten beds"]
    assert sandbox.person(GUEST_BEN).sees(ROOM) == []


def test_a_command_may_answer_everybody(sandbox: Sandbox, starts_bot: Starts) -> None:
    def listen(app: App) -> None:
        @app.command("/propose")
        def propose(ack: Ack) -> BoltResponse:
            return ack(text="to all", response_type="in_channel")

    starts_bot(listen)
    sandbox.person(HOME_ANN).runs("/propose", ROOM)

    assert [it.text for it in sandbox.person(GUEST_BEN).sees(ROOM)] == ["to all"]


def test_home_is_told_when_it_is_opened(sandbox: Sandbox, starts_bot: Starts) -> None:
    sandbox.workspace.events = frozenset({"app_home_opened"})
    opened: list[Any] = []

    def hear(event: dict[str, Any]) -> None:
        opened.append(event)

    starts_bot(lambda app: app.event("app_home_opened")(hear))
    sandbox.person(HOME_ANN).opens_home()

    sandbox.wait_until(lambda: opened)
    assert (opened[0]["user"], opened[0]["tab"]) == (HOME_ANN, "home")


def test_an_emoji_is_put_once(sandbox: Sandbox) -> None:
    ann = sandbox.person(HOME_ANN)
    message = ann.writes("beds?", ROOM)
    ann.reacts("bed", message)

    with pytest.raises(NotPossible, match="already"):
        ann.reacts("bed", message)


def test_waiting_in_vain_tells_what_there_is(sandbox: Sandbox) -> None:
    sandbox.person(HOME_ANN).writes("hello", ROOM)

    with pytest.raises(TimeoutError, match="hello"):
        sandbox.wait_until(lambda: False, timeout=0.01)


def test_fields_and_menus_in_sections_are_found_too(sandbox: Sandbox, client: WebClient, heard: Recorder) -> None:
    block = {"type": "section", "fields": [mrkdwn("Partner")], "accessory": menu("Leave", "Stay")}
    client.chat_postMessage(channel=ROOM, text="x", blocks=[block, asked("Reason", typed())])
    ann = sandbox.person(HOME_ANN)

    ann.chooses("Stay", ann.sees(ROOM)[0])

    assert heard.last["actions"][0]["selected_option"]["value"] == "stay"


def test_a_reply_stands_in_the_thread_and_not_in_the_channel(sandbox: Sandbox, client: WebClient) -> None:
    client.chat_postMessage(channel=ROOM, text="card", blocks=CARD)
    ann, ben = sandbox.person(HOME_ANN), sandbox.person(GUEST_BEN)
    (card,) = ann.sees(ROOM)

    ben.writes("Which ward?", ROOM, thread=card)

    assert [it.text for it in ann.thread(card)] == ["Which ward?"]
    assert ann.sees(ROOM) == [card]


def test_a_press_in_a_thread_tells_which_thread(sandbox: Sandbox, client: WebClient, heard: Recorder) -> None:
    parent = client.chat_postMessage(channel=ROOM, text="card")["ts"]
    client.chat_postMessage(channel=ROOM, text="aside", blocks=CARD, thread_ts=parent)
    ann = sandbox.person(HOME_ANN)
    (reply,) = ann.thread(ann.sees(ROOM)[0])

    ann.clicks("Consent", reply)

    assert heard.last["container"]["thread_ts"] == parent
    assert heard.last["message"]["thread_ts"] == parent


def test_nobody_writes_in_an_archived_channel_or_uses_a_shortcut_that_is_not_there(sandbox: Sandbox) -> None:
    sandbox.archives(ROOM)
    sandbox.workspace.shortcuts = (Shortcut("raise"),)

    with pytest.raises(NotPossible, match="archived"):
        sandbox.person(HOME_ANN).writes("hello", ROOM)
    with pytest.raises(NotPossible, match="no shortcut other"):
        sandbox.person(HOME_ANN).uses_shortcut("other")


def test_a_person_that_nobody_invited_does_not_exist(sandbox: Sandbox) -> None:
    with pytest.raises(KeyError, match="U0NOBODY"):
        sandbox.person("U0NOBODY")
