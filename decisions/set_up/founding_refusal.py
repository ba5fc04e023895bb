"""Why can't an alliance be founded, or changed before it is? The sentences are for the person who tried."""

from collections.abc import Iterable, Sequence

from decisions.words.refusal import Refusal


def sets_it_up(people: Iterable[str]) -> Refusal:
    return Refusal(
        "Nothing was changed. Somebody else is setting up this alliance. They can change it, and so can the "
        "operations managers whom they named, and once it was put to the partners whoever leads one.",
        people=tuple(people),
    )


def founding_lacks(missing: Sequence[str]) -> Refusal:
    return Refusal(
        f"It was not put to the partners yet: it still needs {' and '.join(missing)}. "
        "The buttons below the draft add them."
    )


def is_drafted() -> Refusal:
    return Refusal(
        "This alliance is still being set up, so there is nothing to show yet. Its draft is at Accord's desk in the "
        "channel, with what it still needs."
    )


def is_founded() -> Refusal:
    return Refusal(
        "Nothing was changed. This alliance is founded, so its draft is closed. Partners, at Accord's desk in the "
        "channel, proposes who joins or leaves."
    )


def not_a_founder() -> Refusal:
    return Refusal("Nothing was changed. The draft does not name this partner any more, and shows all it names.")


def too_many_founders(field: str, most: int) -> Refusal:
    return Refusal(
        f"At most {most} partners found an alliance here. More can join once it is founded.",
        field=field,
    )
