"""The meetings that were held, and what is to be ratified. Logged, and read back from the log."""

import json
from datetime import date, datetime

from sqlalchemy import Connection, select

from decisions.alliance.alliance import Alliance
from decisions.meeting import meeting
from decisions.meeting.meeting import Attendance, Meeting
from decisions.proposal.proposal import Proposal
from decisions.replay.meeting_minutes import MeetingMinutes, meetings_in
from storage.record import decision_log
from storage.tables import agreements, log_entries, proposals, revisions


def all_of(connection: Connection, alliance_id: int) -> list[Meeting]:
    """List them in order."""
    rows = connection.execute(
        select(log_entries)
        .where(log_entries.c.alliance_id == alliance_id, log_entries.c.kind.in_(meeting.KINDS))
        .order_by(log_entries.c.sequence)
    )
    read: dict[int, Meeting] = {}
    for row in rows:
        read = meeting.with_entry(read, row.kind, row.at, {"actor": row.actor, **json.loads(row.fields)})
    return list(read.values())


def going_on(connection: Connection, alliance_id: int) -> Meeting | None:
    return meeting.going_on(all_of(connection, alliance_id))


def urgent_decisions(connection: Connection, alliance_id: int) -> list[int]:
    """List the decisions that were made in the form for what can't wait, by number."""
    query = (
        select(proposals.c.number, revisions.c.template)
        .join(agreements, agreements.c.proposal_id == proposals.c.id)
        .join(
            revisions,
            (revisions.c.proposal_id == proposals.c.id) & (revisions.c.number == agreements.c.revision),
        )
        .where(proposals.c.alliance_id == alliance_id, revisions.c.template != "")
    )
    return [row.number for row in connection.execute(query) if meeting.is_urgent(row.template)]


def ratified_on(connection: Connection, alliance_id: int, decided: Proposal) -> date | None:
    """Return the day on which a meeting ratified it. Only urgent decisions are, so nothing is read for any other."""
    if decided.agreement is None or not meeting.is_urgent(decided.current.template):
        return None
    return meeting.ratified_on(decided.number, all_of(connection, alliance_id))


def all_minutes(connection: Connection, alliance_id: int) -> list[MeetingMinutes]:
    """Write those of all that were closed, in order, from the log alone."""
    return meetings_in(decision_log.entries(connection, alliance_id))


def minutes(connection: Connection, alliance_id: int, number: int) -> MeetingMinutes:
    """Write the minutes of a meeting that was closed, from the log alone. Raises StopIteration for one that was not."""
    return next(each for each in all_minutes(connection, alliance_id) if each.meeting.number == number)


# The alliance must have been loaded for writing.


def open_one(connection: Connection, alliance: Alliance, opened: Meeting) -> None:
    told = meeting.told_of_opening(opened)
    decision_log.append(connection, alliance, at=opened.opened_at, kind=meeting.OPENED, actor=opened.by, **told)


def attend(
    connection: Connection, alliance: Alliance, this: Meeting, who: Attendance, *, by: str, at: datetime
) -> None:
    told = meeting.told_of_attendance(this.number, who)
    decision_log.append(connection, alliance, at=at, kind=meeting.ATTENDED, actor=by, **told)


def close(connection: Connection, alliance: Alliance, closed: Meeting, at: datetime) -> None:
    told = meeting.told_of_closing(closed)
    decision_log.append(connection, alliance, at=at, kind=meeting.CLOSED, actor=closed.closed_by, **told)
