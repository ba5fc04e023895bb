"""Since when is a proposal held, at every moment?"""

from dataclasses import replace

from decisions.asking.climb import held_since
from decisions.proposal.facts import with_fact
from decisions.proposal.proposal import Interest, Kind, Part
from tests.cast import ANN, MONDAY
from tests.decisions.test_climb import CLIMBING, HELD, days, says


def test_it_is_held_as_long_as_anybody_objects_and_a_consent_taken_back_lifted_nothing() -> None:
    both = says(HELD, Kind.OBJECTION, 3, days(1))
    one = says(both, Kind.CONSENT, 2, days(2))
    nobody = says(one, Kind.CONSENT, 3, days(3))

    assert [held_since(told, CLIMBING) for told in (HELD, both, one, nobody)] == [MONDAY, MONDAY, MONDAY, None]
    assert held_since(says(nobody, Kind.UNDO, 3, days(4)), CLIMBING) == MONDAY
    assert held_since(says(nobody, Kind.OBJECTION, 3, days(5)), CLIMBING) == days(5)


def test_it_is_held_anew_where_another_objects_after_the_first_was_heard() -> None:
    lifted = says(HELD, Kind.CONSENT, 2, days(1))
    not_stored = replace(says(lifted, Kind.OBJECTION, 2, days(2)).responses[-1], id=0)

    assert held_since(says(lifted, Kind.OBJECTION, 3, days(2)), CLIMBING) == days(2)
    assert held_since(with_fact(lifted, not_stored), CLIMBING) == days(2)
    again = says(says(says(lifted, Kind.OBJECTION, 3, days(2)), Kind.CONSENT, 3, days(3)), Kind.UNDO, 3, days(4))
    assert held_since(again, CLIMBING) == days(2)


def test_who_stepped_back_later_held_it_until_then() -> None:
    back = Interest(2, 1, Part.STEPS_BACK, ANN, days(2), 2, id=3)
    early, late = (replace(says(HELD, Kind.OBJECTION, 3, days(day)).responses[-1], id=day + 1) for day in (1, 3))

    assert held_since(with_fact(with_fact(HELD, early), back), CLIMBING) == MONDAY
    assert held_since(with_fact(with_fact(HELD, back), late), CLIMBING) == days(3)


def test_a_consent_that_is_taken_back_changes_nothing_about_the_objections_of_others() -> None:
    consented = says(HELD, Kind.CONSENT, 3, days(1))

    assert held_since(says(consented, Kind.UNDO, 3, days(2)), CLIMBING) == MONDAY
