"""What the inspector may do with the bot, and what it needs to know for it."""

from typing import Protocol


class ControlledBot(Protocol):
    """A bot that can be killed, started and taken to another time. Each returns when it is done."""

    def is_running(self) -> bool: ...

    def kill(self) -> None:
        """End it at once, in the middle of whatever it does."""

    def start(self) -> None: ...

    def follow_clock(self) -> None:
        """Let it live at the workspace's time, which was moved."""


class Connection(Protocol):
    """How any app connects: with tokens over Socket Mode, or at a request URL of its own."""

    bot_token: str
    app_token: str
    signing_secret: str
    request_url: str

    @property
    def api_url(self) -> str: ...

    def delivers_to(self, url: str) -> None:
        """Deliver over signed HTTP to this address from now on, or with "" over Socket Mode."""
