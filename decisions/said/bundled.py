"""Which small matters did a manager put in one bundle, and which of them were taken out again?

These are facts beside the answers, and change nothing about them (bundle.py). `bundle` counts those of the alliance.
"""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Bundled:
    """A proposal's text is put in a bundle."""

    bundle: int
    revision: int
    by: str
    at: datetime


@dataclass(frozen=True)
class Unbundled:
    """It is taken out, and stands alone again."""

    bundle: int
    revision: int
    by: str
    at: datetime
