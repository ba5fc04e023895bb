"""What is to be done after a decision: who says so, what came of it, and when is its owner reminded?"""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decisions.afterwards import action_refusal
from decisions.afterwards.follow_up import Nudge, action, done, end_of, nudge, taken_back, to_do
from decisions.afterwards.review import review_due_on
from decisions.proposal import proposal_refusal
from decisions.proposal.facts import with_fact
from decisions.proposal.outcome import status
from decisions.proposal.proposal import Agreement, Proposal
from decisions.said.action import Action, ActionDone, ActionTakenBack
from decisions.words import refusal
from decisions.words.at_once import by_field
from decisions.words.refusal import Refusal
from decisions.words.working_days import is_working_day
from tests.cast import ALLIANCE, ANN, BEN, DEV, KARA, MONDAY, OUTSIDER, proposal
from tests.decisions.refused import declined, refused

AUTHOR, OWNER = "U0AUTHOR", "U0OWNER"
AGREED = Agreement(1, MONDAY, tuple(partner.id for partner in ALLIANCE.partners))
TODAY, SOON = MONDAY.date(), date(2026, 11, 20)
EVERYBODY = (KARA, ANN, BEN, AUTHOR, OWNER, OUTSIDER)


def decision(*facts: Action | ActionDone | ActionTakenBack) -> Proposal:
    told = proposal(author=AUTHOR, agreement=AGREED)
    for fact in facts:
        told = with_fact(told, fact)
    return told


def adds(told: Proposal, by: str = KARA, newer: int | None = None, **typed: object) -> Action:
    given: dict[str, object] = {"what": " Ask  three sites ", "owner": OWNER, "due_on": SOON, **typed}
    return action(told, ALLIANCE, newer, by=by, at=MONDAY, **given)  # type: ignore[arg-type]  # a test types anything


SITES = Action(1, KARA, MONDAY, "Ask three sites", OWNER, SOON)
DONE = ActionDone(1, OWNER, MONDAY, "The east wing has room.")
TAKEN_BACK = ActionTakenBack(1, ANN, MONDAY, "The council found one.")


def test_managers_representatives_and_the_author_say_what_is_to_be_done() -> None:
    for by in (KARA, ANN, BEN, AUTHOR):
        assert adds(decision(), by) == replace(SITES, by=by)


def test_an_owner_needs_no_voice_to_say_that_it_is_done_or_that_nobody_does_it() -> None:
    ended = done(decision(SITES), ALLIANCE, 1, by=OWNER, at=MONDAY, note=" There is room. ")

    assert ended == ActionDone(1, OWNER, MONDAY, "There is room.")
    assert taken_back(decision(SITES), ALLIANCE, 1, by=OWNER, at=MONDAY, reason="Snow") == ActionTakenBack(
        1, OWNER, MONDAY, "Snow"
    )
    with refused(action_refusal.may_not_add_actions(12, AUTHOR, ALLIANCE)):
        adds(decision(SITES), OWNER)


@pytest.mark.parametrize(
    ("told", "by", "newer", "typed", "because"),
    [
        (decision(), OUTSIDER, None, {}, action_refusal.may_not_add_actions(12, AUTHOR, ALLIANCE)),
        (proposal(), KARA, None, {}, action_refusal.no_decision_to_do(12)),
        (decision(), KARA, 14, {}, proposal_refusal.superseded_already("", 12, 14)),
        (decision(), KARA, None, {"what": "  "}, refusal.missing("what", "what is to be done")),
        (decision(), KARA, None, {"what": "x" * 301}, refusal.too_long("what", 300, 301)),
        (decision(), KARA, None, {"owner": ""}, action_refusal.nobody_does_it()),
        (decision(), KARA, None, {"due_on": None}, action_refusal.no_day_for_it()),
        (decision(), KARA, None, {"due_on": TODAY - timedelta(days=1)}, refusal.date_in_the_past("due_on")),
    ],
)
def test_why_an_action_is_not_added_is_told(
    told: Proposal, by: str, newer: int | None, typed: dict[str, object], because: Refusal
) -> None:
    with refused(because):
        adds(told, by, newer, **typed)


def test_all_that_is_missing_is_said_at_once() -> None:
    several = by_field(declined(lambda: adds(decision(), what="", owner="", due_on=None)))

    assert [each.field for each in several] == ["what", "owner", "due_on"]


def test_whoever_was_given_it_today_knows_that_it_is_late() -> None:
    late = replace(SITES, due_on=TODAY - timedelta(days=1))

    assert nudge(late, TODAY, TODAY, ()) is None
    assert nudge(late, TODAY - timedelta(days=1), TODAY, ()) is Nudge.OVERDUE


def test_an_action_may_have_300_characters_and_be_for_today() -> None:
    assert adds(decision(), what="x" * 300, due_on=TODAY) == replace(SITES, what="x" * 300, due_on=TODAY)


