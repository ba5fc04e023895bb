"""Why can't a decision be looked at again like this? The sentences are for the person who tried."""

from decisions.words.refusal import Refusal


def review_must_be_later() -> Refusal:
    return Refusal(
        "This day has come already. Please choose a later one, or leave it empty if nobody needs to look again.",
        field="review_on",
    )


def nothing_to_review(number: int) -> Refusal:
    return Refusal(
        f"No. {number} is not a decision, so there is nothing to look at again. Its card shows where it stands."
    )
