"""Who waits for a turn with Slack, and who comes back later?"""

import threading

import pytest

from handlers.courier.slack import PRIVATE, NotNow, Slack
from handlers.metrics import Metrics


def a_slack() -> Slack:
    return Slack("xoxb-none", "http://127.0.0.1:9/api/", threading.Event(), Metrics())


def turns_until_later(slack: Slack, method: str) -> int:
    """Take turns as fast as they come, until it is said to come back later."""
    for count in range(60):
        try:
            slack.await_turn(method)
        except NotNow:
            return count
    return 60


@pytest.mark.parametrize("method", PRIVATE)
def test_what_one_person_is_told_never_keeps_a_thread_waiting(method: str) -> None:
    assert turns_until_later(a_slack(), method) in (10, 20), "it waits as the tier's burst is used up"


def test_a_card_waits_for_its_turn_for_a_moment() -> None:
    slack = a_slack()
    for _ in range(4):
        slack.await_turn("chat.postMessage", "C0ALLIANCE")

    slack.await_turn("chat.postMessage", "C0ALLIANCE")
