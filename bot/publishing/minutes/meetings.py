"""The meetings that were closed in a period, in the words that the channel read."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.publishing.minutes.contents import Minutes
from handlers.views.meeting.meeting_minutes import Minuted, Part, parts, span, title


@dataclass(frozen=True)
class Told:
    """One meeting, in plain words."""

    title: str
    parts: Sequence[Part]
    span: str


def told_of(minutes: Minutes) -> list[Told]:
    """Describe each, in order."""
    return [
        Told(title(each), [*parts(Minuted(each, lambda person: minutes.people.get(person, "")))], span(each))
        for each in minutes.meetings
    ]
