"""Who opens and closes a meeting, what stands on its agenda, and what is written in its minutes?"""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decisions.log.log_entry import LogEntry
from decisions.meeting import meeting, meeting_refusal
from decisions.meeting.meeting import Attendance, Items, Meeting, items
from decisions.proposal.outcome import standing_responses
from decisions.proposal.proposal import Agreement, Status
from decisions.replay.meeting_minutes import meetings_in, to_confirm
from decisions.words import refusal
from decisions.words.at_once import by_field
from decisions.words.refusal import Refusal
from tests import outside
from tests.cast import ALLIANCE, ANN, CAT, DEV, KARA, MONDAY, OUTSIDER, proposal, revision
from tests.decisions.logs import (
    AGREED,
    CLYDE,
    CONSENTS,
    COUNCIL,
    FOUNDING,
    OBJECTS,
    RAISED,
    REPORTED,
    TO_DO,
    WITHDRAWN,
    Event,
    after_founding,
    changed,
    consent,
    doubts,
    entries,
    said_of,
    without,
)
from tests.decisions.refused import declined, refused

TODAY = MONDAY.date()
OPENED: Event = ("meeting_opened", {"actor": KARA, "meeting": 1, "held_on": "2026-11-02", "where": "Town Hall"})
ATTENDED: Event = ("meeting_attended", {"actor": KARA, "meeting": 1, "present": [ANN, CAT], "apologies": [DEV]})
CLOSED: Event = ("meeting_closed", {"actor": KARA, "meeting": 1, "note": "Tea was good."})
URGENT = {"template": "Urgent", "filled": [["Risk", "Frost"]]}


def opens(agenda: Items = Items(), before: tuple[Meeting, ...] = (), **more: Any) -> Meeting:  # noqa: B008 (it is frozen)
    how = {"by": KARA, "at": MONDAY, "held_on": TODAY, "place": "", **more}
    return meeting.opening(ALLIANCE, before, agenda, **how)


def attends(this: Meeting | None, number: int = 1, **more: Any) -> Attendance:
    how = {"by": KARA, "present": [ANN], "apologies": [], "others": "", **more}
    return meeting.attendance(ALLIANCE, this, number, **how)


def closes(this: Meeting | None, number: int = 1, **more: Any) -> Meeting:
    return meeting.closing(ALLIANCE, this, number, **{"by": KARA, "at": MONDAY, "ratified": (), "note": "", **more})


def attended_by_ann() -> Meeting:
    return replace(opens(), attendance=Attendance((ANN,)))


def test_a_manager_opens_a_meeting_says_who_is_there_and_closes_it() -> None:
    agenda = items(to_ratify=[3], held=[4])

    opened = opens(agenda, place=" Town  Hall ")
    there = attends(opened, present=[ANN, CAT, ANN], apologies=[DEV], others="Olu, of the tenants")
    closed = closes(replace(opened, attendance=there), ratified=[3, 9], note=" Well done. ")

    assert (opened.number, opened.place, opened.items) == (1, "Town Hall", agenda)
    assert there == Attendance((ANN, CAT), (DEV,), "Olu, of the tenants")
    assert (closed.ratified, closed.note, closed.closed_by, closed.closed_at) == ((3,), "Well done.", KARA, MONDAY)


@pytest.mark.parametrize(
    ("act", "expected"),
    [
        (lambda: opens(by=ANN), meeting_refusal.managers_hold_meetings(ALLIANCE)),
        (lambda: opens(before=(opens(),)), meeting_refusal.goes_on_already(1)),
        (lambda: opens(held_on=None), refusal.missing("held_on", "the day of the meeting")),
        (lambda: opens(held_on=TODAY - timedelta(days=1)), refusal.date_in_the_past("held_on")),
        (lambda: opens(place="x" * 201), refusal.too_long("place", 200, 201)),
        (lambda: attends(opens(), by=ANN), meeting_refusal.managers_hold_meetings(ALLIANCE)),
        (lambda: attends(None), meeting_refusal.meeting_is_over(1)),
        (lambda: attends(opens(), 2), meeting_refusal.meeting_is_over(2)),
        (lambda: attends(opens(), present=[]), meeting_refusal.nobody_at_the_meeting()),
        (lambda: attends(opens(), apologies=[ANN]), meeting_refusal.is_there_and_is_not()),
        (lambda: attends(opens(), others="x" * 1001), refusal.too_long("others", 1000, 1001)),
        (lambda: closes(opens()), meeting_refusal.who_was_there()),
        (lambda: closes(opens(), by=OUTSIDER), meeting_refusal.managers_hold_meetings(ALLIANCE)),
        (lambda: closes(attended_by_ann(), note="x" * 3001), refusal.too_long("note", 3000, 3001)),
        (lambda: closes(None), meeting_refusal.meeting_is_over(1)),
    ],
)
def test_refusals(act: Any, expected: Refusal) -> None:
    with refused(expected):
        act()


