"""What may the inspector do with the bot itself, when somebody started both together?"""

from typing import Protocol


class ControlledBot(Protocol):
    """A bot that can be killed, started and taken to another time. Each returns when it is done."""

    def is_running(self) -> bool: ...

    def kill(self) -> None:
        """End it at once, in the middle of whatever it does."""

    def start(self) -> None: ...

    def follow_clock(self) -> None:
        """Let it live at the workspace's time, which was moved."""
