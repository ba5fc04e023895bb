"""Why can't a decision be tried like that? The sentences are for the person who tried."""

from datetime import date

from decisions.words.refusal import Refusal, say_day


def ends_before(other: str, on: date) -> Refusal:
    return Refusal(
        f"This would end before the day of “{other}”, {say_day(on)}. Please choose that day or a later one.",
        field="tried_until",
    )


def partners_do_not_change_for_a_time() -> Refusal:
    return Refusal(
        "Partners join and leave, and an alliance closes, for good: this can't be tried for a time. "
        "Please leave this day empty.",
        field="tried_until",
    )


def trial_is_over(number: int, on: date) -> Refusal:
    return Refusal(
        f"No. {number} was tried until {say_day(on)} and was not renewed, so there is nothing to keep. "
        "To go on with it, raise it again: *Renew or change…* in the menu (⋯) of its card begins with its words."
    )
