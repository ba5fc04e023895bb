"""Why is what changed the alliance itself not changed by any other text? The sentences are for the person who tried."""

from decisions.words.refusal import Refusal


def proposed_in_its_window(field: str, number: int) -> Refusal:
    return Refusal(
        f"No. {number} changed the alliance itself, and no other text takes that back. Please propose the change in "
        "its own window: Partners, at the desk, has them all.",
        field=field,
    )
