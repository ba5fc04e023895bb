"""Why did a rule about the steps of a ladder say no? Its sentences stand on this page."""

from datetime import date

from decisions.alliance.alliance import Alliance
from decisions.words.refusal import Refusal, say_day


def ladder_pending(number: int) -> Refusal:
    return Refusal(f"No. {number}, which is still open, is about these steps already. Please answer that one first.")


def no_step(field: str) -> Refusal:
    return Refusal("Please say what the first step is.", field=field)


def same_ladder(field: str) -> Refusal:
    return Refusal("These are the steps that you have already. Please change something.", field=field)


def no_days(field: str, most: int) -> Refusal:
    return Refusal(f"Please choose after how many working days: 1 to {most}.", field=field)


def may_not_record(number: int, author: str, alliance: Alliance) -> Refusal:
    return Refusal(
        f"Nothing was recorded. What came of a step for No. {number} is said by representatives of the partners, by "
        "operations managers and by the person who raised it.",
        people=[author, *alliance.operations_managers],
    )


def not_held_any_more(number: int) -> Refusal:
    return Refusal(
        f"Nothing more is needed: what held No. {number} when this step was proposed does so no more. "
        "Its card shows where it stands."
    )


def recorded_already(number: int, on: date) -> Refusal:
    return Refusal(f"Nothing more is needed: what came of this step for No. {number} was recorded on {say_day(on)}.")


def choose_what_came_of_it() -> Refusal:
    return Refusal("Please choose one of the two.", field="came_of_it")


def not_yet() -> Refusal:
    return Refusal("This day is still to come. Please choose the day on which it was.", field="held_on")


def steps_are_not_tried() -> Refusal:
    return Refusal(
        "These steps stay until all partners agree on others, so they can't be tried for a time. "
        "Please leave this day empty.",
        field="tried_until",
    )
