"""The stand-in and the app that each test of the sandbox gets."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from slack_bolt import App
from slack_sdk import WebClient

from sandbox import Sandbox
from tests.sandbox.blocks import modal
from tests.sandbox.cast import HOME_ANN, Bot, workspace
from tests.sandbox.recorder import Recorder
from tests.slack_errors import METHODS, documented

# Words that the reference names for other methods only, or for none. Kept where an app has to expect them.
UNDOCUMENTED = {
    ("chat.postMessage", "user_disabled"),
    ("chat.postMessage", "user_not_found"),
    ("chat.update", "msg_blocks_too_long"),
    ("chat.update", "not_in_channel"),
    ("conversations.history", "invalid_limit"),
    ("conversations.open", "cannot_dm_bot"),
    ("reactions.get", "not_in_channel"),
    ("views.publish", "user_not_found"),
}

Starts = Callable[[Callable[[App], Any]], Bot]
Opens = Callable[..., Any]


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox.start(workspace()) as started:
        yield started
        assert undocumented(started) <= UNDOCUMENTED


def undocumented(sandbox: Sandbox) -> set[tuple[str, str]]:
    """List what the stand-in refused, of itself, with words that Slack does not document for the method."""
    refused = {
        (call.method, call.answer["error"])
        for call in sandbox.traffic.calls
        if call.answer.get("error") and not call.is_disturbed and call.method in METHODS
    }
    return {(method, word) for method, word in refused if word not in documented(method)}


@pytest.fixture
def client(sandbox: Sandbox) -> WebClient:
    return WebClient(token=sandbox.bot_token, base_url=sandbox.api_url, retry_handlers=[], timeout=5)


@pytest.fixture
def starts_bot(sandbox: Sandbox) -> Iterator[Starts]:
    bots: list[Bot] = []

    def start(listen: Callable[[App], Any]) -> Bot:
        bots.append(Bot(sandbox, listen))
        return bots[-1]

    yield start
    for bot in bots:
        bot.close()


@pytest.fixture
def heard(starts_bot: Starts) -> Recorder:
    recorder = Recorder()
    starts_bot(recorder)
    return recorder


@pytest.fixture
def opens(sandbox: Sandbox, client: WebClient) -> Opens:
    def open_window(*blocks: Any, **more: Any) -> Any:
        trigger = sandbox.workspace.new_trigger(HOME_ANN)
        return client.views_open(trigger_id=trigger, view=modal(*blocks, **more))["view"]

    return open_window