def test_what_is_wrong_with_the_day_and_the_place_is_said_at_once() -> None:
    several = by_field(declined(lambda: opens(held_on=None, place="x" * 201)))

    assert [each.field for each in several] == ["held_on", "place"]
    assert opens(place="x" * 200).place == "x" * 200


@given(st.fixed_dictionaries({name: st.lists(st.integers(1, 9)) for name in vars(Items())}))
def test_everything_stands_on_an_agenda_once(lists: dict[str, list[int]]) -> None:
    agenda = items(**lists)

    assert sorted(agenda.numbers) == sorted({number for numbers in lists.values() for number in numbers})
    for name, numbers in agenda.lists.items():
        assert set(numbers) <= set(lists[name])


@given(st.sets(st.integers(1, 30)), st.lists(st.sets(st.integers(1, 30))))
def test_an_urgent_decision_stands_on_each_agenda_until_a_meeting_noted_it(
    urgent: set[int], noted: list[set[int]]
) -> None:
    held = [replace(opens(), number=place, ratified=tuple(those)) for place, those in enumerate(noted, 1)]

    left = meeting.to_ratify(urgent, held)

    assert left == sorted(urgent.difference(*noted))[: meeting.MOST_TO_RATIFY]


def test_only_what_was_agreed_in_the_urgent_form_is_to_be_ratified() -> None:
    urgent = proposal(revisions=(revision(template="Urgent"),), agreement=Agreement(1, MONDAY, (1,)))

    assert meeting.is_to_ratify(urgent)
    assert not meeting.is_to_ratify(replace(urgent, agreement=None))
    assert not meeting.is_to_ratify(replace(urgent, revisions=(revision(template="Spending"),)))


def test_the_first_meeting_that_noted_an_urgent_decision_ratified_it() -> None:
    first = replace(opens(), ratified=(3,))
    held = [first, replace(first, held_on=first.held_on + timedelta(days=7), ratified=(3, 5))]

    assert meeting.ratified_on(3, held) == first.held_on
    assert meeting.ratified_on(5, held) == held[1].held_on
    assert meeting.ratified_on(4, held) is None


@pytest.mark.parametrize(
    ("agenda", "place", "there", "end"),
    [
        (
            Items(to_ratify=(3,), to_do=(5,)),
            "Town Hall",
            Attendance((ANN,), (DEV,), "Olu"),
            {"ratified": [3], "note": "Tea"},
        ),
        (Items(), "", Attendance((ANN,)), {}),
    ],
)
def test_what_the_log_tells_of_a_meeting_is_the_meeting(agenda: Items, place: str, there: Attendance, end: Any) -> None:
    opened = opens(agenda, place=place)
    closed = closes(replace(opened, attendance=there), **end)
    told = (meeting.told_of_opening(opened), meeting.told_of_attendance(1, there), meeting.told_of_closing(closed))

    read: dict[int, Meeting] = {}
    for kind, fields in zip(meeting.KINDS, told, strict=True):
        read = meeting.with_entry(read, kind, MONDAY.isoformat(), {"actor": KARA, **fields})

    assert read == {1: closed}
    assert all(value for fields in told for value in fields.values()), "the log tells only what was said"


# What a replay doubts.


BY_ANN = f"holds a meeting, and is by {ANN}, who is no operations manager"
NOT_SO = "puts No. 1 on the agenda of meeting 1 as what it is not"


@pytest.mark.parametrize(
    ("events", "words"),
    [
        ([OPENED, ATTENDED, CLOSED], None),
        ([OPENED, without(ATTENDED, "apologies"), CLOSED], None),
        ([OPENED, ATTENDED, ATTENDED, CLOSED, changed(OPENED, meeting=2)], None),
        ([RAISED, changed(OPENED, waiting=[1])], None),
        ([changed(OPENED, actor=ANN)], BY_ANN),
        ([OPENED, changed(OPENED, meeting=2)], "opens meeting 2 out of turn"),
        ([changed(OPENED, meeting=4)], "opens meeting 4 out of turn"),
        ([changed(OPENED, held=[1])], NOT_SO),
        ([RAISED, changed(OPENED, to_review=[1])], NOT_SO),
        ([RAISED, *CONSENTS, AGREED, changed(OPENED, waiting=[1])], NOT_SO),
        (
            [RAISED, *CONSENTS, AGREED, changed(OPENED, to_ratify=[1])],
            "puts No. 1 on the agenda of meeting 1 as urgent, which it was not",
        ),
        ([changed(RAISED, **URGENT), *CONSENTS, AGREED, changed(OPENED, to_ratify=[1])], None),
        ([ATTENDED], "is about meeting 1, which is not going on"),
        ([CLOSED], "is about meeting 1, which is not going on"),
        ([OPENED, CLOSED], "closes meeting 1, and nobody said who was there"),
        ([OPENED, ATTENDED, CLOSED, CLOSED], "is about meeting 1, which is not going on"),
        ([OPENED, ATTENDED, CLOSED, ATTENDED], "is about meeting 1, which is not going on"),
        ([OPENED, changed(ATTENDED, apologies=[ANN])], "says of somebody to be there and to send apologies"),
        ([OPENED, ATTENDED, changed(CLOSED, actor=ANN)], BY_ANN),
        (
            [OPENED, ATTENDED, changed(CLOSED, ratified=[7])],
            "ratifies No. 7, which was not on the agenda to be ratified",
        ),
    ],
)
def test_the_log_of_a_meeting_is_doubted_where_it_can_not_be(events: list[Event], words: str | None) -> None:
    found = said_of(doubts(*events))

    if words is None or "meeting 1, which is not" in words or "out of turn" in words:
        holds, why = outside.verdict(outside.export(log(*events)))
        assert holds is (not found), why
    assert (words is None and not found) or words in found, found


