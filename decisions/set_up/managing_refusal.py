"""Why can't it be put to the partners who manages? The sentences are for the person who tried."""

from decisions.alliance.alliance import Alliance
from decisions.words.refusal import Refusal


def is_managed(alliance: Alliance) -> Refusal:
    return Refusal(
        "Nothing was changed. Operations managers say who manages, in the settings; they can do it for you.",
        people=alliance.operations_managers,
    )


def managing_pending(field: str, number: int) -> Refusal:
    return Refusal(f"No. {number}, which is still open, asks the same already. Please answer that one.", field=field)
