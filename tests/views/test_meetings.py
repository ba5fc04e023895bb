"""What do people see of a meeting, and do its minutes fit into a message and say only what was recorded?"""

from dataclasses import replace

import pytest

from decisions.afterwards.follow_up import to_do
from decisions.meeting.meeting import Attendance, Items
from decisions.replay.meeting_minutes import MeetingMinutes
from handlers.views.blocks.kit import LARGEST_MESSAGE, message_size
from handlers.views.blocks.words.text import escape, say_day
from handlers.views.meeting.meeting import doors, heading, meeting_opened, meeting_window
from handlers.views.meeting.meeting_minutes import NOT_TAKEN_UP, RATIFIED, minutes, parts
from handlers.views.windows.desk.meeting_windows import closing_window
from sandbox.block_kit import check_message_blocks, check_view
from tests.cast import ALLIANCE, proposal, revision
from tests.reading import read, read_message, read_window
from tests.views.card_texts import TO_DO, a_decision
from tests.views.meetings import CLOSED, MEETING, held_meeting, meeting_seen, minuted, numbered
from tests.views.views import view_of


def test_a_manager_can_open_a_meeting_and_everybody_sees_the_one_that_goes_on() -> None:
    assert read(doors(ALLIANCE, None, may_hold=True)) == "[Open a meeting…]"
    assert doors(ALLIANCE, None, may_hold=False) == []
    assert read(doors(ALLIANCE, MEETING, may_hold=False)) == "[Meeting 3]"


def test_nothing_is_ratified_that_those_present_did_not_note() -> None:
    noted, left = (read_message(minutes(minuted(told), {})) for told in (held_meeting(), _noting_nothing()))

    assert RATIFIED in noted
    assert (NOT_TAKEN_UP in left, RATIFIED in left) == (True, False)


def _noting_nothing() -> MeetingMinutes:
    kind, fields = CLOSED
    return held_meeting((kind, {**fields, "ratified": []}))


def test_who_speaks_for_no_partner_is_named_so() -> None:
    told = held_meeting()
    there = replace(told.meeting, attendance=Attendance(("U0KARA",), (), ""))

    words = read_message(minutes(minuted(replace(told, meeting=there)), {}))

    assert "• For no partner: Kara Munro" in words


@pytest.mark.parametrize("count", [1, 30, 300])
def test_the_longest_minutes_and_the_longest_agenda_fit(count: int) -> None:
    told = held_meeting()
    long = replace(told.items[1], title="&" * 150, came=list(told.items[1].came) * 9)
    numbers = tuple(range(100, 100 + count))
    text = revision(title="<" * 150)
    views = [numbered(view_of(proposal(revisions=(text,))), number, "<" * 150) for number in numbers]
    agenda = replace(MEETING, items=Items(to_ratify=numbers[:10], waiting=numbers[10:]), place="&" * 200)
    seen = meeting_seen(*views, meeting=agenda)

    for said in (minutes(minuted(replace(told, items=[long] * count)), {}), meeting_opened(seen, {})):
        check_message_blocks(said.blocks)
        assert message_size(said.blocks) <= LARGEST_MESSAGE
    check_view(meeting_window(seen, may_hold=True))
    check_view(closing_window(seen))


def test_what_has_no_room_in_the_message_is_said_to_be_in_the_export() -> None:
    told = held_meeting()

    words = read_message(minutes(minuted(replace(told, besides=[told.besides[0]] * 100)), {}))

    assert "more, in the exported minutes.)" in words


def test_of_what_nothing_was_recorded_the_minutes_say_so_once_at_the_end() -> None:
    told = held_meeting()
    quiet = replace(told.items[1], came=(), to_confirm=())
    waits = replace(told.besides[0], came=())
    *_, last = parts(minuted(replace(told, items=[quiet, told.items[0]], besides=[waits])))

    assert last.heading == "Nothing was recorded in this time about"
    assert list(last.lines) == [
        "No. 2 · Ten winter beds (held by Harbour, waits for 2)",
        "No. 3 · A van (waits for 3)",
    ]


def test_agenda_and_minutes_say_what_is_to_be_done_by_whom() -> None:
    view = view_of(a_decision(**TO_DO))
    seen = meeting_seen(view, meeting=replace(MEETING, items=Items(to_do=(view.proposal.number,))))
    told = held_meeting()
    done = replace(told.items[0], where="to_do", came=(), to_do=to_do(view.proposal))

    agenda = read_message(meeting_opened(seen, {}))
    assert "On the agenda: 1 with actions to do." in agenda
    for this in to_do(view.proposal):
        assert f"{this.what}, {view.person(this.owner)}, by {say_day(this.due_on)}" in agenda
    words = read_message(minutes(minuted(replace(told, items=[done], besides=[])), {}))
    for this in to_do(view.proposal):
        assert f"To be done: “{this.what}”, {view.person(this.owner)}, by {say_day(this.due_on)}" in words


def test_an_empty_agenda_says_so_and_nobody_is_there_yet() -> None:
    fresh = replace(MEETING, items=Items(), attendance=Attendance(), place="")

    words = read_window(meeting_window(meeting_seen(meeting=fresh), may_hold=False))

    assert "*Meeting 3 · 2 November 2026*\nNobody has said yet who is here." in words
    assert "Nothing stands on the agenda." in words
    assert "[Close the meeting…]" not in words


def test_nobody_can_forge_a_mention_by_the_place() -> None:
    forged = replace(MEETING, place="<!channel>")

    # A header is no mrkdwn.
    assert "<!channel>" not in meeting_opened(meeting_seen(meeting=forged), {}).headline
    assert escape(heading(forged)) in read_window(meeting_window(meeting_seen(meeting=forged), may_hold=False))
