"""How does Slack reach Accord over Socket Mode? slack_sdk's own client, whose end is made certain."""

import logging
import threading
import time

from slack_bolt import App
from slack_bolt.adapter.socket_mode.builtin import SocketModeHandler
from slack_sdk import WebClient

# How long Slack may take to tell where to connect.
CONNECT_SECONDS = 10
# A clean stop has ten seconds in all.
CLOSE_SECONDS = 5
LOOK_SECONDS = 0.1

logger = logging.getLogger(__name__)


class SocketLine:
    """Takes in what Slack sends along a WebSocket that the bot opened."""

    def __init__(self, app: App, app_token: str, api_url: str) -> None:
        """Nothing is connected before `connect`."""
        web_client = WebClient(token=app_token, base_url=api_url, timeout=CONNECT_SECONDS)
        self._client = SocketModeHandler(app, app_token=app_token, web_client=web_client).client

    def connect(self) -> None:
        """Open the line. Raises slack_sdk's errors or OSError."""
        self._client.connect()

    def close(self) -> None:
        """Take nothing more in, and finish what is under way, as long as that is soon."""
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
