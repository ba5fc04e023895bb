"""On which step is a held decision, whom does it concern, and who says what came of it?"""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from decisions.alliance import ladder_refusal, rights_refusal
from decisions.alliance.ladder import CameOfIt, LadderChanges, Step, StepProposed, StepRecorded
from decisions.alliance.membership import AllianceCloses, change_fields, change_from_fields, title
from decisions.asking.climb import (
    AGAIN,
    DEFAULT,
    LONGEST_STEP,
    MOST_DAYS,
    climb,
    concerned,
    due_step,
    first_try,
    is_to_try,
    ladder,
    record,
    times_proposed,
)
from decisions.proposal import proposal_refusal
from decisions.proposal.facts import with_fact
from decisions.proposal.proposal import Interest, Kind, Part, Proposal, Response, Withdrawal
from decisions.texts.trial import refuse_unless_trial_fits
from decisions.words import refusal
from decisions.words.at_once import by_field
from tests.cast import ALLIANCE, ANN, BEN, CAT, DEV, KARA, MONDAY, OUTSIDER, proposal, revision
from tests.decisions.refused import declined, refused

STEPS = (Step("We talk", 2), Step("The leads meet", 3), Step("We try it", 1, tries=True))
CLIMBING = replace(ALLIANCE, ladder=STEPS)
HOLIDAY = date(2026, 11, 4)
NO_HOLIDAYS: frozenset[date] = frozenset()


def days(count: int) -> datetime:
    return MONDAY + timedelta(days=count)


def says(told: Proposal, kind: Kind, partner: int = 2, at: datetime = MONDAY) -> Proposal:
    given = Response(partner, told.current.number, kind, ANN, at, reason="No nurse", id=len(told.responses) + 1)
    return with_fact(told, given)


HELD = says(proposal(), Kind.OBJECTION)


def due(told: Proposal, at: datetime) -> StepProposed | None:
    return due_step(told, CLIMBING, at=at, holidays=NO_HOLIDAYS)


def stepped(told: Proposal, at: datetime) -> Proposal:
    found = due(told, at)
    assert found
    return with_fact(told, found)


def recorded(told: Proposal, at: datetime, came_of_it: str = "done", by: str = ANN) -> Proposal:
    place = told.steps_proposed[-1].place
    words = {"came_of_it": came_of_it, "note": "We talked", "held_on": at.date()}
    return with_fact(told, record(told, CLIMBING, place, by=by, at=at, **words))  # type: ignore[arg-type]  # each has its own


def test_each_step_is_due_when_it_is_held_for_so_many_working_days_since_the_one_before_was_recorded() -> None:
    assert [due(HELD, days(since)) for since in (0, 1)] == [None, None]

    first = stepped(HELD, days(2))
    assert first.steps_proposed == (StepProposed(1, 1, 1, days(2), "We talk"),)
    assert due(first, days(60)) is None, "nobody has said what came of the first"

    told = recorded(first, days(3))
    assert due(told, days(4)) is None
    # Three working days after Thursday is Tuesday.
    assert [due(told, days(since)) is None for since in (5, 6, 7, 8)] == [True, True, True, False]

    last = recorded(stepped(recorded(stepped(told, days(8)), days(9)), days(10)), days(10))
    assert [step.what for step in last.steps_proposed] == ["We talk", "The leads meet", "We try it"]
    assert due(last, days(400)) is None


def test_a_bank_holiday_is_no_working_day() -> None:
    assert due_step(HELD, CLIMBING, at=days(2), holidays={HOLIDAY}) is None
    assert due_step(HELD, CLIMBING, at=days(3), holidays={HOLIDAY})


@pytest.mark.parametrize(
    ("ended", "told"),
    [
        ("nobody objects", proposal()),
        ("it is lifted", says(HELD, Kind.CONSENT)),
        ("the text is another one", with_fact(HELD, revision(2))),
        ("it is withdrawn", with_fact(HELD, Withdrawal(KARA, MONDAY, "No"))),
    ],
)
def test_without_an_objection_to_the_text_there_is_no_climb(ended: str, told: Proposal) -> None:
    assert climb(told, CLIMBING) is None, ended
    assert due(told, days(30)) is None


def test_whoever_objects_to_a_new_text_begins_at_the_first_step() -> None:
    told = recorded(stepped(HELD, days(2)), days(3))

    again = says(with_fact(told, revision(2, at=days(4))), Kind.OBJECTION, at=days(7))

    assert due(again, days(8)) is None
    assert stepped(again, days(9)).steps_proposed[-1] == StepProposed(2, 1, 2, days(9), "We talk")


