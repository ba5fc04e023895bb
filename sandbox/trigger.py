"""What lets an app open one window, soon after a person's act."""

from dataclasses import dataclass


@dataclass
class Trigger:
    user: str
    at: float
    is_used: bool = False
