"""Why is nobody reminded? The sentences are for the person who asked for it."""

from collections.abc import Sequence

from decisions.words.refusal import Refusal


def nobody_to_remind(number: int) -> Refusal:
    return Refusal(f"Every partner has answered No. {number}, so there is nobody to remind.")


def all_took_time(number: int, partners: Sequence[str]) -> Refusal:
    return Refusal(
        f"Nobody was reminded of No. {number}: {', '.join(partners)} took time to answer it. The card says until when."
    )


def nobody_is_there(number: int, partners: Sequence[str]) -> Refusal:
    return Refusal(
        f"Nobody was reminded of No. {number}: everybody who speaks for {' and for '.join(partners)} is away. "
        "You may know another way to reach them."
    )


def reminded_today(number: int) -> Refusal:
    return Refusal(
        f"Everybody whose answer to No. {number} we wait for had a reminder today already. "
        "You can send another one tomorrow."
    )
