"""Does the line to Slack end, at whatever moment it is closed?"""

import logging
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.lines import socket_line
from bot.lines.socket_line import CLOSE_SECONDS, SocketLine
from sandbox import Sandbox
from tests.cast import CHANNEL, KARA
from tests.stories.stage import workspace


def app_of(sandbox: Sandbox) -> App:
    client = WebClient(token=sandbox.bot_token, base_url=sandbox.api_url)
    return App(client=client, token_verification_enabled=False)


def test_a_line_that_is_closed_while_it_begins_to_receive_ends(caplog: pytest.LogCaptureFixture) -> None:
    begins, is_closed = threading.Event(), threading.Event()

    def hold_the_reader(record: logging.LogRecord) -> bool:
        if record.getMessage().startswith("Starting to receive"):
            begins.set()
            is_closed.wait()
        return True

    with Sandbox.start(workspace()) as sandbox:
        app = app_of(sandbox)
        line = SocketLine(app, sandbox.app_token, sandbox.api_url)
        app.logger.setLevel(logging.INFO)
        app.logger.addFilter(hold_the_reader)
        line.connect()
        assert begins.wait(timeout=10)

        closing = threading.Thread(target=line.close, daemon=True)
        closing.start()
        sandbox.wait_until(lambda: not sandbox.socket_mode.count)
        is_closed.set()
        closing.join(timeout=CLOSE_SECONDS)

        assert not closing.is_alive()
        assert "Stopped receiving" in caplog.text
        app.logger.removeFilter(hold_the_reader)


def test_what_is_under_way_when_a_line_is_closed_is_answered() -> None:
    begins, goes_on = threading.Event(), threading.Event()

    def listen(ack: Ack) -> None:
        begins.set()
        goes_on.wait(timeout=10)
        ack()

    with Sandbox.start(workspace()) as sandbox, ThreadPoolExecutor() as pool:
        app = app_of(sandbox)
        app.command("/accord")(listen)
        line = SocketLine(app, sandbox.app_token, sandbox.api_url)
        line.connect()
        pressed = pool.submit(lambda: sandbox.person(KARA).runs("/accord", CHANNEL))
        assert begins.wait(timeout=10)

        closing = pool.submit(line.close)
        goes_on.set()
        closing.result(timeout=10)

        assert pressed.result(timeout=10).is_acked


def test_a_line_that_is_closed_while_slack_does_not_let_it_connect_again_is_left_behind(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Half of what they are.
    for name, seconds in (("CONNECT_SECONDS", 5), ("CLOSE_SECONDS", 2.5), ("DRAIN_SECONDS", 0.5)):
        monkeypatch.setattr(socket_line, name, seconds)
    with Sandbox.start(workspace()) as sandbox:
        line = SocketLine(app_of(sandbox), sandbox.app_token, sandbox.api_url)
        # How often slack_sdk looks whether it has to connect again: every ten seconds.
        line._client.current_app_monitor.interval_seconds = 0.5
        line.connect()
        sandbox.wait_until(lambda: sandbox.socket_mode.count)
        sandbox.faults.hang("apps.connections.open", times=9)
        sandbox.disconnects()
        sandbox.wait_until(lambda: len(sandbox.calls("apps.connections.open")) > 1, timeout=20)

        began = time.monotonic()
        line.close()

        assert time.monotonic() - began < socket_line.CLOSE_SECONDS + 1
        assert "is left behind" in caplog.text
    for left_behind in [thread for thread in threading.enumerate() if thread.name == "close"]:
        left_behind.join(timeout=20)
