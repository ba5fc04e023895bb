"""Why can nothing be done in an alliance that was closed? The sentences are for the person who tried."""

from decisions.alliance import Alliance
from decisions.refusal import Refusal


def is_closed(alliance: Alliance) -> Refusal:
    return Refusal(
        f"Nothing was changed. The partners of {alliance.name} closed it for good, so nothing is raised, answered or "
        "changed there any more. All that was decided can still be read: Search, at Accord's desk, finds it."
    )


def closing_pending(number: int) -> Refusal:
    return Refusal(f"No. {number}, which is still open, asks the same already. Please answer that one.")