@pytest.mark.parametrize(
    ("told", "place", "by", "because"),
    [
        (decision(SITES), 1, OUTSIDER, action_refusal.may_not_end_action(12, OWNER, ALLIANCE)),
        (decision(SITES), 2, KARA, proposal_refusal.unknown_proposal()),
        (decision(SITES, DONE), 1, KARA, action_refusal.action_done_already(12, TODAY)),
        (decision(SITES, TAKEN_BACK), 1, OWNER, action_refusal.action_taken_back_already(12, TODAY)),
    ],
)
def test_why_an_action_is_not_ended_is_told(told: Proposal, place: int, by: str, because: Refusal) -> None:
    with refused(because):
        done(told, ALLIANCE, place, by=by, at=MONDAY, note="Done")
    with refused(because):
        taken_back(told, ALLIANCE, place, by=by, at=MONDAY, reason="No")


def test_whoever_ends_an_action_says_what_came_of_it_or_why() -> None:
    with refused(refusal.missing("note", "what came of it")):
        done(decision(SITES), ALLIANCE, 1, by=OWNER, at=MONDAY, note=" ")
    with refused(refusal.missing("reason", "why it is taken back")):
        taken_back(decision(SITES), ALLIANCE, 1, by=OWNER, at=MONDAY, reason="")
    with refused(refusal.too_long("note", 3000, 3001)):
        done(decision(SITES), ALLIANCE, 1, by=OWNER, at=MONDAY, note="x" * 3001)


Move = tuple[str, str, int]
MOVES = st.lists(
    st.tuples(st.sampled_from(("add", "done", "back")), st.sampled_from(EVERYBODY), st.integers(0, 5)), max_size=20
)


@given(MOVES)
def test_whatever_people_do_each_action_ends_once_at_most_and_nothing_is_lost(moves: list[Move]) -> None:
    told, model = decision(), list[str]()
    for act, by, place in moves:
        there = 1 <= place <= len(model)
        may_add = by in (KARA, ANN, BEN, AUTHOR)
        fits = may_add if act == "add" else there and model[place - 1] == "to do" and (may_add or by == OWNER)
        try:
            fact = _made(told, act, by, place)
        except Refusal:
            assert not fits
            continue
        assert fits
        told = with_fact(told, fact)
        if act == "add":
            model.append("to do")
        else:
            model[place - 1] = act
    assert [each.place for each in told.actions] == list(range(1, len(model) + 1))
    ends = {ActionDone: "done", ActionTakenBack: "back", type(None): "to do"}
    assert [ends[type(end_of(told, each))] for each in told.actions] == model
    assert len(to_do(told)) == model.count("to do")
    # It is the decision that it was.
    assert (told.current, told.agreement, told.responses) == (decision().current, AGREED, decision().responses)
    assert (status(told, ALLIANCE), review_due_on(told)) == (status(decision(), ALLIANCE), review_due_on(decision()))


def _made(told: Proposal, act: str, by: str, place: int) -> Action | ActionDone | ActionTakenBack:
    if act == "add":
        return adds(told, by)
    if act == "done":
        return done(told, ALLIANCE, place, by=by, at=MONDAY, note="There is room.")
    return taken_back(told, ALLIANCE, place, by=by, at=MONDAY, reason="No need.")


DAYS = st.dates(date(2026, 11, 2), date(2026, 12, 31))


@given(DAYS, st.integers(0, 40), st.sets(DAYS, max_size=15))
def test_an_owner_is_reminded_on_the_last_working_day_before_and_on_working_days_after(
    added_on: date, ahead: int, holidays: set[date]
) -> None:
    this = replace(SITES, due_on=added_on + timedelta(days=ahead))
    days = [added_on + timedelta(days=each) for each in range(-3, ahead + 20)]

    told = {day: found for day in days if (found := nudge(this, added_on, day, holidays))}

    assert all(is_working_day(day, holidays) and day > added_on for day in told)
    before = [day for day, found in told.items() if found is Nudge.SOON]
    working = [day for day in days if added_on <= day < this.due_on and is_working_day(day, holidays)]
    assert before == [day for day in working[-1:] if day > added_on]
    after = [day for day in days if max(this.due_on, added_on) < day and is_working_day(day, holidays)]
    assert [day for day, found in told.items() if found is Nudge.OVERDUE] == after


def test_what_is_to_be_done_is_listed_the_next_first() -> None:
    later = replace(SITES, place=2, due_on=SOON + timedelta(days=9), owner=DEV)
    first = replace(SITES, place=3, due_on=SOON - timedelta(days=2))

    assert to_do(decision(SITES, later, first)) == [first, SITES, later]
    assert to_do(decision(SITES, later, DONE)) == [later]


def test_days_are_those_of_the_alliance() -> None:
    # Tuesday already in Glasgow.
    at = datetime.fromisoformat("2026-06-01T23:30:00+00:00")

    with refused(refusal.date_in_the_past("due_on")):
        action(decision(), ALLIANCE, None, by=KARA, at=at, what="A", owner=KARA, due_on=date(2026, 6, 1))
