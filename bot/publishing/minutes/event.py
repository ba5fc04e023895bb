"""An entry of the decision log in words."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.publishing.mentions import Who, mentions_named
from bot.publishing.minutes.contents import Minutes
from decisions.alliance.matter import DECIDED, LIMITED, SET, TAKEN_BACK
from decisions.alliance.pounds import say_pounds
from decisions.log.log_entry import LogEntry
from decisions.log.log_kinds import heading
from decisions.proposal.log_labels import LABELS, Form, Label
from decisions.said.paper import say_size
from decisions.words.refusal import say_day
from storage.personal import people

# What is withheld in a pack for a request is no longer a date.
_DATE = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True)
class Event:
    """One event in words. `who` is the partner, or the person for none; `parts` are labels ("" for none) with words."""

    entry: LogEntry
    at: datetime
    what: str
    who: str
    by: str
    title: str
    parts: Sequence[tuple[str, str]]
    facts: str
    consented: str


def event_of(entry: LogEntry, zone: ZoneInfo, who: Who) -> Event:
    """Put it in words."""
    fields = entry.fields
    number = f" No. {fields['number']}" if fields.get("number") else ""
    consented = fields.get("partners")
    by = who(fields["actor"]) or fields["actor"]
    there = [(name, label) for name, label in LABELS.items() if fields.get(name)]
    return Event(
        entry=entry,
        at=datetime.fromisoformat(entry.at).astimezone(zone),
        what=f"{heading(entry.kind, fields)}{number}",
        who=fields["partner"] or by,
        by=by,
        title=fields.get("title") or "",
        parts=[part for name, label in there for part in _parts(label, fields[name], who)],
        facts=" · ".join(
            f"{label.words}: {_in_words(label, fields[name], who)}"
            for name, label in there
            if label.form not in (Form.WORDS, Form.FILLED)
        ),
        consented=", ".join(consented) if isinstance(consented, list) else "",
    )


def _parts(label: Label, value: Any, who: Who) -> list[tuple[str, str]]:
    if label.form is Form.FILLED:
        return [(name, mentions_named(words, who)) for name, words in value]
    return [(label.words, mentions_named(value, who))] if label.form is Form.WORDS else []


_WRITTEN: Mapping[Form, Callable[[Any], str]] = {
    Form.STEPS: lambda step: f"{step['what']} (after {step['after']} working days)",
    Form.PAPER: lambda paper: f"{paper['name']} ({say_size(paper['size'])})",
    Form.POUNDS: say_pounds,
}


def _in_words(label: Label, value: Any, who: Who) -> str:
    if isinstance(value, list):
        # Who spoke for a partner before; there is only one of a name or an id.
        label = LABELS["representatives"] if label is LABELS["before"] else label
        return ("; " if label.form is Form.STEPS else ", ").join(_in_words(label, each, who) for each in value)
    # What is withheld in a pack is words.
    if label.form in _WRITTEN and not isinstance(value, str):
        return _WRITTEN[label.form](value)
    if label.form is Form.DECISION:
        return f"No. {value}"
    if label.form is Form.PERSON:
        return who(value) or value
    if label.form is Form.MOMENT and _DATE.match(value):
        return say_day(datetime.fromisoformat(value).date())
    if label.form is Form.DAY and _DATE.fullmatch(value):
        return say_day(date.fromisoformat(value))
    return label.values.get(str(value), str(value))


CHANGES = (
    "partner_joined",
    "partner_left",
    "partner_renamed",
    "representatives_changed",
    "managers_named",
    "alliance_closed",
)


def changes_of(minutes: Minutes) -> list[Event]:
    """List what changed about the partners, who speaks for them or manages, after the founding, and the closing."""
    events = (event for event in events_of(minutes) if event.entry.kind in (*CHANGES, SET, LIMITED))
    return [event for event in events if event.entry.kind != "partner_joined" or event.entry.fields.get("number")]


def decided_alone(minutes: Minutes) -> list[Event]:
    """List what an operations manager decided in the period, to whom it is delegated, and what was taken back."""
    return [event for event in events_of(minutes) if event.entry.kind in (DECIDED, TAKEN_BACK)]


def how_alone(event: Event) -> str:
    """Call it by its number, and say where it was taken back."""
    back = ", taken back" if event.entry.kind == TAKEN_BACK else ""
    return f"D{event.entry.fields['decision']}{back}"


def events_of(minutes: Minutes) -> Iterator[Event]:
    """Put every entry of the period in words."""
    zone = ZoneInfo(minutes.alliance.timezone)
    return (event_of(entry, zone, lambda person: minutes.people.get(person, "")) for entry in minutes.entries)


def name_of(connection: Connection, person: str) -> str:
    """Return what a Slack user is called, "" where that is not known."""
    return people.names(connection, [person]).get(person, "") if person else ""
