"""Gathers what people see of a meeting."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from decisions.afterwards.follow_up import to_do
from decisions.alliance.alliance import Alliance
from decisions.meeting import meeting
from decisions.meeting.meeting import Items, Meeting
from handlers.gathering.overview import overview
from handlers.gathering.proposal_view import view_of
from handlers.views.blocks.proposal.proposal_view import ProposalView
from handlers.views.meeting.meeting import MeetingSeen
from handlers.views.meeting.meeting_minutes import Minuted
from storage.alliance import alliances
from storage.personal import people
from storage.record import meetings
from storage.record.proposals import proposals


def items_now(connection: Connection, alliance: Alliance, now: datetime) -> Items:
    """Make an agenda from what stands now, as the digest would show it, and from what is to be ratified."""
    seen = overview(connection, alliance.id, now, now, now)
    urgent = meetings.urgent_decisions(connection, alliance.id)
    return meeting.items(
        to_ratify=meeting.to_ratify(urgent, meetings.all_of(connection, alliance.id)),
        held=_numbers(seen.held),
        overdue=_numbers(view for view in seen.unanswered if view.is_overdue()),
        waiting=_numbers(seen.unanswered),
        to_review=_numbers(seen.reviews),
        to_do=_numbers(view for view in seen.followed_up if to_do(view.proposal)),
    )


def seen_of(connection: Connection, alliance: Alliance, this: Meeting, now: datetime) -> MeetingSeen:
    """Gather what stands on its agenda, as it is now."""
    found = {each: proposals.id_of_number(connection, alliance.id, each) for each in this.items.numbers}
    views = {number: view_of(connection, alliance.id, kept, now) for number, kept in found.items() if kept is not None}
    named = {this.by, *this.attendance.present, *this.attendance.apologies}
    return MeetingSeen(alliance, this, views, people.names(connection, named))


def of_meeting(connection: Connection, alliance_id: int, about: Mapping[str, Any], now: datetime) -> MeetingSeen:
    """For the message that opens it."""
    this = next(each for each in meetings.all_of(connection, alliance_id) if each.number == about["meeting"])
    return seen_of(connection, alliances.load(connection, alliance_id), this, now)


def of_minutes(connection: Connection, alliance_id: int, about: Mapping[str, Any], _now: datetime) -> Minuted:
    """For the message that closes it: from the log alone, apart from people's names."""
    names = people.everybody(connection)
    return Minuted(meetings.minutes(connection, alliance_id, about["meeting"]), lambda person: names.get(person, ""))


def _numbers(views: Iterable[ProposalView]) -> list[int]:
    return [view.proposal.number for view in views]