def test_without_a_ladder_nothing_is_due() -> None:
    assert climb(HELD, ALLIANCE) is None
    assert due_step(HELD, ALLIANCE, at=days(90), holidays=NO_HOLIDAYS) is None


def test_who_decides_does_not_change_for_a_time() -> None:
    only_tries = replace(ALLIANCE, ladder=STEPS[2:])

    assert climb(HELD, only_tries)
    assert climb(replace(HELD, change=AllianceCloses()), only_tries) is None


def test_it_concerns_the_author_the_managers_and_whoever_speaks_for_those_who_object() -> None:
    assert concerned(replace(HELD, author=DEV), CLIMBING) == [DEV, KARA, ANN, BEN]


def test_a_step_that_nobody_records_is_proposed_again_but_not_endlessly() -> None:
    found = climb(stepped(HELD, days(2)), CLIMBING)
    assert found

    times = [times_proposed(found, days(2).date(), days(later).date(), NO_HOLIDAYS) for later in (2, 3, 4, 8, 400)]

    assert times == [1, 1, 2, 3, 1 + AGAIN]
    only_step, no_steps = replace(found, steps=STEPS[:1]), replace(found, steps=())
    assert times_proposed(only_step, days(2).date(), days(400).date(), NO_HOLIDAYS) == 1 + AGAIN
    assert times_proposed(no_steps, days(2).date(), days(400).date(), NO_HOLIDAYS) == 1


def test_a_step_that_was_proposed_is_pending_when_the_ladder_is_gone() -> None:
    first = stepped(HELD, days(2))

    found = climb(first, ALLIANCE)

    assert found
    assert found.pending == first.steps_proposed[0]


def test_what_came_of_it_is_said_once_by_whoever_may_raise_or_raised_it() -> None:
    first = stepped(replace(HELD, author=OUTSIDER), days(2))

    for by in (ANN, CAT, KARA, OUTSIDER):
        assert recorded(first, days(3), "not_possible", by).steps_recorded == (
            StepRecorded(1, by, days(3), CameOfIt.NOT_POSSIBLE, "We talked", days(3).date()),
        )


FIRST = stepped(HELD, days(2))
WELL = {"by": ANN, "at": days(3), "came_of_it": "done", "note": "We talked", "held_on": days(3).date()}


@pytest.mark.parametrize(
    ("told", "place", "changed", "expected"),
    [
        (HELD, 1, {}, proposal_refusal.unknown_proposal()),
        (FIRST, 1, {"by": OUTSIDER}, ladder_refusal.may_not_record(12, KARA, CLIMBING)),
        (recorded(FIRST, days(3)), 1, {}, ladder_refusal.recorded_already(12, days(3).date())),
        (says(FIRST, Kind.CONSENT), 1, {}, ladder_refusal.not_held_any_more(12)),
        (with_fact(FIRST, revision(2)), 1, {}, ladder_refusal.not_held_any_more(12)),
        (FIRST, 1, {"came_of_it": ""}, ladder_refusal.choose_what_came_of_it()),
        (FIRST, 1, {"note": " "}, refusal.missing("note", "what came of it")),
        (FIRST, 1, {"note": "x" * 3001}, refusal.too_long("note", 3000, 3001)),
        (FIRST, 1, {"held_on": days(4).date()}, ladder_refusal.not_yet()),
    ],
)
def test_why_nothing_is_recorded(
    told: Proposal, place: int, changed: dict[str, object], expected: refusal.Refusal
) -> None:
    with refused(expected):
        record(told, CLIMBING, place, **{**WELL, **changed})  # type: ignore[arg-type]  # a test names any of them


def test_all_that_is_missing_is_said_at_once() -> None:
    wrong = {**WELL, "came_of_it": "", "note": "", "held_on": days(4).date()}

    several = by_field(declined(lambda: record(FIRST, CLIMBING, 1, **wrong)))  # type: ignore[arg-type]  # a test names any of them

    assert [each.field for each in several] == ["came_of_it", "note", "held_on"]


def test_the_day_is_today_where_nobody_names_it() -> None:
    assert record(FIRST, CLIMBING, 1, **{**WELL, "held_on": None}).held_on == days(3).date()  # type: ignore[arg-type]  # a test names any of them


TYPED = [("We talk", 2), ("", None), ("The leads meet ", 3), ("", None), ("We try it", 1)]


