"""Why did a rule about corrections of a record say no? Its sentences stand on this page."""

from datetime import date

from decisions.words.refusal import Refusal, say_day


def no_record_yet(number: int) -> Refusal:
    return Refusal(f"No. {number} is not decided, so there is no record to correct. Its card shows where it stands.")


def nobody_is_asked(number: int) -> Refusal:
    return Refusal(
        f"Nothing was recorded. When No. {number} was agreed, this alliance had set no days in which records are "
        "corrected. If it should be otherwise, raise a change."
    )


def time_is_over(number: int, on: date) -> Refusal:
    return Refusal(
        f"Nothing was recorded. The record of No. {number} could be corrected until {say_day(on)}, and is accepted "
        "since. If it should be otherwise, raise a change."
    )


def not_so_many_days(field: str, most: int) -> Refusal:
    return Refusal(f"Please write a number of days from 1 to {most}, or leave it empty.", field=field)
