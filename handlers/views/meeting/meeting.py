"""What people see of a meeting while it goes on, and where it is opened."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from decisions.afterwards.follow_up import to_do
from decisions.alliance.alliance import Alliance
from decisions.meeting.meeting import Attendance, Items, Meeting
from decisions.replay.meeting_minutes import to_confirm
from handlers.views.afterwards.action import who_and_when
from handlers.views.blocks import ids
from handlers.views.blocks.kit import (
    Block,
    Element,
    Message,
    View,
    actions,
    beside,
    button,
    header,
    message_size,
    modal,
    paragraph,
    small,
)
from handlers.views.blocks.proposal.brief import brief, titled
from handlers.views.blocks.proposal.proposal_view import ProposalView
from handlers.views.blocks.words.text import escape, join_words, person, say_day, shorten
from handlers.views.blocks.written import read_button
from handlers.views.meeting.meeting_minutes import LISTS

# As many things of the agenda in a window, and in the message with which it begins.
MOST_IN_WINDOW, MOST_IN_MESSAGE, LARGEST_MESSAGE = 40, 12, 11_000
LONGEST_ACT = 200
# What a list is called after a number, where its heading is no such word.
COUNTED = {"to_do": "with actions to do"}
AS_EVER = (
    "Answers are pressed as usual, on the cards or here. A meeting decides nothing, and nobody's silence is an answer."
)


@dataclass(frozen=True)
class MeetingSeen:
    """A meeting, with the proposals on its agenda as they stand now, by number."""

    alliance: Alliance
    meeting: Meeting
    views: Mapping[int, ProposalView]
    names: Mapping[str, str]


def doors(alliance: Alliance, goes_on: Meeting | None, *, may_hold: bool) -> list[Block]:
    """Lead to the meeting that goes on, or a manager to opening one."""
    value = {"alliance": alliance.id}
    if goes_on:
        return [actions(button(f"Meeting {goes_on.number}", ids.MEETING, value))]
    decides = alliance.is_founded and not alliance.is_closed
    return [actions(button("Open a meeting…", ids.OPEN_MEETING, value))] if may_hold and decides else []


def heading(meeting: Meeting) -> str:
    place = f", {meeting.place}" if meeting.place else ""
    return f"Meeting {meeting.number} · {say_day(meeting.held_on)}{place}"


def meeting_opened(seen: MeetingSeen, about: object) -> Message:  # noqa: ARG001 (every message is written from both)
    """Tell the channel what stands on the agenda."""
    words, opened = heading(seen.meeting), person(seen.names, seen.meeting.by)
    top = [header(shorten(words, 150)), paragraph(f"{opened} opened it. {agenda_in_a_line(seen.meeting.items)}")]
    below = [actions(*_doors(seen)), small(AS_EVER)]
    blocks: list[Block] = []
    for name, numbers in seen.meeting.items.lists.items():
        lines = [_announced(name, seen.views[each]) for each in numbers[:MOST_IN_MESSAGE] if each in seen.views]
        more = [f"and {len(numbers) - MOST_IN_MESSAGE} more"] if len(numbers) > MOST_IN_MESSAGE else []
        block = paragraph(shorten("\n".join([f"*{LISTS[name]}*", *lines, *more]), 2900))
        if message_size([*top, *blocks, block, *below]) <= LARGEST_MESSAGE:
            blocks.append(block)
    return Message(f"🗓️ {escape(words)}: the agenda", [*top, *blocks, *below])


def _announced(where: str, view: ProposalView) -> str:
    """Name a matter; where it has actions left, say what, who and by when."""
    left = to_do(view.proposal) if where == "to_do" else []
    acts = "; ".join(f"{escape(shorten(each.what, LONGEST_ACT))}, {who_and_when(view, each)}" for each in left)
    return f"{titled(view)}: {acts}" if acts else titled(view)


def agenda_in_a_line(items: Items) -> str:
    counts = [f"{len(numbers)} {COUNTED.get(name) or LISTS[name].lower()}" for name, numbers in items.lists.items()]
    return f"On the agenda: {join_words(counts)}." if counts else "Nothing stands on the agenda."


def meeting_window(seen: MeetingSeen, *, may_hold: bool) -> View:
    """Show who is there and what stands on the agenda, each with the way to read and answer it."""
    value = {"alliance": seen.alliance.id, "meeting": seen.meeting.number}
    acts = [button("Who is here…", ids.WHO_IS_HERE, value), button("Close the meeting…", ids.CLOSE_MEETING, value)]
    blocks = [
        paragraph(f"*{escape(heading(seen.meeting))}*\n{_there(seen)}"),
        *([actions(*acts)] if may_hold else []),
        *_agenda(seen),
        small(AS_EVER),
    ]
    return modal("window.meeting", f"Meeting {seen.meeting.number}", blocks)


def closed_meeting_window(number: int) -> View:
    words = f"Meeting {number} is closed. Its minutes are posted in the channel."
    return modal("window.meeting_closed", f"Meeting {number}", [paragraph(words)])


def _agenda(seen: MeetingSeen) -> Iterator[Block]:
    items, left = seen.meeting.items, MOST_IN_WINDOW
    if not items.numbers:
        yield paragraph("Nothing stands on the agenda.")
    for name, numbers in items.lists.items():
        if left > 0:
            yield paragraph(f"*{LISTS[name]}*")
        for number in numbers[: max(left, 0)]:
            if view := seen.views.get(number):
                yield beside(_thing(view), read_button(view.value(), _verb(view)))
        left -= len(numbers)
    if left < 0:
        yield small(f"And {-left} more: *Where we stand* has all of it.")


def _thing(view: ProposalView) -> str:
    """Say where it stands now, and whose consent was reported and is to be confirmed."""
    if view.proposal.is_final:
        return shorten(_announced("to_do", view), 2900)
    told = [f"📝 To confirm: {escape(name)}" for name, _ in to_confirm(view.proposal, view.alliance)]
    return shorten("\n".join([brief(view), *told]), 2900)


def _verb(view: ProposalView) -> str:
    return "Read" if view.proposal.is_final else "Read and answer"


def _there(seen: MeetingSeen) -> str:
    who = seen.meeting.attendance
    if who == Attendance():
        return "Nobody has said yet who is here."
    here = [*(person(seen.names, each) for each in who.present), *([escape(who.others)] if who.others else [])]
    sorry = join_words([person(seen.names, each) for each in who.apologies])
    return f"Here: {join_words(here)}{f'. Apologies: {sorry}' if sorry else ''}."


def _doors(seen: MeetingSeen) -> list[Element]:
    return [button(f"Meeting {seen.meeting.number}", ids.MEETING, {"alliance": seen.alliance.id})]
