"""The windows in which a manager opens a meeting, says who is there, and closes it."""

from collections.abc import Mapping
from datetime import date

from decisions.alliance.alliance import Alliance
from decisions.meeting.meeting import LONGEST_OTHERS, LONGEST_PLACE, Items
from handlers.views.blocks import ids
from handlers.views.blocks.inputs import day_input, few_words, field, long_words, ticks
from handlers.views.blocks.kit import Block, View, modal, paragraph, small
from handlers.views.blocks.words.text import escape
from handlers.views.meeting.meeting import MeetingSeen, agenda_in_a_line, heading
from handlers.views.windows.set_up.settings_fields import several

MOST_THERE = 100


def opening_window(alliance: Alliance, items: Items, today: date) -> View:
    """Ask for the day and the place. The agenda is made when it is opened."""
    return modal(
        ids.MEETING_OPENING_WINDOW,
        "Open a meeting",
        [
            paragraph(agenda_in_a_line(items)),
            field("held_on", "Day", day_input(today)),
            field(
                "place",
                "Place, or other words",
                few_words(longest=LONGEST_PLACE),
                optional=True,
                hint="Such as Town Hall, 10 to 12, or the link of a call.",
            ),
            small(
                "The agenda is posted in the channel. What is recorded until you close the meeting stands in its "
                "minutes. A meeting decides nothing."
            ),
        ],
        submit="Open",
        close="Cancel",
        keeps={"alliance": alliance.id},
    )


def attendance_window(seen: MeetingSeen) -> View:
    who = seen.meeting.attendance
    return modal(
        ids.ATTENDANCE_WINDOW,
        "Who is here",
        [
            several("present", "Here", who.present, seen.names, ids.MANAGERS, optional=True, most=MOST_THERE),
            several("apologies", "Apologies", who.apologies, seen.names, ids.MANAGERS, optional=True, most=MOST_THERE),
            field(
                "others",
                "Others who are here",
                few_words(who.others, LONGEST_OTHERS),
                optional=True,
                hint="By name, with their organisation: people who are not in this channel.",
            ),
            small("It stands in the minutes and the decision log. You can say it again when somebody comes or goes."),
        ],
        submit="Save",
        close="Cancel",
        keeps=_kept(seen),
    )


def closing_window(seen: MeetingSeen) -> View:
    """Ask of which urgent decisions those present took note, and for a note."""
    return modal(
        ids.CLOSING_WINDOW,
        "Close the meeting",
        [
            paragraph(f"*{escape(heading(seen.meeting))}*"),
            *_to_ratify(seen),
            field("note", "Note", long_words(), optional=True, hint="It stands at the end of the minutes."),
            small(
                "The minutes are made from the decision log and posted in the channel. Nothing can be added afterwards."
            ),
        ],
        submit="Close the meeting",
        close="Cancel",
        keeps=_kept(seen),
    )


def _to_ratify(seen: MeetingSeen) -> list[Block]:
    choices = {
        str(number): f"No. {number} · {view.proposal.current.title}"
        for number in seen.meeting.items.to_ratify
        if (view := seen.views.get(number))
    }
    if not choices:
        return []
    words = "Urgent decisions of which those present took note, and which they ratify"
    hint = "They were agreed by all who decide, and stay as they are. What is not ticked stands on the next agenda."
    return [field("ratified", words, ticks(choices), optional=True, hint=hint)]


def _kept(seen: MeetingSeen) -> Mapping[str, int]:
    return {"alliance": seen.alliance.id, "meeting": seen.meeting.number}
