"""What is a meeting of the alliance, who opens and closes it, and what stands on its agenda?

A meeting decides nothing: partners answer in the room as they always do, and nothing else counts.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime
from typing import Any

from decisions.alliance import going_on_refusal
from decisions.alliance.alliance import Alliance, local_day
from decisions.alliance.going_on import refuse_if_closed
from decisions.meeting import meeting_refusal
from decisions.proposal.proposal import Proposal
from decisions.texts.proposal_form import OFFERED
from decisions.words import refusal
from decisions.words.at_once import at_once
from decisions.words.spelling import alike, written_in_line
from decisions.words.worded import worded

OPENED, ATTENDED, CLOSED = "meeting_opened", "meeting_attended", "meeting_closed"
KINDS = (OPENED, ATTENDED, CLOSED)
LONGEST_PLACE, LONGEST_OTHERS = 200, 1000
# Slack takes as many choices; the others stand on the agenda after this one.
MOST_TO_RATIFY = 10
# The form for what can't wait, as it comes along.
URGENT = OFFERED[2].name


@dataclass(frozen=True)
class Items:
    """What stands on an agenda, by the numbers of the proposals; each stands once, in the first list that fits."""

    to_ratify: tuple[int, ...] = ()
    held: tuple[int, ...] = ()
    overdue: tuple[int, ...] = ()
    waiting: tuple[int, ...] = ()
    to_review: tuple[int, ...] = ()
    to_do: tuple[int, ...] = ()

    @property
    def lists(self) -> Mapping[str, tuple[int, ...]]:
        """Each list that has something, in the order of the agenda."""
        return {name: numbers for name, numbers in vars(self).items() if numbers}

    @property
    def numbers(self) -> tuple[int, ...]:
        return tuple(number for numbers in self.lists.values() for number in numbers)


def items(**lists: Iterable[int]) -> Items:
    """Put together an agenda from lists of numbers, which may overlap."""
    taken: set[int] = set()
    kept: dict[str, tuple[int, ...]] = {}
    for each in fields(Items):
        kept[each.name] = tuple(number for number in dict.fromkeys(lists.get(each.name, ())) if number not in taken)
        taken.update(kept[each.name])
    return Items(**kept)


@dataclass(frozen=True)
class Attendance:
    """Who is there and who sends apologies (Slack users), and `others` by name. The newest word of it counts."""

    present: tuple[str, ...] = ()
    apologies: tuple[str, ...] = ()
    others: str = ""


@dataclass(frozen=True)
class Meeting:
    """One, by its `number` in the alliance. `ratified` are the decisions of `items.to_ratify` that those present noted.

    `closed_at` is None while it goes on.
    """

    number: int
    held_on: date
    place: str
    by: str
    opened_at: datetime
    items: Items
    attendance: Attendance = field(default_factory=Attendance)
    ratified: tuple[int, ...] = ()
    note: str = ""
    closed_by: str = ""
    closed_at: datetime | None = None


def is_urgent(template: str) -> bool:
    """Whether a text is written in the form for what can't wait."""
    return alike(template) == alike(URGENT)


def to_ratify(urgent: Iterable[int], meetings: Iterable[Meeting]) -> list[int]:
    """List those of the urgent decisions that no meeting has noted yet, oldest first."""
    noted = {number for meeting in meetings for number in meeting.ratified}
    return sorted(set(urgent) - noted)[:MOST_TO_RATIFY]


def ratified_on(number: int, meetings: Iterable[Meeting]) -> date | None:
    """Tell on which day those present took note of an urgent decision."""
    return next((meeting.held_on for meeting in meetings if number in meeting.ratified), None)


def going_on(meetings: Sequence[Meeting]) -> Meeting | None:
    return next((meeting for meeting in meetings if meeting.closed_at is None), None)


def refuse_unless_may_hold(alliance: Alliance, by: str) -> None:
    """Operations managers open a meeting, say who is there, and close it (rule 8)."""
    if not alliance.is_manager(by):
        raise meeting_refusal.managers_hold_meetings(alliance)
    refuse_if_closed(alliance)
    if not alliance.is_founded:
        raise going_on_refusal.not_founded_yet()


def opening(
    alliance: Alliance,
    before: Sequence[Meeting],
    agenda: Items,
    *,
    by: str,
    at: datetime,
    held_on: date | None,
    place: str,
) -> Meeting:
    """Open a meeting, with what stands on its agenda now."""
    refuse_unless_may_hold(alliance, by)
    if goes_on := going_on(before):
        raise meeting_refusal.goes_on_already(goes_on.number)
    place = written_in_line(place)
    at_once(lambda: _to_come(held_on, local_day(at, alliance)), lambda: _fits("place", place, LONGEST_PLACE))
    return Meeting(len(before) + 1, _to_come(held_on, local_day(at, alliance)), place, by, at, agenda)


