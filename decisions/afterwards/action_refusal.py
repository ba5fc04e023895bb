"""Why did a rule about actions say no? Its sentences stand on this page."""

from datetime import date

from decisions.alliance.alliance import Alliance
from decisions.words.refusal import Refusal, say_day


def may_not_add_actions(number: int, author: str, alliance: Alliance) -> Refusal:
    return Refusal(
        f"Nothing was recorded. What is to be done for No. {number} is said by representatives of the partners, by "
        "operations managers and by the person who raised it. They can add it for you.",
        people=[author, *alliance.operations_managers],
    )


def no_decision_to_do(number: int) -> Refusal:
    return Refusal(
        f"No. {number} is not decided, so there is nothing to do for it yet. Its card shows where it stands."
    )


def nobody_does_it() -> Refusal:
    return Refusal("Please choose who does it.", field="owner")


def no_day_for_it() -> Refusal:
    return Refusal("Please choose the day by which it is to be done.", field="due_on")


def may_not_end_action(number: int, owner: str, alliance: Alliance) -> Refusal:
    return Refusal(
        f"Nothing was changed. What came of this action of No. {number} is said by its owner, by representatives of "
        "the partners, by operations managers and by the person who raised it.",
        people=[owner, *alliance.operations_managers],
    )


def action_done_already(number: int, on: date) -> Refusal:
    return Refusal(f"Nothing more is needed: this action of No. {number} was done on {say_day(on)}.")


def action_taken_back_already(number: int, on: date) -> Refusal:
    return Refusal(
        f"This action of No. {number} was taken back on {say_day(on)}. If it is still needed, it can be added anew."
    )
