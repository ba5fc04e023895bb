"""Who waits for a turn with Slack, and who comes back later?"""

import threading
from collections.abc import Callable

import pytest

from handlers.courier.calls.pace import BURST, Pace
from handlers.courier.calls.slack import NotNow, Slack
from handlers.metrics import Metrics


@pytest.mark.parametrize("method", ["chat.postEphemeral", "conversations.open", "views.publish", "users.info"])
def test_what_slack_asked_to_wait_for_waits_and_nothing_else_does(method: str) -> None:
    pace = Pace()

    pace.close(method, 30)

    assert 29 < pace.seconds_to_wait(method, "") <= 30
    assert pace.seconds_to_wait("chat.postMessage", "C0ALLIANCE") == 0


def test_a_channel_bears_a_short_burst_and_then_a_post_a_second() -> None:
    pace = Pace()

    waits = [pace.seconds_to_wait("chat.postMessage", "C0ALLIANCE") for _ in range(int(BURST) + 1)]

    assert waits[:-1] == [0] * int(BURST)
    assert 0.9 < waits[-1] <= 1
    assert pace.seconds_to_wait("chat.postMessage", "C0OTHER") == 0


def test_a_card_waits_for_its_turn_for_a_moment() -> None:
    slack = Slack("xoxb-none", "http://127.0.0.1:9/api/", threading.Event(), Metrics())
    for _ in range(4):
        slack.await_turn("chat.postMessage", "C0ALLIANCE")

    slack.await_turn("chat.postMessage", "C0ALLIANCE")


def test_the_longest_retry_after_counts_for_its_method_and_for_no_other() -> None:
    pace = Pace()

    pace.close("chat.update", 30)
    pace.close("chat.update", 1)

    assert 29 < pace.seconds_to_wait("chat.update", "") <= 30
    assert pace.seconds_to_wait("chat.postEphemeral", "") == 0


def test_no_thread_waits_where_slack_closed_a_method_to_a_whole_workspace() -> None:
    slack = Slack("xoxb-none", "http://127.0.0.1:9/api/", threading.Event(), Metrics())
    slack._pace.close("chat.update", 1)

    with pytest.raises(NotNow):
        slack.await_turn("chat.update")


@pytest.mark.parametrize(
    ("method", "ask"),
    [
        ("chat.getPermalink", Slack.permalink),
        ("pins.add", Slack.pin),
        ("chat.delete", Slack.take_back),
    ],
)
def test_what_is_done_in_passing_waits_for_what_slack_asked_for_too(
    monkeypatch: pytest.MonkeyPatch, method: str, ask: Callable[[Slack, str, str], object]
) -> None:
    called: list[str] = []

    def call(_slack: Slack, method: str, *_more: object) -> dict[str, str]:
        called.append(method)
        return {"permalink": "there"}

    monkeypatch.setattr("handlers.courier.calls.slack.PAUSES_IN_TAKING_BACK", (0, 0))
    monkeypatch.setattr(Slack, "_call", call)
    slack = Slack("xoxb-none", "http://127.0.0.1:9/api/", threading.Event(), Metrics())

    ask(slack, "C0ALLIANCE", "1.2")
    assert called == [method]

    slack._pace.close(method, 30)
    ask(slack, "C0ALLIANCE", "1.2")
    assert called == [method]
