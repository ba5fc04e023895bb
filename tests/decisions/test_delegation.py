"""Does nobody go beyond what the partners delegated?"""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decisions.alliance import going_on_refusal, matter_refusal
from decisions.alliance.alliance import Alliance
from decisions.alliance.delegation import (
    delegated,
    delegated_decision,
    refuse_unless_delegated,
    sum_left,
    what_is_wrong,
)
from decisions.alliance.matter import (
    DECIDED,
    TAKEN_BACK,
    Decider,
    DecisionTakenBack,
    DelegatedDecision,
    MatterClass,
    Matters,
)
from decisions.words.at_once import Several
from decisions.words.refusal import Refusal, missing, too_long
from tests.cast import ALLIANCE, ANN, KARA, MONDAY
from tests.decisions.refused import declined, refused

UNTIL = date(2027, 6, 30)
REPAIRS = MatterClass("Small repairs", Decider.MANAGER, 7, each=5_000, in_all=20_000, until=UNTIL)
DELEGATING = replace(ALLIANCE, matters=Matters((REPAIRS,)))
DECIDES: dict[str, Any] = {
    "by": KARA,
    "at": MONDAY,
    "matter": "Small repairs",
    "what": "A boiler",
    "why": "It broke.",
    "amount": "1,200",
}


def decided(alliance: Alliance = DELEGATING, **more: Any) -> DelegatedDecision:
    return delegated_decision(alliance, **{**DECIDES, **more})


def with_made(*sums: int, under: int = 7) -> Alliance:
    made = tuple(
        DelegatedDecision(place, "Small repairs", under, "A boiler", "It broke.", one, KARA, MONDAY)
        for place, one in enumerate(sums, 1)
    )
    return replace(ALLIANCE, matters=Matters((REPAIRS,), made))


def test_a_manager_decides_what_is_delegated() -> None:
    assert decided() == DelegatedDecision(1, "Small repairs", 7, "A boiler", "It broke.", 1_200, KARA, MONDAY)


@pytest.mark.parametrize(
    ("alliance", "more", "because"),
    [
        (DELEGATING, {"by": ANN}, matter_refusal.managers_decide_it(DELEGATING)),
        (ALLIANCE, {}, matter_refusal.nothing_is_delegated()),
        (DELEGATING, {"matter": "Rents"}, matter_refusal.no_such_matter()),
        (DELEGATING, {"what": ""}, missing("what", "what was decided")),
        (DELEGATING, {"why": " "}, missing("why", "why it was decided so")),
        (DELEGATING, {"why": "x" * 3001}, too_long("why", 3000, 3001)),
        (DELEGATING, {"amount": ""}, missing("sum", "a sum in whole pounds, such as 50,000")),
        (DELEGATING, {"amount": "5,001"}, matter_refusal.over_the_sum_of_one("£5,000")),
        (
            with_made(5_000, 5_000, 5_000, 4_000),
            {"amount": "1,001"},
            matter_refusal.over_what_is_left("£1,000", "£20,000"),
        ),
        (DELEGATING, {"at": MONDAY + timedelta(days=300)}, matter_refusal.delegation_is_over("Small repairs", UNTIL)),
    ],
)
def test_nothing_goes_beyond_what_is_delegated(alliance: Alliance, more: dict[str, Any], because: Refusal) -> None:
    with refused(because):
        decided(alliance, **more)


def test_what_was_decided_alone_and_taken_back_is_read_from_the_log() -> None:
    told = {"matter": "Small repairs", "under": 7, "what": "A boiler", "reason": "It broke.", "sum": 1_200}

    made = Matters().after(DECIDED, MONDAY.isoformat(), {"actor": KARA, "decision": 1, **told})
    back = made.after(TAKEN_BACK, MONDAY.isoformat(), {"actor": ANN, "decision": 1, "reason": "Too dear"})

    assert made.made == (decided(),)
    assert back.made == (replace(decided(), taken_back=DecisionTakenBack(1, ANN, MONDAY, "Too dear")),)


@given(st.lists(st.tuples(st.integers(1, 7_000), st.integers(0, 400)), max_size=30))
def test_whatever_is_tried_the_limits_hold_and_the_log_says_the_same(tries: list[tuple[int, int]]) -> None:
    alliance = DELEGATING
    for amount, days in tries:
        at = MONDAY + timedelta(days=days)
        matters = alliance.matters
        forged = DelegatedDecision(len(matters.made) + 1, "Small repairs", 7, "It", "So", amount, KARA, at)
        try:
            made = decided(alliance, amount=str(amount), at=at)
        except Refusal:
            assert what_is_wrong(alliance, forged)
            continue
        assert not what_is_wrong(alliance, made)
        alliance = replace(alliance, matters=replace(matters, made=(*matters.made, made)))

    spent = [each.sum for each in alliance.matters.made]
    assert sum(spent) + sum_left(alliance.matters, REPAIRS) == 20_000
    assert sum_left(alliance.matters, REPAIRS) >= 0
    assert all(each.sum <= 5_000 and each.at.date() <= UNTIL for each in alliance.matters.made)


def test_another_decision_about_the_class_begins_anew() -> None:
    alliance = with_made(5_000, 5_000, under=6)

    assert sum_left(alliance.matters, REPAIRS) == 20_000


def test_it_is_delegated_through_its_last_day_and_no_longer() -> None:
    planning = MatterClass("Planning", Decider.PARTNER, 8, partner="Glasgow City Council")
    matters = Matters((planning, REPAIRS))

    assert delegated(matters, UNTIL) == [REPAIRS]
    assert delegated(matters, UNTIL + timedelta(days=1)) == []


def test_only_managers_are_asked_and_only_while_something_is_delegated() -> None:
    refuse_unless_delegated(DELEGATING, KARA, UNTIL)

    with refused(matter_refusal.managers_decide_it(DELEGATING)):
        refuse_unless_delegated(DELEGATING, ANN, UNTIL)
    with refused(matter_refusal.nothing_is_delegated()):
        refuse_unless_delegated(DELEGATING, KARA, UNTIL + timedelta(days=1))
    with refused(going_on_refusal.not_founded_yet()):
        refuse_unless_delegated(replace(DELEGATING, is_founded=False), KARA, UNTIL)


def test_the_last_pound_and_the_last_day_are_within_it() -> None:
    last = datetime(2027, 6, 30, 22, 59, tzinfo=UTC)

    assert decided(with_made(5_000, 5_000, 5_000), amount="5,000", at=last).sum == 5_000
    with refused(matter_refusal.delegation_is_over("Small repairs", UNTIL)):
        decided(at=last + timedelta(minutes=1))
    with refused(matter_refusal.over_what_is_left("£1", "£20,000")):
        decided(with_made(5_000, 5_000, 5_000, 4_999), amount="2")


def test_what_is_decided_is_300_signs_at_most() -> None:
    assert decided(what="x" * 300).what == "x" * 300
    with refused(too_long("what", 300, 301)):
        decided(what="x" * 301)


def test_all_that_is_wrong_is_said_at_once() -> None:
    several = declined(lambda: decided(matter="Rents", what=" ", why="", amount="much"))

    assert isinstance(several, Several)
    assert [each.field for each in several.each] == ["matter", "what", "why", "sum"]
