"""Records, in one transaction, that a meeting is opened, who is there, and that it is closed."""

from collections.abc import Iterable

from sqlalchemy import Connection

from decisions.alliance.alliance import Alliance
from decisions.meeting.meeting import Attendance, Meeting
from handlers.incoming.payloads import Act
from storage.outbox import outbox
from storage.personal import people
from storage.record import meetings


def record_opening(connection: Connection, alliance: Alliance, opened: Meeting, act: Act) -> None:
    """Log it; the channel reads the agenda."""
    meetings.open_one(connection, alliance, opened)
    _say(connection, alliance, opened, "meeting_opened", act)


def record_attendance(connection: Connection, alliance: Alliance, this: Meeting, who: Attendance, act: Act) -> None:
    meetings.attend(connection, alliance, this, who, by=act.person, at=act.now)
    introduce(connection, (*who.present, *who.apologies), act)


def record_closing(connection: Connection, alliance: Alliance, closed: Meeting, act: Act) -> None:
    """Log it; the channel reads the minutes."""
    meetings.close(connection, alliance, closed, act.now)
    _say(connection, alliance, closed, "meeting_minutes", act)


def introduce(connection: Connection, these: Iterable[str], act: Act) -> None:
    """Whoever has no voice is called what the list of people called them."""
    for person in these:
        name = act.labels.get(person, "")
        people.introduce(connection, person, name if name != person else "")


def _say(connection: Connection, alliance: Alliance, this: Meeting, kind: str, act: Act) -> None:
    # A window that Slack delivers again is known by its key.
    outbox.tell_channel(connection, alliance.id, act.delivery, kind, {"meeting": this.number}, act.now)
