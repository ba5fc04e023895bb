"""Who plays in the sandbox's own tests, and the app that answers them."""

from collections.abc import Callable
from typing import Any

from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

from sandbox import Channel, Sandbox, User, Workspace

ROOM, PRIVATE = "C0ROOM", "C0PRIVATE"
HOME_ANN, GUEST_BEN = "U0ANN", "U0BEN"


def workspace() -> Workspace:
    """Ann is of the app's own workspace; Ben comes by Slack Connect."""
    made = Workspace()
    made.add_user(User(HOME_ANN, "ann", "Ann Lee"))
    made.add_user(User(GUEST_BEN, "ben", "Ben Okoro", team_id="T0BEN"))
    everybody = {HOME_ANN, GUEST_BEN, made.bot_user}
    made.add_channel(Channel(ROOM, "room", set(everybody), is_ext_shared=True))
    made.add_channel(Channel(PRIVATE, "private", {HOME_ANN}, is_private=True))
    return made


class Bot:
    """A real Bolt app on a real Socket Mode connection; a test says what it listens to."""

    def __init__(self, sandbox: Sandbox, listen: Callable[[App], Any], ping_interval: float = 1) -> None:
        self._sandbox = sandbox
        self.client = WebClient(token=sandbox.bot_token, base_url=sandbox.api_url, retry_handlers=[])
        app = App(client=self.client, process_before_response=True)
        listen(app)
        self._handler = SocketModeHandler(
            app,
            sandbox.app_token,
            web_client=WebClient(token=sandbox.app_token, base_url=sandbox.api_url),
            # Usually ten; until then the SDK does not notice that its line was closed unannounced.
            ping_interval=ping_interval,
        )
        self._handler.connect()  # type: ignore[no-untyped-call]  # Bolt gives it no types
        sandbox.wait_for_app()

    def close(self) -> None:
        # slack_sdk waits up to three seconds for something to read before it lets go of a line, so we end it first.
        # For the same reason its queue gets something to take.
        client = self._handler.client
        client.auto_reconnect_enabled, client.closed = False, True
        client.message_queue.put(None)
        self._sandbox.disconnects()
        # Two threads that close one line at the same time trip over each other in the SDK.
        self._sandbox.wait_until(lambda: not client.is_connected())
        self._handler.close()  # type: ignore[no-untyped-call]  # as above
