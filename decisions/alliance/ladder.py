"""What does an alliance do, step by step, when a decision is held, and what came of each step?

The steps are agreed by all (`LadderChanges` is part of a proposal, as a change of the partners is). What was proposed
of them, and what came of it, are facts beside the answers: no step changes an answer, and none decides.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


@dataclass(frozen=True)
class Step:
    """What to do when it is still held `after` so many working days: since it is, or since the step before was done.

    One that `tries` is to try the matter for a time, which its author then writes into the text.
    """

    what: str
    after: int
    tries: bool = False


@dataclass(frozen=True)
class LadderChanges:
    """From then on these are the steps, or there are none; it is about no partner by name."""

    steps: tuple[Step, ...]

    @property
    def name(self) -> str:
        return ""


class CameOfIt(StrEnum):
    """What came of a step."""

    DONE = "done"
    NOT_POSSIBLE = "not_possible"


@dataclass(frozen=True)
class StepProposed:
    """Accord proposed the ladder's step of this number, from 1, to those concerned, in the words that it had then.

    `place` is its place among all that were proposed for the proposal.
    """

    place: int
    step: int
    revision: int
    at: datetime
    what: str


@dataclass(frozen=True)
class StepRecorded:
    """Somebody says what came of the step at this place: in words, and when it was."""

    place: int
    by: str
    at: datetime
    came_of_it: CameOfIt
    note: str
    held_on: date
