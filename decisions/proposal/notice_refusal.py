"""Why can't a text name this day? The sentences are for the person who tried."""

from datetime import date

from decisions.words.refusal import Refusal, say_day


def decided_by_too_early(other: str, on: date) -> Refusal:
    return Refusal(
        f"This is later than the day of “{other}”, {say_day(on)}. Please choose that day or an earlier one.",
        field="earliest_on",
    )
