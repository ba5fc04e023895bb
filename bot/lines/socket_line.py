"""Slack over Socket Mode: slack_sdk's own client, made to shut down reliably."""

import logging
import threading
import time
from collections.abc import Callable
from contextlib import suppress

from slack_bolt import App
from slack_bolt.adapter.socket_mode.builtin import SocketModeHandler
from slack_sdk import WebClient
from slack_sdk.socket_mode.builtin import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

# How long Slack may take to say where to connect.
CONNECT_SECONDS = 10
# A clean stop has ten seconds in all.
CLOSE_SECONDS = 5
LOOK_SECONDS = 0.02
# How often slack_sdk checks the connection; until it is back, presses reach nobody. Bolt's default is ten seconds.
PING_SECONDS = 5
# Slack can't be told to send no more: the line ends when nothing has come for so long, or after a while in any case.
QUIET_SECONDS, DRAIN_SECONDS = 0.2, 1.0
# RFC 6455, 5.5.1: empty, masked as a client's must be. slack_sdk would cut the line instead, with what is under way.
CLOSE_FRAME = b"\x88\x80\x00\x00\x00\x00"

logger = logging.getLogger(__name__)


class _Handler(SocketModeHandler):
    """Knows what is under way, and when the last of it ended."""

    def __init__(self, app: App, app_token: str, web_client: WebClient) -> None:
        self._under_way, self._ended_at, self._lock = 0, 0.0, threading.Lock()
        super().__init__(app, app_token=app_token, web_client=web_client, ping_interval=PING_SECONDS)

    def handle(self, client: SocketModeClient, req: SocketModeRequest) -> None:  # type: ignore[override]  # as Bolt has it
        with self._lock:
            self._under_way += 1
        try:
            super().handle(client, req)
        finally:
            with self._lock:
                self._under_way, self._ended_at = self._under_way - 1, time.monotonic()

    def is_idle(self) -> bool:
        return not self._under_way and self.client.message_queue.empty()

    def is_quiet(self) -> bool:
        with self._lock:
            return self.is_idle() and time.monotonic() > self._ended_at + QUIET_SECONDS


class SocketLine:
    """Takes in what Slack sends along a WebSocket that the bot opened."""

    def __init__(self, app: App, app_token: str, api_url: str) -> None:
        """Nothing is connected before `connect`."""
        web_client = WebClient(token=app_token, base_url=api_url, timeout=CONNECT_SECONDS)
        self._handler = _Handler(app, app_token, web_client)
        self._client = self._handler.client

    def connect(self) -> None:
        """Open the line. Raises slack_sdk's errors or OSError."""
        self._client.connect()

    def close(self) -> None:
        """Finish what is under way, as long as that is soon, and take nothing more in."""
        self._wait_until(self._handler.is_quiet)
        self._say_that_it_ends()
        self._wait_until(lambda: not self._client.is_connected() and self._handler.is_idle())
        closing = threading.Thread(target=self._client.close, name="close", daemon=True)
        closing.start()
        end = time.monotonic() + CLOSE_SECONDS
        while closing.is_alive() and time.monotonic() < end:
            # A reader that has only just begun (slack_sdk 3.47) takes this back once, and never ends.
            self._client.current_session_state.terminated = True
            closing.join(LOOK_SECONDS)
        if closing.is_alive():
            logger.warning("the line to Slack does not end; it is left behind")
        # A connection that was being made meanwhile takes nothing in either.
        self._client.disconnect()

    def _say_that_it_ends(self) -> None:
        """Have Slack send no more along this line; what it sent is read and recorded all the same."""
        self._client.auto_reconnect_enabled = False
        session = self._client.current_session
        with suppress(OSError):
            if session and session.sock:
                session.sock.sendall(CLOSE_FRAME)

    def _wait_until(self, is_so: Callable[[], bool]) -> None:
        end = time.monotonic() + DRAIN_SECONDS
        while not is_so() and time.monotonic() < end:
            time.sleep(LOOK_SECONDS)