def test_one_proposal_is_replayed_without_what_is_known_of_others() -> None:
    assert doubts(changed(OPENED, waiting=[8]), RAISED, only=1) == []


# What its minutes say.


def log(*events: Event) -> list[LogEntry]:
    return entries(*FOUNDING, *events)


def test_the_minutes_tell_what_came_of_each_thing_between_opening_and_closing() -> None:
    before, after = consent(CLYDE, DEV), changed(RAISED, number=3, title="Later")
    agenda = changed(OPENED, waiting=[1])
    happened = [OBJECTS, REPORTED, changed(RAISED, number=2, title="Van")]

    whole = log(RAISED, before, agenda, *happened, ATTENDED, CLOSED, after)
    (told,) = meetings_in(whole)

    (beds,), (van,) = told.items, told.besides
    assert (beds.where, beds.number, beds.title, beds.status) == ("waiting", 1, "Beds", Status.HELD)
    assert [entry.kind for entry in beds.came] == ["objection_raised", "consent_reported"]
    assert (beds.holds, beds.to_confirm) == (["Harbour"], [(COUNCIL, "By phone")])
    assert (van.where, van.number, [entry.kind for entry in van.came]) == ("", 2, ["proposal_raised"])
    assert told.meeting.attendance == Attendance((ANN, CAT), (DEV,))
    assert (told.alliance, whole[told.entry - 1].kind) == (after_founding().alliance, "meeting_closed")


def test_the_minutes_say_what_is_to_be_done_and_of_what_nothing_came() -> None:
    (told,) = meetings_in(log(RAISED, *CONSENTS, AGREED, TO_DO, changed(OPENED, to_do=[1]), ATTENDED, CLOSED))

    (beds,) = told.items
    assert ([action.what for action in beds.to_do], list(beds.came)) == (["Ask"], [])


def test_nothing_is_to_be_confirmed_of_what_has_ended() -> None:
    withdrawn = after_founding(RAISED, REPORTED, WITHDRAWN)

    assert withdrawn.alliance
    assert to_confirm(withdrawn.proposals[1], withdrawn.alliance) == []


def test_a_report_that_the_partner_confirmed_is_not_to_be_confirmed_any_more() -> None:
    happened = [REPORTED, consent(COUNCIL, CAT)]

    (told,) = meetings_in(log(RAISED, changed(OPENED, waiting=[1]), *happened, ATTENDED, CLOSED))

    assert (told.items[0].to_confirm, told.items[0].waits_for) == ([], ["Harbour", CLYDE])


def test_a_meeting_that_is_not_closed_has_no_minutes_and_each_has_its_own() -> None:
    second = [changed(each, meeting=2) for each in (OPENED, ATTENDED, CLOSED)]

    minutes = meetings_in(log(OPENED, RAISED, ATTENDED, CLOSED, *second, changed(OPENED, meeting=3)))

    assert [each.meeting.number for each in minutes] == [1, 2]
    assert [[item.number for item in each.besides] for each in minutes] == [[1], []]


@given(st.lists(st.sampled_from([*CONSENTS, OBJECTS])), st.lists(st.integers(0, 99), min_size=3, max_size=3))
def test_a_meeting_changes_nothing_about_who_consents(course: list[Event], when: list[int]) -> None:
    """Whenever it is opened, attended and closed."""
    places = sorted(each % (len(course) + 1) for each in when)
    cut = [course[: places[0]], course[places[0] : places[1]], course[places[1] : places[2]], course[places[2] :]]
    with_meeting = after_founding(RAISED, *cut[0], OPENED, *cut[1], ATTENDED, *cut[2], CLOSED, *cut[3])
    without = after_founding(RAISED, *course)

    ours, others = (each.proposals[1] for each in (with_meeting, without))
    assert [(it.partner_id, it.kind) for it in ours.responses] == [(it.partner_id, it.kind) for it in others.responses]
    assert [*standing_responses(ours)] == [*standing_responses(others)]
    assert with_meeting.doubts == without.doubts == []
    minutes = meetings_in(log(RAISED, *cut[0], OPENED, *cut[1], ATTENDED, *cut[2], CLOSED, *cut[3]))
    assert [len(item.came) for item in minutes[0].besides] == [len(cut[1]) + len(cut[2])] * bool(cut[1] or cut[2])


def test_the_day_of_a_meeting_may_be_to_come() -> None:
    assert opens(held_on=date(2026, 12, 1)).held_on == date(2026, 12, 1)
