"""A real Bolt app on Socket Mode lives through what Slack does to it."""

from contextlib import closing
from typing import Any

import pytest
from slack_bolt import Ack, App

from sandbox import Message, Sandbox
from tests.sandbox.blocks import actions, button
from tests.sandbox.cast import HOME_ANN, ROOM, Bot
from tests.sandbox.conftest import Starts


class Presses:
    """A bot that acknowledges each press of its button and remembers it."""

    def __init__(self) -> None:
        self.bodies: list[dict[str, Any]] = []

    def __call__(self, app: App) -> None:
        @app.action("consent")
        def consent(ack: Ack, body: dict[str, Any]) -> None:
            self.bodies.append(body)
            ack()


@pytest.fixture
def presses() -> Presses:
    return Presses()


@pytest.fixture
def bot(starts_bot: Starts, presses: Presses) -> Bot:
    return starts_bot(presses)


@pytest.fixture
def card(sandbox: Sandbox, bot: Bot) -> Message:
    bot.client.chat_postMessage(channel=ROOM, text="card", blocks=[actions(button(value="12"))])
    return sandbox.person(HOME_ANN).sees(ROOM)[0]


def test_a_press_arrives_and_is_acknowledged(sandbox: Sandbox, card: Message, presses: Presses) -> None:
    delivery = sandbox.person(HOME_ANN).clicks("Consent", card)

    assert delivery.is_acked
    assert delivery.seconds < 1
    assert presses.bodies[0]["actions"][0]["value"] == "12"


def test_without_a_connection_the_person_sees_a_failure(sandbox: Sandbox, card: Message, bot: Bot) -> None:
    bot.close()
    sandbox.wait_until(lambda: sandbox.socket_mode.count == 0)

    delivery = sandbox.person(HOME_ANN).clicks("Consent", card)

    assert (delivery.is_acked, delivery.error) == (False, "the app is not connected")


def test_a_press_can_be_delivered_twice(sandbox: Sandbox, card: Message, presses: Presses) -> None:
    sandbox.faults.deliveries.duplicate = 1

    sandbox.person(HOME_ANN).clicks("Consent", card)

    assert len(presses.bodies) == 2
    assert presses.bodies[0] == presses.bodies[1]


def test_the_very_same_delivery_can_be_repeated_later(sandbox: Sandbox, card: Message, presses: Presses) -> None:
    sandbox.person(HOME_ANN).clicks("Consent", card)
    last = sandbox.last_delivery

    sandbox.deliver(last.kind, last.payload)

    assert presses.bodies[0]["trigger_id"] == presses.bodies[1]["trigger_id"]


def test_a_dropped_press_never_arrives(sandbox: Sandbox, card: Message, presses: Presses) -> None:
    sandbox.faults.deliveries.drop = 1

    assert not sandbox.person(HOME_ANN).clicks("Consent", card).is_acked
    assert presses.bodies == []
    assert sandbox.person(HOME_ANN).clicks("Consent", card).is_acked


def test_a_lost_acknowledgement_looks_like_a_failure_though_it_was_done(
    sandbox: Sandbox, card: Message, presses: Presses
) -> None:
    sandbox.faults.deliveries.lose_ack = 1

    assert not sandbox.person(HOME_ANN).clicks("Consent", card).is_acked
    assert len(presses.bodies) == 1


def test_a_late_acknowledgement_counts_no_more(sandbox: Sandbox, starts_bot: Starts) -> None:
    bot = starts_bot(lambda app: app.action("consent")(lambda: None))
    bot.client.chat_postMessage(channel=ROOM, text="card", blocks=[actions(button())])
    sandbox.ack_seconds = 0.2

    delivery = sandbox.person(HOME_ANN).clicks("Consent", sandbox.person(HOME_ANN).sees(ROOM)[0])

    assert (delivery.is_acked, delivery.error) == (False, "no acknowledgement in 0.2 s")


@pytest.mark.parametrize("reason", ["refresh_requested", None])
def test_the_app_comes_back_after_its_line_was_closed(
    sandbox: Sandbox, card: Message, presses: Presses, reason: str | None
) -> None:
    sandbox.disconnects(reason=reason)
    sandbox.wait_for_app()

    assert sandbox.person(HOME_ANN).clicks("Consent", card).is_acked
    assert len(presses.bodies) == 1


def test_after_a_warning_the_app_changes_over_by_itself(sandbox: Sandbox, card: Message) -> None:
    sandbox.disconnects(reason="warning")

    sandbox.wait_for_app()
    # The SDK is deaf for up to three seconds: it reads the new line only once it has let go of the old one.
    sandbox.wait_until(lambda: sandbox.person(HOME_ANN).clicks("Consent", card).is_acked)


def test_over_a_silent_line_nothing_arrives(sandbox: Sandbox, card: Message, presses: Presses) -> None:
    sandbox.ack_seconds = 0.2
    sandbox.falls_silent()

    assert not sandbox.person(HOME_ANN).clicks("Consent", card).is_acked
    assert (presses.bodies, sandbox.socket_mode.count) == ([], 1)


def test_the_app_comes_back_after_its_line_fell_silent(sandbox: Sandbox, presses: Presses) -> None:
    # The SDK gives a line up when four pings went without an answer.
    with closing(Bot(sandbox, presses, ping_interval=0.25)) as bot:
        bot.client.chat_postMessage(channel=ROOM, text="card", blocks=[actions(button())])
        ann = sandbox.person(HOME_ANN)
        (card,) = ann.sees(ROOM)
        assert ann.clicks("Consent", card).is_acked
        sandbox.ack_seconds = 0.5

        sandbox.falls_silent()

        assert not ann.clicks("Consent", card).is_acked
        sandbox.wait_until(lambda: ann.clicks("Consent", card).is_acked)


def test_each_envelope_goes_to_one_of_two_connections(sandbox: Sandbox, card: Message, starts_bot: Starts) -> None:
    others = Presses()
    starts_bot(others)
    sandbox.wait_until(lambda: sandbox.socket_mode.count == 2)

    for _ in range(4):
        sandbox.person(HOME_ANN).clicks("Consent", card)

    assert len(others.bodies) == 2


def test_an_event_that_was_not_acknowledged_comes_again(sandbox: Sandbox, starts_bot: Starts) -> None:
    sandbox.workspace.events = frozenset({"message.channels"})
    sandbox.faults.deliveries.lose_ack = 1
    heard: list[Any] = []

    def hear(body: dict[str, Any]) -> None:
        heard.append(body)

    starts_bot(lambda app: app.event("message")(hear))

    sandbox.person(HOME_ANN).writes("hello", ROOM)

    sandbox.wait_until(lambda: len(heard) == 2)
    assert heard[0]["event_id"] == heard[1]["event_id"]
    assert heard[0]["event"]["text"] == "hello"
    assert [it.attempt for it in sandbox.traffic.deliveries] == [0, 1]


def test_the_app_hears_only_what_it_subscribed_to(sandbox: Sandbox, starts_bot: Starts) -> None:
    starts_bot(lambda _app: None)

    sandbox.person(HOME_ANN).writes("hello", ROOM)

    assert not sandbox.traffic.deliveries
