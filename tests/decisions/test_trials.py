"""A decision may be tried until a day: until when exactly, and what is it afterwards?"""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decisions.afterwards.review import is_ending, looked_at_on, review
from decisions.alliance.alliance import local_day
from decisions.alliance.membership import AllianceCloses
from decisions.proposal.facts import logged
from decisions.proposal.outcome import agreement
from decisions.proposal.proposal import Agreement, Proposal, Review
from decisions.texts import trial_refusal
from decisions.texts.revision import Draft, Superseded, amendment, first_revision
from decisions.texts.trial import came_too_late, is_over
from decisions.words import refusal
from decisions.words.refusal import Refusal
from tests.cast import ALLIANCE, BENEFIT, KARA, LEADS, MONDAY, proposal, revision, typed
from tests.decisions.refused import refused
from tests.views.views import consent

JUNE, JULY = date(2027, 6, 30), date(2027, 7, 1)
ZONES = st.sampled_from(
    ["Europe/London", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kathmandu", "America/New_York"]
)
BEGINS = datetime(2027, 1, 1, tzinfo=UTC)
MOMENTS = st.integers(0, 365 * 24 * 60).map(lambda minutes: BEGINS + timedelta(minutes=minutes))


def trial(until: date | None = JUNE, **more: Any) -> Proposal:
    answers = tuple(consent(place, person) for place, person in enumerate(LEADS, start=1))
    return proposal(responses=answers, revisions=(revision(tried_until=until, **more),))


def decided(until: date | None = JUNE, at: datetime = MONDAY, **more: Any) -> Proposal:
    return replace(trial(until, **more), agreement=Agreement(1, at, tuple(each.id for each in ALLIANCE.partners)))


@given(at=MOMENTS, now=MOMENTS, until=st.dates(date(2026, 12, 1), date(2028, 2, 1)), zone=ZONES)
def test_it_counts_through_its_last_day_in_the_alliances_zone_and_no_longer(
    at: datetime, now: datetime, until: date, zone: str
) -> None:
    alliance = replace(ALLIANCE, timezone=zone)
    midnight = datetime.combine(until + timedelta(days=1), datetime.min.time(), ZoneInfo(zone))

    assert is_over(decided(until, at), local_day(now, alliance)) is (now >= midnight)
    assert came_too_late(decided(until, at), alliance) is (at >= midnight)


@given(at=MOMENTS, until=st.one_of(st.none(), st.dates(date(2026, 12, 1), date(2028, 2, 1))), zone=ZONES)
def test_no_last_day_agrees_or_hinders_anything(at: datetime, until: date | None, zone: str) -> None:
    alliance = replace(ALLIANCE, timezone=zone)
    silent = replace(trial(until), responses=trial(until).responses[1:])

    assert agreement(trial(until), alliance, at) == Agreement(1, at, tuple(each.id for each in ALLIANCE.partners))
    assert agreement(silent, alliance, at) is None


def test_what_is_open_or_has_no_last_day_is_never_over() -> None:
    assert not is_over(trial(), JUNE + timedelta(days=1))
    assert not is_over(decided(None), date.max)
    assert not is_over(decided(), JUNE)
    assert is_over(decided(), JUNE + timedelta(days=1))


def test_people_think_of_its_end_in_the_two_weeks_before() -> None:
    days = [JUNE - timedelta(days=15), JUNE - timedelta(days=14), JUNE, JUNE + timedelta(days=1)]

    assert [is_ending(decided(), day) for day in days] == [False, True, True, False]
    assert not is_ending(trial(), JUNE)
    assert not is_ending(decided(None), JUNE)


def test_it_is_looked_at_on_its_review_day_or_on_its_last() -> None:
    looked = Review(KARA, MONDAY, "", None)

    assert looked_at_on(decided()) == JUNE
    assert looked_at_on(decided(review_on=date(2027, 3, 1))) == date(2027, 3, 1)
    assert looked_at_on(decided(review_on=date(2027, 9, 1))) == JUNE
    assert looked_at_on(replace(decided(review_on=date(2027, 3, 1)), reviews=(looked,))) == JUNE
    assert looked_at_on(decided(None)) is None


def draft(**more: date | None) -> Draft:
    return Draft("Ten winter beds", "Beds.", typed("Beds."), BENEFIT, **more)  # type: ignore[arg-type]  # days only


@pytest.mark.parametrize(
    ("days", "because"),
    [
        ({"tried_until": MONDAY.date() - timedelta(days=1)}, refusal.date_in_the_past("tried_until")),
        (
            {"tried_until": JUNE, "in_force_on": JULY},
            trial_refusal.ends_before("In force from", JULY),
        ),
        (
            {"tried_until": JUNE, "decide_by": JULY},
            trial_refusal.ends_before("Decide by", JULY),
        ),
    ],
)
def test_it_does_not_end_before_it_begins(days: dict[str, date], because: Refusal) -> None:
    with refused(because):
        first_revision(ALLIANCE, draft(**days), None, by=KARA, at=MONDAY)


def test_it_may_be_one_day_long() -> None:
    text = first_revision(ALLIANCE, draft(tried_until=JUNE, in_force_on=JUNE, decide_by=JUNE), None, by=KARA, at=MONDAY)

    assert text.tried_until == JUNE


def test_a_last_day_that_passed_meanwhile_may_stay() -> None:
    yesterday = MONDAY.date() - timedelta(days=1)
    typed_in = draft(tried_until=yesterday)

    amended = amendment(trial(yesterday, decide_by=None), ALLIANCE, typed_in, None, by=KARA, revision=1, at=MONDAY)

    assert amended.tried_until == yesterday


def test_who_decides_does_not_change_for_a_time() -> None:
    closing = replace(proposal(), change=AllianceCloses())

    with refused(trial_refusal.partners_do_not_change_for_a_time()):
        amendment(closing, ALLIANCE, draft(tried_until=JUNE), None, by=KARA, revision=1, at=MONDAY)
    assert amendment(closing, ALLIANCE, draft(), None, by=KARA, revision=1, at=MONDAY).number == 2


def test_one_person_keeps_no_trial_that_is_over_and_all_may_renew_it() -> None:
    over = datetime(2027, 7, 1, tzinfo=UTC)

    def keeps(at: datetime) -> Review:
        return review(decided(), ALLIANCE, None, by=KARA, at=at, note="It works.", review_on=None)

    assert keeps(over - timedelta(hours=2)).note == "It works."
    with refused(trial_refusal.trial_is_over(12, JUNE)):
        keeps(over)
    renewed = first_revision(ALLIANCE, replace(draft(), supersedes=12), Superseded(is_agreed=True), by=KARA, at=over)
    assert (renewed.supersedes, renewed.tried_until) == (12, None)


def test_the_last_day_is_part_of_the_text_and_of_its_entry_where_it_is_named() -> None:
    assert trial().current.text_sha256 != trial(None).current.text_sha256 == revision().text_sha256
    assert logged(trial().current, trial(), ALLIANCE)["tried_until"] == "2027-06-30"
    assert "tried_until" not in logged(revision(), proposal(), ALLIANCE)
