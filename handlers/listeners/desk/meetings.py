"""A manager opens a meeting, says who is there and closes it; everybody sees what stands on its agenda."""

from sqlalchemy import Connection

from decisions.alliance.alliance import Alliance, local_day
from decisions.meeting import meeting
from decisions.meeting.meeting import Meeting
from handlers.gathering.meetings import items_now, seen_of
from handlers.incoming.alliance_of_act import alliance_kept
from handlers.incoming.payloads import Act
from handlers.recording.afterwards.meetings import record_attendance, record_closing, record_opening
from handlers.views.blocks.kit import View
from handlers.views.meeting.meeting import closed_meeting_window, meeting_window
from handlers.views.windows.desk.meeting_windows import attendance_window, closing_window, opening_window
from storage.engine.database import Database
from storage.record import meetings


def show(act: Act, database: Database) -> View:
    """Somebody presses *Meeting*, in the channel or below *Where we stand*."""
    with database.snapshot() as connection:
        alliance = alliance_kept(connection, act)
        every = meetings.all_of(connection, alliance.id)
        goes_on = meeting.going_on(every)
        if goes_on is None:
            return closed_meeting_window(len(every))
        return _shown(connection, alliance, goes_on, act)


def ask_when_and_where(act: Act, database: Database) -> View:
    """Somebody presses *Open a meeting*."""
    with database.snapshot() as connection:
        alliance = alliance_kept(connection, act)
        meeting.refuse_unless_may_hold(alliance, act.person)
        return opening_window(alliance, items_now(connection, alliance, act.now), local_day(act.now, alliance))


def open_one(act: Act, database: Database) -> View:
    """The window is sent."""
    with database.transaction() as connection:
        alliance = alliance_kept(connection, act, for_writing=True)
        opened = meeting.opening(
            alliance,
            meetings.all_of(connection, alliance.id),
            items_now(connection, alliance, act.now),
            by=act.person,
            at=act.now,
            held_on=act.day("held_on"),
            place=act.text("place"),
        )
        record_opening(connection, alliance, opened, act)
        return _shown(connection, alliance, opened, act)


def ask_who_is_here(act: Act, database: Database) -> View:
    """Somebody presses *Who is here*."""
    with database.snapshot() as connection:
        alliance = alliance_kept(connection, act)
        return attendance_window(seen_of(connection, alliance, _held(connection, alliance, act), act.now))


def say_who_is_here(act: Act, database: Database) -> View:
    """The window is sent."""
    with database.transaction() as connection:
        alliance = alliance_kept(connection, act, for_writing=True)
        who = meeting.attendance(
            alliance,
            meetings.going_on(connection, alliance.id),
            act.number("meeting"),
            by=act.person,
            present=act.people("present"),
            apologies=act.people("apologies"),
            others=act.text("others"),
        )
        this = _held(connection, alliance, act)
        if who != this.attendance:
            record_attendance(connection, alliance, this, who, act)
        return _shown(connection, alliance, _held(connection, alliance, act), act)


def ask_to_close(act: Act, database: Database) -> View:
    """Somebody presses *Close the meeting*."""
    with database.snapshot() as connection:
        alliance = alliance_kept(connection, act)
        return closing_window(seen_of(connection, alliance, _held(connection, alliance, act), act.now))


def close(act: Act, database: Database) -> View:
    """The window is sent."""
    with database.transaction() as connection:
        alliance = alliance_kept(connection, act, for_writing=True)
        closed = meeting.closing(
            alliance,
            meetings.going_on(connection, alliance.id),
            act.number("meeting"),
            by=act.person,
            at=act.now,
            ratified=[int(each) for each in act.people("ratified") if each.isdecimal()],
            note=act.text("note"),
        )
        record_closing(connection, alliance, closed, act)
    return closed_meeting_window(closed.number)


def _held(connection: Connection, alliance: Alliance, act: Act) -> Meeting:
    goes_on = meetings.going_on(connection, alliance.id)
    return meeting.refuse_unless_goes_on(alliance, goes_on, act.number("meeting"), act.person)


def _shown(connection: Connection, alliance: Alliance, this: Meeting, act: Act) -> View:
    return meeting_window(seen_of(connection, alliance, this, act.now), may_hold=alliance.is_manager(act.person))
