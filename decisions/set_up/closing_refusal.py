"""Why can nothing be done in an alliance that was closed? The sentences are for the person who tried."""

from decisions.words.refusal import Refusal


def closing_pending(number: int) -> Refusal:
    return Refusal(f"No. {number}, which is still open, asks the same already. Please answer that one.")
