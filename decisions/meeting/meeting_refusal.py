"""Why did a rule about meetings say no? Its sentences stand on this page."""

from decisions.alliance.alliance import Alliance
from decisions.words.refusal import Refusal


def managers_hold_meetings(alliance: Alliance) -> Refusal:
    return Refusal(
        "Nothing was recorded. Operations managers open a meeting, say who is there and close it; they can do it for "
        "you.",
        people=alliance.operations_managers,
    )


def goes_on_already(number: int) -> Refusal:
    return Refusal(f"Meeting {number} is not closed yet. Close it first, and then open the next one.")


def meeting_is_over(number: int) -> Refusal:
    return Refusal(f"Meeting {number} is closed. Its minutes stand in the channel, and nothing can be added to them.")


def nobody_at_the_meeting() -> Refusal:
    return Refusal("Please say who is there.", field="present")


def is_there_and_is_not() -> Refusal:
    return Refusal("Somebody stands in both lists. Whoever is there sends no apologies.", field="apologies")


def who_was_there() -> Refusal:
    return Refusal("Please say first who is there: press Who is here in the window of the meeting.")
