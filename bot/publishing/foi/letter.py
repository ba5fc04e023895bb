"""What an answer to a request says besides what was found: reference and dates, whom to ask, which rights."""

from dataclasses import dataclass
from datetime import date

from decisions.alliance.alliance import Settings

# The laws whose words on a review are in bot/templates/foi/rights.html; those of "none" are neutral.
LAWS = ("scotland", "uk", "none")


@dataclass(frozen=True)
class Letter:
    """`law` is one of LAWS. What is not known of a request is "" or None."""

    law: str
    reference: str = ""
    received: date | None = None
    due: date | None = None
    contact: str = ""


def law_of(settings: Settings) -> str:
    """Return the law of the country whose bank holidays the alliance keeps."""
    if settings.country != "GB":
        return "none"
    return "scotland" if settings.region == "SCT" else "uk"
