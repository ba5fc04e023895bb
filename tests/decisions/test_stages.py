"""At which stage does a decision wait, and how long?"""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decisions.proposal.proposal import Agreement, Kind, Proposal, Response
from decisions.proposal.stages import Stage, time_at_stages
from tests.cast import MONDAY, proposal, revision

A_DAY = timedelta(days=1)


def on_day(day: float) -> datetime:
    return MONDAY + day * A_DAY


def said(day: float, kind: Kind, partner: int = 1, text: int = 1) -> Response:
    return Response(partner, text, kind, "U0ANN", on_day(day), id=int(day * 100))


def decided(day: float, *responses: Response, amended_on: tuple[float, ...] = ()) -> Proposal:
    texts = [revision()] + [revision(place, at=on_day(each)) for place, each in enumerate(amended_on, start=2)]
    return proposal(responses=responses, revisions=tuple(texts), agreement=Agreement(len(texts), on_day(day), (1, 2)))


def in_days(what: Proposal, departures: dict[int, datetime] | None = None) -> list[float]:
    times = time_at_stages(what, departures or {})
    return [times[stage] / A_DAY for stage in (Stage.FIRST_TEXT, Stage.HELD, Stage.ASKED_AGAIN)]


def test_without_an_objection_it_waited_for_answers() -> None:
    assert in_days(decided(3, said(1, Kind.CONSENT), said(3, Kind.CONSENT, 2))) == [3, 0, 0]


def test_it_is_held_from_the_first_objection_until_the_last_is_lifted() -> None:
    answers = (
        said(1, Kind.OBJECTION),
        said(2, Kind.OBJECTION, 2),
        said(3, Kind.CONSENT),
        said(6, Kind.CONSENT, 2),
    )

    assert in_days(decided(8, *answers)) == [3, 5, 0]


def test_a_changed_text_asks_everybody_again() -> None:
    assert in_days(decided(9, said(1, Kind.OBJECTION), said(9, Kind.CONSENT, text=2), amended_on=(4,))) == [1, 3, 5]


def test_a_consent_taken_back_brings_the_objection_back() -> None:
    answers = (said(1, Kind.OBJECTION), said(2, Kind.CONSENT), said(3, Kind.UNDO), said(5, Kind.CONSENT))

    assert in_days(decided(5, *answers)) == [2, 3, 0]


def test_a_partner_that_left_holds_nothing() -> None:
    assert in_days(decided(5, said(1, Kind.OBJECTION), said(5, Kind.CONSENT, 2)), {1: on_day(2)}) == [4, 1, 0]


answers = st.builds(said, st.floats(0, 10), st.sampled_from(Kind), partner=st.integers(1, 3), text=st.integers(1, 3))


@given(st.lists(answers), st.lists(st.floats(0, 10), max_size=2), st.dictionaries(st.integers(1, 3), st.floats(0, 12)))
def test_the_stages_are_the_whole_time_whatever_happens(
    responses: list[Response], amended_on: list[float], left: dict[int, float]
) -> None:
    in_order = sorted(responses, key=lambda each: each.at)
    what = decided(10, *in_order, amended_on=tuple(sorted(amended_on)))

    times = time_at_stages(what, {partner: on_day(day) for partner, day in left.items()})

    assert sum(times.values(), timedelta()) == 10 * A_DAY
    assert all(time >= timedelta() for time in times.values())
    assert not times[Stage.HELD] or any(each.kind is Kind.OBJECTION for each in responses)
    assert not times[Stage.ASKED_AGAIN] or amended_on


def test_what_happened_before_and_after_counts_nothing() -> None:
    answers = (said(-1, Kind.OBJECTION), said(0, Kind.CONSENT), said(7, Kind.OBJECTION))

    assert in_days(decided(5, *answers, amended_on=(6,)), {1: on_day(-2), 2: on_day(9)}) == [5, 0, 0]


def test_what_is_open_has_no_such_time() -> None:
    with pytest.raises(ValueError, match=r"^No\. 12 is no decision$"):
        time_at_stages(proposal(), {})
