"""A made-up meeting, for pictures of what people see of it."""

from dataclasses import replace

from decisions.alliance.alliance import Alliance
from decisions.meeting.meeting import Attendance, Items, Meeting
from decisions.replay.meeting_minutes import MeetingMinutes, meetings_in
from handlers.views.blocks.proposal.proposal_view import ProposalView
from handlers.views.meeting.meeting import MeetingSeen
from handlers.views.meeting.meeting_minutes import Minuted
from tests.cast import ALLIANCE, ANN, CAT, DEV, KARA, MONDAY, NAMES
from tests.decisions.logs import (
    AGREED,
    CONSENTS,
    FOUNDING,
    OBJECTS,
    RAISED,
    REPORTED,
    Event,
    changed,
    entries,
)

MEETING = Meeting(
    3,
    MONDAY.date(),
    "Town Hall",
    KARA,
    MONDAY,
    Items(to_ratify=(11,), held=(12,), to_do=(10,)),
    Attendance((CAT, ANN), (DEV,), "Olu, of the tenants"),
)
OPENED: Event = (
    "meeting_opened",
    {"actor": KARA, "meeting": 1, "held_on": "2026-11-02", "where": "Town Hall", "to_ratify": [1], "waiting": [2]},
)
ATTENDED: Event = (
    "meeting_attended",
    {"actor": KARA, "meeting": 1, "present": [ANN, CAT], "apologies": [DEV], "others": "Olu, of the tenants"},
)
CLOSED: Event = ("meeting_closed", {"actor": KARA, "meeting": 1, "ratified": [1], "note": "Next time at Clyde."})


def meeting_seen(*views: ProposalView, meeting: Meeting = MEETING, alliance: Alliance = ALLIANCE) -> MeetingSeen:
    return MeetingSeen(alliance, meeting, {view.proposal.number: view for view in views}, NAMES)


def numbered(view: ProposalView, number: int, title: str = "Ten winter beds") -> ProposalView:
    texts = tuple(replace(text, title=title) for text in view.proposal.revisions)
    return replace(view, proposal=replace(view.proposal, number=number, revisions=texts))


def held_meeting(closed: Event = CLOSED) -> MeetingMinutes:
    """No. 1 was urgent; No. 2 is objected to in the meeting, a consent is reported, and No. 3 raised besides."""
    urgent = changed(RAISED, template="Urgent", filled=[["Risk", "Frost"]], title="Blankets")
    beds = changed(RAISED, number=2, title="Ten winter beds")
    told = [changed(each, number=2) for each in (OBJECTS, REPORTED)]
    van = changed(RAISED, number=3, title="A van")
    agreed = changed(AGREED, title="Blankets")
    (minutes,) = meetings_in(entries(*FOUNDING, urgent, *CONSENTS, agreed, beds, OPENED, ATTENDED, *told, van, closed))
    return minutes


def minuted(told: MeetingMinutes | None = None) -> Minuted:
    return Minuted(told or held_meeting(), lambda person: NAMES.get(person, ""))
