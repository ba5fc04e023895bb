"""What does a partner think of a matter that another one decides alone?"""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class PartnersView:
    """Its words. They are told and kept, and decide nothing; the newest of a partner stands."""

    partner_id: int
    revision: int
    by: str
    at: datetime
    words: str
