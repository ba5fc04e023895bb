"""A calendar of an alliance's days: decide by, in force from, the end of a trial, review, and who does what by when.

In an alliance that was closed nothing is to come. An event keeps its name (UID) whenever the file is written again, so
that calendars that read it move what has moved.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from icalendar import Calendar, Event, vDuration

from bot.publishing.register.record import Record

FILE = "calendar.ics"
# How often a calendar that has subscribed may look again.
LOOK_AGAIN = timedelta(days=1)


@dataclass(frozen=True)
class Day:
    """One event of a whole day. `name` tells it from the others of its decision."""

    record: Record
    name: str
    on: date
    words: str
    more: str = ""


def days_of(record: Record) -> Iterator[Day]:
    """Yield what is to come of a decision, or of what is open; what was done or superseded is in no calendar."""
    title = f"No. {record.number} · {record.title}"
    if not record.agreed_on and record.decide_by:
        yield Day(record, "decide-by", record.decide_by, f"Decide by: {title}", "Nothing closes on this day.")
    if record.state == "in force" and record.in_force_on:
        yield Day(record, "in-force", record.in_force_on, f"In force from: {title}")
    if record.state == "in force" and record.tried_until:
        yield Day(record, "trial", record.tried_until, f"Last day unless all renew it: {title}")
    if record.review_on:
        owner = f"Owner: {record.owner}" if record.owner else ""
        yield Day(record, "review", record.review_on, f"Review: {title}", owner)
    for this in record.actions:
        if this.state == "to do":
            yield Day(record, f"action-{this.place}", this.due_on, f"To be done: {this.what}", f"{this.owner}, {title}")


def calendar_of(written: Iterable[Record], about: Mapping[str, Any], now: datetime) -> Calendar:
    """Put all days into a calendar. They are the alliance's own, and whole: no zone moves them."""
    calendar = Calendar()
    calendar.add("prodid", "-//Accord//Decisions of an alliance//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", str(about["alliance"]))
    calendar.add("x-wr-timezone", str(about["timezone"]))
    calendar.add("refresh-interval", vDuration(LOOK_AGAIN), parameters={"VALUE": "DURATION"})
    days = sorted((day for record in written for day in days_of(record)), key=lambda day: (day.on, _uid(day, about)))
    for day in days:
        calendar.add_component(_event(day, about, now))
    return calendar


def _event(day: Day, about: Mapping[str, Any], now: datetime) -> Event:
    event = Event()
    event.add("uid", _uid(day, about))
    event.add("dtstamp", now)
    event.add("dtstart", day.on)
    event.add("dtend", day.on + timedelta(days=1))
    event.add("summary", day.words)
    if day.more:
        event.add("description", day.more)
    if day.record.slack_url:
        event.add("url", day.record.slack_url)
    # Nobody is busy for it.
    event.add("transp", "TRANSPARENT")
    return event


def _uid(day: Day, about: Mapping[str, Any]) -> str:
    return f"{day.record.number}-{day.name}-{str(about['log']).lower()}@accord"
