"""Why is what a manager decided alone not taken back? The sentences are for the person who tried."""

from datetime import date

from decisions.words.refusal import Refusal, say_day


def nothing_decided_so() -> Refusal:
    return Refusal("Nothing was changed. There is no such decision here.")


def decision_taken_back_already(called: str, on: date) -> Refusal:
    return Refusal(f"Nothing more is needed: {called} was taken back on {say_day(on)}.")


def stands_since_its_day(called: str, on: date) -> Refusal:
    return Refusal(
        f"Nothing was changed. {called} was decided on {say_day(on)}, and could be taken back on that day only. If it "
        "should be otherwise, please raise a proposal: all partners decide it."
    )
