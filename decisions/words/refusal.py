"""Why did a rule say no, in words for the person who asked?

Every sentence with which Accord declines something stands on this page.
"""

from collections.abc import Sequence
from datetime import date


class Refusal(Exception):
    """A rule said no.

    `words` are plain text for the person. `field` names the input they belong to, when there is one.
    `people` are Slack user ids of those who can help.
    """

    def __init__(self, words: str, *, field: str | None = None, people: Sequence[str] = ()) -> None:
        super().__init__(words)
        self.words = words
        self.field = field
        self.people = tuple(people)


class AsksAgain(Refusal):
    """Nothing was counted yet: the person sees the text and is asked once more; `decides`, where the answer decides."""

    def __init__(self, words: str, *, decides: bool = False) -> None:
        super().__init__(words)
        self.decides = decides


class StandsAlready(Refusal):
    """What was said stands: the person is shown it, and what they can do about it."""


def missing(field: str, what: str) -> Refusal:
    return Refusal(f"Please write {what}.", field=field)


def too_long(field: str, limit: int, length: int) -> Refusal:
    return Refusal(
        f"This is {length:,} characters long; at most {limit:,} fit. Please shorten it or link to a document.",
        field=field,
    )


def date_in_the_past(field: str) -> Refusal:
    return Refusal("This date is in the past. Please choose today or a later day.", field=field)


def nothing_changed(field: str) -> Refusal:
    return Refusal("Nothing is different yet. Change the text, or close this window to leave it as it is.", field=field)


def say_day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