def test_a_ladder_is_put_as_it_is_typed_and_a_field_without_words_is_no_step() -> None:
    assert ladder(ALLIANCE, [], TYPED, ANN) == LadderChanges(STEPS)
    assert ladder(CLIMBING, [], [("", None)] * 5, ANN) == LadderChanges(())
    default = [(step.what, step.after) for step in DEFAULT]
    assert ladder(ALLIANCE, [], default, ANN) == LadderChanges(DEFAULT)
    longest = Step("x" * LONGEST_STEP, MOST_DAYS)
    assert ladder(ALLIANCE, [], [(longest.what, longest.after), ("", None)], ANN) == LadderChanges((longest,))


@pytest.mark.parametrize(
    ("alliance", "typed", "by", "pending", "expected"),
    [
        (ALLIANCE, TYPED, OUTSIDER, [], rights_refusal.may_not_raise(ALLIANCE)),
        (ALLIANCE, TYPED, ANN, [(7, LadderChanges(()))], ladder_refusal.ladder_pending(7)),
        (ALLIANCE, [(" ", 5)] * 5, ANN, [(7, AllianceCloses())], ladder_refusal.no_step("step.0")),
        (CLIMBING, TYPED, ANN, [], ladder_refusal.same_ladder("step.0")),
        (ALLIANCE, [("Talk", None)], ANN, [], ladder_refusal.no_days("after.0", MOST_DAYS)),
        (ALLIANCE, [("Talk", 0)], ANN, [], ladder_refusal.no_days("after.0", MOST_DAYS)),
        (ALLIANCE, [("", 1), ("Talk", MOST_DAYS + 1)], ANN, [], ladder_refusal.no_days("after.1", MOST_DAYS)),
        (ALLIANCE, [("x" * 201, 5)], ANN, [], refusal.too_long("step.0", LONGEST_STEP, 201)),
    ],
)
def test_why_a_ladder_is_not_put(alliance, typed, by, pending, expected) -> None:  # type: ignore[no-untyped-def]  # five of them
    with refused(expected):
        ladder(alliance, pending, typed, by)


def test_what_is_wrong_with_the_words_of_a_step_and_its_days_is_said_at_once() -> None:
    several = by_field(declined(lambda: ladder(ALLIANCE, [], [("x" * 201, None)], ANN)))

    assert [each.field for each in several] == ["step.0", "after.0"]


def test_the_log_keeps_the_steps_as_they_were_proposed() -> None:
    change = LadderChanges(STEPS)
    fields = change_fields(change)

    assert fields == {
        "kind": "LadderChanges",
        "steps": (
            {"what": "We talk", "after": 2, "tries": False},
            {"what": "The leads meet", "after": 3, "tries": False},
            {"what": "We try it", "after": 1, "tries": True},
        ),
    }
    assert change_from_fields({**fields, "steps": list(fields["steps"])}) == change
    assert title(change) == "What we do when a decision is held"
    assert title(LadderChanges(())) == "No steps any more when a decision is held"


def test_the_steps_themselves_are_not_tried_for_a_time() -> None:
    told, text = replace(proposal(), change=LadderChanges(STEPS)), replace(revision(2), tried_until=date(2027, 1, 1))

    with refused(ladder_refusal.steps_are_not_tried()):
        refuse_unless_trial_fits(text, told)


def test_who_stepped_back_objects_no_more() -> None:
    back = Interest(2, 1, Part.STEPS_BACK, ANN, days(1), 2, id=100)

    assert climb(with_fact(HELD, back), CLIMBING) is None


def test_a_trial_is_offered_for_a_quarter_of_a_year_after_it_can_begin() -> None:
    today, later = date(2026, 11, 2), date(2026, 12, 1)

    assert first_try(revision(decide_by=None), today) == date(2027, 2, 1)
    no_day = revision(decide_by=None)
    for text in (
        replace(no_day, earliest_on=later),
        replace(no_day, decide_by=later),
        replace(no_day, in_force_on=later),
    ):
        assert first_try(text, today) == date(2027, 3, 2)
        assert first_try(text, date(2027, 1, 1)) == date(2027, 4, 2)


def test_only_the_pending_step_is_one_to_try() -> None:
    told = HELD
    for day in (3, 8):
        told = recorded(stepped(told, days(day)), days(day))
    found = climb(told, CLIMBING)
    assert found
    assert not is_to_try(found)

    told = stepped(told, days(9))
    tries = climb(told, CLIMBING)
    assert tries
    assert is_to_try(tries)
    assert not is_to_try(replace(tries, steps=STEPS[:2]))
    assert not is_to_try(replace(tries, steps=(*STEPS[:2], Step("We wait", 1))))
