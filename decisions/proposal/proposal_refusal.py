"""Why can nothing be done with this proposal? The sentences are for the person who tried."""

from datetime import date

from decisions.words.refusal import Refusal, say_day


def no_such_number(number: int) -> Refusal:
    return Refusal(f"There is no No. {number} in this alliance. Please search for it with a few words.")


def unknown_proposal() -> Refusal:
    return Refusal("Accord does not know this proposal. Please use the buttons on its card in the channel.")


def already_agreed(number: int, on: date) -> Refusal:
    return Refusal(
        f"No. {number} was agreed on {say_day(on)}, and a decision stays as it is. "
        "To change it, raise a new proposal that supersedes it."
    )


def already_withdrawn(number: int, on: date) -> Refusal:
    return Refusal(
        f"No. {number} was withdrawn on {say_day(on)}, so it takes no more answers. "
        "If it is still needed, it can be raised anew."
    )


def not_a_decision(field: str, number: int) -> Refusal:
    return Refusal(f"No. {number} is not an agreed decision. Please choose one that was agreed.", field=field)


def superseded_already(field: str, number: int, by: int) -> Refusal:
    return Refusal(f"No. {number} was already superseded by No. {by}. Please choose No. {by} instead.", field=field)
