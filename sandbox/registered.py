"""What the app's manifest registers with Slack."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Command:
    """A slash command as the app's manifest has it; `hint` says what may follow the name."""

    name: str
    description: str = ""
    hint: str = ""


@dataclass(frozen=True)
class Shortcut:
    """A shortcut as the app's manifest has it: for the whole workspace ("global") or on a message."""

    callback_id: str
    name: str = ""
    kind: str = "global"
