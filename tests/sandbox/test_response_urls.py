"""The app may answer a press later, but not for ever."""

from collections.abc import Callable

import pytest
from slack_bolt import Ack, App
from slack_sdk import WebClient, WebhookClient

from sandbox import Sandbox
from tests.sandbox.blocks import actions, button, section
from tests.sandbox.cast import GUEST_BEN, HOME_ANN, ROOM
from tests.sandbox.conftest import Starts
from tests.sandbox.recorder import Recorder

Presses = Callable[[], WebhookClient]


@pytest.fixture
def pressed(sandbox: Sandbox, client: WebClient, starts_bot: Starts) -> WebhookClient:
    """Ann has pressed a button of a private message; this is the address for answers."""
    heard = Recorder()
    starts_bot(heard)
    client.chat_postEphemeral(channel=ROOM, user=HOME_ANN, text="receipt", blocks=[actions(button())])
    ann = sandbox.person(HOME_ANN)
    ann.clicks("Consent", ann.ephemerals(ROOM)[0])
    return WebhookClient(heard.last["response_url"], retry_handlers=[])


def texts(sandbox: Sandbox, person: str) -> list[str]:
    return [it.text for it in sandbox.person(person).sees(ROOM)]


def test_an_answer_is_private_unless_it_says_otherwise(sandbox: Sandbox, pressed: WebhookClient) -> None:
    assert pressed.send(text="for you").body == "ok"
    pressed.send(text="for all <!here>", response_type="in_channel")

    assert texts(sandbox, HOME_ANN) == ["receipt", "for you", "for all <!here>"]
    assert texts(sandbox, GUEST_BEN) == ["for all <!here>"]
    assert [it["ping"] for it in sandbox.workspace.notifications] == ["<!here>"]


def test_the_private_message_itself_can_be_replaced_and_deleted(sandbox: Sandbox, pressed: WebhookClient) -> None:
    pressed.send(text="undone", blocks=[section("undone")], replace_original=True)
    assert texts(sandbox, HOME_ANN) == ["undone"]

    pressed.send(delete_original=True)
    assert texts(sandbox, HOME_ANN) == []


def test_an_address_is_good_for_five_uses(pressed: WebhookClient) -> None:
    answers = [pressed.send(text="x").status_code for _ in range(6)]

    assert answers == [200] * 5 + [404]


def test_an_address_is_good_for_thirty_minutes(sandbox: Sandbox, pressed: WebhookClient) -> None:
    sandbox.workspace.clock_offset += 30 * 60 + 1

    assert (pressed.send(text="x").status_code, pressed.send(text="x").body) == (404, "expired_url")


def test_what_is_answered_is_checked_as_every_message(pressed: WebhookClient) -> None:
    assert pressed.send(text="x", blocks=[section("")]).body == "invalid_blocks"
    assert pressed.send().body == "no_text"


def test_an_address_that_slack_never_gave_answers_nobody(sandbox: Sandbox) -> None:
    answer = WebhookClient(f"{sandbox.response_urls.base_url}/response/R0MADEUP", retry_handlers=[]).send(text="x")

    assert (answer.status_code, answer.body) == (404, "no_active_hooks")
    assert texts(sandbox, HOME_ANN) == []


def test_a_message_for_all_can_be_replaced_by_the_press_on_it(
    sandbox: Sandbox, client: WebClient, starts_bot: Starts
) -> None:
    heard = Recorder()
    starts_bot(heard)
    client.chat_postMessage(channel=ROOM, text="card", blocks=[actions(button())])
    sandbox.person(GUEST_BEN).clicks("Consent", sandbox.person(GUEST_BEN).sees(ROOM)[0])

    WebhookClient(heard.last["response_url"], retry_handlers=[]).send(text="decided", replace_original=True)

    assert texts(sandbox, HOME_ANN) == ["decided"]


def test_a_command_may_be_answered_later(sandbox: Sandbox, starts_bot: Starts) -> None:
    addresses: list[str] = []

    def listen(app: App) -> None:
        @app.command("/propose")
        def propose(ack: Ack, body: dict[str, str]) -> None:
            addresses.append(body["response_url"])
            ack()

    starts_bot(listen)
    sandbox.person(HOME_ANN).runs("/propose", ROOM)

    WebhookClient(addresses[0], retry_handlers=[]).send(text="done", response_type="in_channel")

    assert texts(sandbox, GUEST_BEN) == ["done"]
