"""Why is a decision not changed so? The sentences are for the person who tried."""

from decisions.words.refusal import Refusal


def proposed_in_its_window(field: str, number: int) -> Refusal:
    return Refusal(
        f"No. {number} changed the alliance itself, and no other text takes that back. Please propose the change in "
        "its own window: Partners, at the desk, has them all.",
        field=field,
    )


def changed_already_by(number: int, by: int) -> Refusal:
    return Refusal(
        f"No. {by} is open, and would take the place of No. {number} already. Please read and answer it on its card; "
        "whoever raised it can amend it."
    )
