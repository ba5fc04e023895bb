"""What is said of a report besides the report itself (decisions/answers/report.py)?"""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class RefusalOfReport:
    """A representative says that a report of its partner's consent is not so."""

    partner_id: int
    revision: int
    by: str
    at: datetime
    report_id: int