def attendance(
    alliance: Alliance,
    meeting: Meeting | None,
    number: int,
    *,
    by: str,
    present: Sequence[str],
    apologies: Sequence[str],
    others: str,
) -> Attendance:
    """Say who is there. Whoever is there sends no apologies."""
    refuse_unless_goes_on(alliance, meeting, number, by)
    others = written_in_line(others)
    if not present and not others:
        raise meeting_refusal.nobody_at_the_meeting()
    if set(present) & set(apologies):
        raise meeting_refusal.is_there_and_is_not()
    _fits("others", others, LONGEST_OTHERS)
    return Attendance(tuple(dict.fromkeys(present)), tuple(dict.fromkeys(apologies)), others)


def closing(
    alliance: Alliance,
    meeting: Meeting | None,
    number: int,
    *,
    by: str,
    at: datetime,
    ratified: Iterable[int],
    note: str,
) -> Meeting:
    """Close it. What was to be ratified and is not named here stands on the agenda after this one."""
    goes_on = refuse_unless_goes_on(alliance, meeting, number, by)
    if goes_on.attendance == Attendance():
        raise meeting_refusal.who_was_there()
    chosen = set(ratified)
    noted = tuple(each for each in goes_on.items.to_ratify if each in chosen)
    return replace(goes_on, ratified=noted, note=worded("note", note), closed_by=by, closed_at=at)


def refuse_unless_goes_on(alliance: Alliance, meeting: Meeting | None, number: int, by: str) -> Meeting:
    refuse_unless_may_hold(alliance, by)
    if meeting is None or meeting.number != number:
        raise meeting_refusal.meeting_is_over(number)
    return meeting


def _to_come(held_on: date | None, today: date) -> date:
    if held_on is None:
        raise refusal.missing("held_on", "the day of the meeting")
    if held_on < today:
        raise refusal.date_in_the_past("held_on")
    return held_on


def _fits(field: str, words: str, longest: int) -> None:
    if len(words) > longest:
        raise refusal.too_long(field, longest, len(words))


# What the log tells of it.


def told_of_opening(meeting: Meeting) -> dict[str, Any]:
    lists = {name: list(numbers) for name, numbers in meeting.items.lists.items()}
    place = {"where": meeting.place} if meeting.place else {}
    return {"meeting": meeting.number, "held_on": meeting.held_on.isoformat(), **place, **lists}


def told_of_attendance(number: int, who: Attendance) -> dict[str, Any]:
    told: dict[str, Any] = {"meeting": number, "present": list(who.present)}
    more = {"apologies": list(who.apologies), "others": who.others}
    return {**told, **{name: value for name, value in more.items() if value}}


def told_of_closing(meeting: Meeting) -> dict[str, Any]:
    more = {"ratified": list(meeting.ratified), "note": meeting.note}
    return {"meeting": meeting.number, **{name: value for name, value in more.items() if value}}


def with_entry(meetings: Mapping[int, Meeting], kind: str, at: str, told: Mapping[str, Any]) -> dict[int, Meeting]:
    """Return the meetings, by number, as they are after an entry of the log.

    Raises LookupError, TypeError or ValueError for what was not written by Accord.
    """
    number, by, moment = told["meeting"], told["actor"], datetime.fromisoformat(at)
    if kind == OPENED:
        agenda = Items(**{each.name: tuple(told.get(each.name, ())) for each in fields(Items)})
        held_on = date.fromisoformat(told["held_on"])
        return {**meetings, number: Meeting(number, held_on, told.get("where", ""), by, moment, agenda)}
    before = meetings[number]
    if kind == ATTENDED:
        who = Attendance(tuple(told["present"]), tuple(told.get("apologies", ())), told.get("others", ""))
        return {**meetings, number: replace(before, attendance=who)}
    ratified, note = tuple(told.get("ratified", ())), told.get("note", "")
    closed = replace(before, ratified=ratified, note=note, closed_by=by, closed_at=moment)
    return {**meetings, number: closed}


def is_to_ratify(proposal: Proposal) -> bool:
    """Whether it is a decision made in the form for what can't wait."""
    return proposal.agreement is not None and is_urgent(proposal.current.template)
