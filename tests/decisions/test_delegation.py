"""Does nobody go beyond what the partners delegated?"""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decisions.alliance.alliance import Alliance
from decisions.alliance.delegation import delegated_decision, sum_left, what_is_wrong
from decisions.alliance.matter import Decider, DelegatedDecision, MatterClass, Matters
from decisions.words.refusal import Refusal
from tests.cast import ALLIANCE, ANN, KARA, MONDAY
from tests.decisions.refused import declined

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
    ("alliance", "more", "field", "words"),
    [
        (DELEGATING, {"by": ANN}, None, "decided by operations managers"),
        (ALLIANCE, {}, "matter", "Nothing is delegated now."),
        (DELEGATING, {"matter": "Rents"}, "matter", "no such class"),
        (DELEGATING, {"what": ""}, "what", "what was decided"),
        (DELEGATING, {"why": " "}, "why", "why it was decided so"),
        (DELEGATING, {"amount": ""}, "sum", "a sum in whole pounds"),
        (DELEGATING, {"amount": "5,001"}, "sum", "One decision may be about £5,000 at most."),
        (with_made(5_000, 5_000, 5_000, 4_000), {"amount": "1,001"}, "sum", "£1,000 is left of £20,000."),
        (DELEGATING, {"at": MONDAY + timedelta(days=300)}, "matter", "was delegated until 30 June 2027"),
    ],
)
def test_nothing_goes_beyond_what_is_delegated(
    alliance: Alliance, more: dict[str, Any], field: str | None, words: str
) -> None:
    refusal = declined(lambda: decided(alliance, **more))

    assert refusal.field == field
    assert words in refusal.words


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
