"""What is left to be done at the end of a period."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class ToDo:
    """What somebody has to do about a proposal; `by` is None where no day is named."""

    number: int
    title: str
    what: str
    who: str
    by: date | None
