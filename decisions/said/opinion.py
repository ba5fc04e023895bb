"""What does a partner think of a matter that another one decides alone? Whoever reads it is told of its *view*."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Opinion:
    """Its words. They are told and kept, and decide nothing; the newest of a partner stands."""

    partner_id: int
    revision: int
    by: str
    at: datetime
    words: str
