"""Which stand-in and which app does each test of the sandbox get?"""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from slack_bolt import App
from slack_sdk import WebClient

from sandbox import Sandbox
from tests.sandbox.blocks import modal
from tests.sandbox.cast import HOME_ANN, Bot, workspace
from tests.sandbox.recorder import Recorder

Starts = Callable[[Callable[[App], Any]], Bot]
Opens = Callable[..., Any]


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox.start(workspace()) as started:
        yield started


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
