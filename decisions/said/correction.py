"""What does a partner say of the record of a decision? It stands beside the entry, and changes nothing about it."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Correction:
    """A partner's statement that the record should say something else, or more."""

    partner_id: int
    by: str
    at: datetime
    words: str
