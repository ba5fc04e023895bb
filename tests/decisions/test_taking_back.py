"""Is what a manager decided alone taken back on its day only, once, and does its sum return?"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decisions.alliance import going_on_refusal, matter_refusal
from decisions.alliance.alliance import Alliance
from decisions.alliance.delegation import sum_left
from decisions.alliance.matter import DecisionTakenBack
from decisions.set_up import taking_back_refusal
from decisions.set_up.taking_back import taken_back, what_is_wrong
from decisions.words import refusal
from decisions.words.refusal import Refusal
from tests.cast import ALLIANCE, ANN, KARA, MONDAY
from tests.decisions.refused import declined, refused
from tests.decisions.test_delegation import DELEGATING, REPAIRS, decided, with_made

BACK = DecisionTakenBack(1, KARA, MONDAY, "A slip.")


def after(alliance: Alliance, back: DecisionTakenBack) -> Alliance:
    made = (replace(it, taken_back=back) if it.number == back.decision else it for it in alliance.matters.made)
    return replace(alliance, matters=replace(alliance.matters, made=tuple(made)))


def test_it_is_taken_back_with_a_reason_and_its_sum_is_left_again() -> None:
    here = with_made(5_000, 3_000)

    back = taken_back(here, 1, by=KARA, at=MONDAY, reason=" A slip. ")

    assert back == BACK
    assert (sum_left(here.matters, REPAIRS), sum_left(after(here, back).matters, REPAIRS)) == (12_000, 17_000)


TODAY = MONDAY.date()
CLOSED = replace(with_made(10), closed_at=MONDAY)


@pytest.mark.parametrize(
    ("alliance", "number", "by", "days", "reason", "expected"),
    [
        (with_made(10), 1, ANN, 0, "A slip.", matter_refusal.managers_decide_it(with_made(10))),
        (with_made(10), 2, KARA, 0, "A slip.", taking_back_refusal.nothing_decided_so()),
        (with_made(10), 1, KARA, 1, "A slip.", taking_back_refusal.stands_since_its_day("D1", TODAY)),
        (
            after(with_made(10), BACK),
            1,
            KARA,
            0,
            "A slip.",
            taking_back_refusal.decision_taken_back_already("D1", TODAY),
        ),
        (with_made(10), 1, KARA, 0, " ", refusal.missing("reason", "why it is taken back")),
        (with_made(10), 1, KARA, 0, "x" * 3001, refusal.too_long("reason", 3000, 3001)),
        (CLOSED, 1, KARA, 0, "A slip.", going_on_refusal.is_closed(CLOSED)),
        (ALLIANCE, 1, KARA, 0, "A slip.", taking_back_refusal.nothing_decided_so()),
    ],
)
def test_it_is_declined(alliance: Alliance, number: int, by: str, days: int, reason: str, expected: Refusal) -> None:
    at = MONDAY + timedelta(days=days)

    with refused(expected):
        taken_back(alliance, number, by=by, at=at, reason=reason)


def test_its_day_is_that_of_the_alliance() -> None:
    """In summer a day of London ends an hour before that of UTC."""
    late = datetime(2026, 7, 1, 22, 30, tzinfo=UTC)
    here = with_made(10)
    here = replace(here, matters=replace(here.matters, made=(replace(here.matters.made[0], at=late),)))

    said = declined(lambda: taken_back(here, 1, by=KARA, at=late + timedelta(hours=1), reason="A slip."))

    assert "was decided on 1 July 2026" in said.words
    assert taken_back(here, 1, by=KARA, at=late + timedelta(minutes=29), reason="A slip.")


DAYS = st.integers(0, 2)
TRIES = st.lists(st.one_of(st.tuples(st.integers(1, 6_000), DAYS), st.tuples(st.integers(-4, -1), DAYS)), max_size=20)


@given(TRIES)
def test_whatever_is_decided_and_taken_back_the_limits_hold_and_the_log_says_the_same(
    tries: list[tuple[int, int]],
) -> None:
    """A number below 0 takes the decision of that number back."""
    here, at = DELEGATING, MONDAY
    for what, days in tries:
        at += timedelta(days=days)
        try:
            if what > 0:
                made = decided(here, amount=str(what), at=at)
                here = replace(here, matters=replace(here.matters, made=(*here.matters.made, made)))
            else:
                forged = DecisionTakenBack(-what, KARA, at, "A slip.")
                is_wrong = bool(what_is_wrong(here, forged))
                here = after(here, taken_back(here, -what, by=KARA, at=at, reason="A slip."))
                assert not is_wrong
        except Refusal:
            assert what > 0 or is_wrong
        stands = [each.sum for each in here.matters.made if not each.taken_back]
        assert sum(stands) + sum_left(here.matters, REPAIRS) == 20_000
        assert sum_left(here.matters, REPAIRS) >= 0
    assert [each.number for each in here.matters.made] == [*range(1, len(here.matters.made) + 1)]
