"""Which facts are there of a first round that is sealed (decisions/proposal/sealed.py)?"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Why(StrEnum):
    """Why the answers of a sealed round are opened."""

    ALL = "all"
    ASKED = "asked"
    AMENDED = "amended"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"


@dataclass(frozen=True)
class SealedAnswer:
    """A partner has answered, and `digest` is all that is told of what; "" where it took its answer back.

    The `id` comes in one order with those of responses.
    """

    partner_id: int
    revision: int
    by: str
    at: datetime
    digest: str
    id: int = 0


@dataclass(frozen=True)
class Opening:
    """The sealed answers are opened, all together. `by` asked for it, or did what ends the round, "" for nobody."""

    revision: int
    by: str
    at: datetime
    why: Why
