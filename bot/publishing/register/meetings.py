"""The meetings that the register tells of: which organisations were there, and what came of them; never who.

What partners answered in the room stands with each decision, where the register says how much of it is told.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from markupsafe import Markup
from sqlalchemy import Connection

from bot.publishing.redactions.redactor import Redactor
from bot.publishing.register.record import Record
from bot.publishing.rich_html import words_html
from decisions.replay.meeting_minutes import MeetingMinutes
from storage.alliance import alliances
from storage.personal import people
from storage.record import meetings

FILE = "meetings.json"
STAFF = "the alliance's staff"


@dataclass(frozen=True)
class Matter:
    """One thing on the agenda, or that came besides."""

    number: int
    title: str


@dataclass(frozen=True)
class Held:
    """A meeting that was closed. `there` and `apologies` are organisations, `others` tells whether guests came too.

    `decided` is what became a decision while it went on; `talked` is what else stood on its agenda.
    """

    number: int
    held_on: date
    place: str
    there: Sequence[str]
    others: bool
    apologies: Sequence[str]
    ratified: Sequence[Matter]
    put_off: Sequence[Matter]
    decided: Sequence[Matter]
    talked: Sequence[Matter]
    note: Markup

    @property
    def parts(self) -> Iterator[tuple[str, Sequence[Matter]]]:
        """Yield the lists that have something, each with its heading."""
        lists = {
            "Ratified: those present took note of it, and it stays as it was agreed": self.ratified,
            "To be ratified at the next meeting": self.put_off,
            "Decided while it went on": self.decided,
            "On the agenda too": self.talked,
        }
        return ((heading, matters) for heading, matters in lists.items() if matters)

    @property
    def who(self) -> str:
        guests = ["others"] if self.others else []
        return ", ".join([*self.there, *guests])

    @property
    def minutes(self) -> str:
        """Tell all of it in plain lines."""
        lines = [f"Who was there: {self.who}"]
        lines += [f"Apologies: {', '.join(self.apologies)}"] if self.apologies else []
        for heading, matters in self.parts:
            lines += [f"{heading}: No. {each.number} · {each.title}" for each in matters]
        note = self.note.striptags()
        return "\n".join([*lines, *([f"Note: {note}"] if note else [])])


def held_meetings(
    connection: Connection, alliance_id: int, redactor: Redactor, written: Sequence[Record]
) -> list[Held]:
    """Describe those that were closed, newest first; `written` is what else the register shows."""
    if not meetings.all_of(connection, alliance_id):
        return []
    whose = {**dict.fromkeys(people.everybody(connection), STAFF), **alliances.voices(connection, alliance_id)}
    titles = {record.number: record.title for record in written}
    told = [_held(each, redactor, titles, whose) for each in meetings.all_minutes(connection, alliance_id)]
    return told[::-1]


def _held(told: MeetingMinutes, redactor: Redactor, titles: Mapping[int, str], whose: Mapping[str, str]) -> Held:
    """Describe one. `whose` are organisations by the Slack user ids of people whom Accord knows."""
    this, things = told.meeting, [item for item in (*told.items, *told.besides) if item.number in titles]

    def matters(which: list[int]) -> list[Matter]:
        return [Matter(number, titles[number]) for number in which]

    to_ratify = [item.number for item in things if item.where == "to_ratify"]
    decided = [item.number for item in things if any(entry.kind == "decision_agreed" for entry in item.came)]
    return Held(
        this.number,
        this.held_on,
        redactor.words(this.place),
        [*_organisations(told, this.attendance.present, redactor)],
        bool(this.attendance.others),
        [*_organisations(told, this.attendance.apologies, redactor)],
        matters([number for number in to_ratify if number in this.ratified]),
        matters([number for number in to_ratify if number not in this.ratified]),
        matters(decided),
        matters([item.number for item in things if item.number not in (*to_ratify, *decided)]),
        words_html(redactor.words(this.note), lambda person: whose.get(person, "")),
    )


def _organisations(told: MeetingMinutes, persons: Sequence[str], redactor: Redactor) -> Iterator[str]:
    """Name those for which people spoke then; whoever spoke for none is staff."""
    for partner in told.alliance.partners:
        if {*partner.representatives} & {*persons}:
            yield redactor.name(partner.name)
    if any(told.alliance.partner_of(person) is None for person in persons):
        yield STAFF


def as_json(told: Sequence[Held]) -> dict[str, Any]:
    return {"meetings": [_as_json(each) for each in told]}


def _as_json(each: Held) -> dict[str, Any]:
    lists = {name: getattr(each, name) for name in ("ratified", "put_off", "decided", "talked")}
    return {
        "meeting": each.number,
        "held_on": each.held_on,
        "place": each.place,
        "there": list(each.there),
        "others": each.others,
        "apologies": list(each.apologies),
        **{name: [vars(matter) for matter in matters] for name, matters in lists.items()},
        "minutes": each.minutes,
    }
