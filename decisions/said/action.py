"""What is to be done after a decision, by whom and by when, and what came of it?

These are facts beside the decision, and change nothing about it. `place` is an action's place among those of its
decision, from 1: it is called by that.
"""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Action:
    """Somebody of the channel, the `owner`, does something by a day."""

    place: int
    by: str
    at: datetime
    what: str
    owner: str
    due_on: date


@dataclass(frozen=True)
class ActionDone:
    """It is done; `note` says what came of it."""

    place: int
    by: str
    at: datetime
    note: str


@dataclass(frozen=True)
class ActionTakenBack:
    """Nobody does it any more."""

    place: int
    by: str
    at: datetime
    reason: str
