"""Does the line to Slack end, at whatever moment it is closed?"""

import logging
import threading

import pytest
from slack_bolt import App
from slack_sdk import WebClient

from bot.socket_line import SocketLine
from sandbox import Sandbox
from tests.stories.stage import workspace


def test_a_line_that_is_closed_while_it_begins_to_receive_ends(caplog: pytest.LogCaptureFixture) -> None:
    begins, is_closed = threading.Event(), threading.Event()

    def hold_the_reader(record: logging.LogRecord) -> bool:
        if record.getMessage().startswith("Starting to receive"):
            begins.set()
            is_closed.wait()
        return True

    with Sandbox.start(workspace()) as sandbox:
        client = WebClient(token=sandbox.bot_token, base_url=sandbox.api_url)
        app = App(client=client, token_verification_enabled=False)
        line = SocketLine(app, sandbox.app_token, sandbox.api_url)
        app.logger.setLevel(logging.INFO)
        app.logger.addFilter(hold_the_reader)
        line.connect()
        assert begins.wait(timeout=10)

        closing = threading.Thread(target=line.close, daemon=True)
        closing.start()
        sandbox.wait_until(lambda: not sandbox.socket_mode.count)
        is_closed.set()
        closing.join(timeout=5)

        assert not closing.is_alive()
        assert "Stopped receiving" in caplog.text
        app.logger.removeFilter(hold_the_reader)
