"""A text may name the first day on which it can be decided: does the day alone ever agree or end anything?"""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decisions.answers.response import consent, undo
from decisions.proposal import notice_refusal
from decisions.proposal.facts import logged
from decisions.proposal.outcome import agreement, is_unanimous, status
from decisions.proposal.proposal import Agreement, Kind, Proposal, Status
from decisions.texts import trial_refusal
from decisions.texts.revision import Draft, first_revision
from decisions.words import refusal
from decisions.words.refusal import AsksAgain, Refusal
from tests.cast import ALLIANCE, ANN, BENEFIT, CAT, KARA, LEADS, MONDAY, proposal, revision, typed
from tests.decisions.refused import refused
from tests.views.views import consent as consented
from tests.views.views import objection

BEGINS = datetime(2027, 1, 1, tzinfo=UTC)
MOMENTS = st.integers(0, 60 * 24 * 60).map(lambda minutes: BEGINS + timedelta(minutes=minutes))
DAYS = st.dates(date(2026, 12, 25), date(2027, 3, 10))
ZONES = st.sampled_from(["Europe/London", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kathmandu"])
ANSWERS = st.lists(st.sampled_from([Kind.CONSENT, Kind.OBJECTION, None]), min_size=8, max_size=8)
FIRST = date(2026, 11, 16)


def told(earliest: date | None, answers: list[Kind | None]) -> Proposal:
    given_ = tuple(
        consented(place, person) if kind is Kind.CONSENT else objection(place, person, "No.")
        for place, (person, kind) in enumerate(zip(LEADS, answers, strict=True), start=1)
        if kind
    )
    return proposal(responses=given_, revisions=(revision(earliest_on=earliest, decide_by=None),))


def by_all(earliest: date | None = FIRST) -> Proposal:
    return told(earliest, [Kind.CONSENT] * 8)


@given(answers=ANSWERS, at=MOMENTS, earliest=st.one_of(st.none(), DAYS), zone=ZONES)
def test_agreed_is_what_all_consent_to_once_the_day_has_begun_and_nothing_else(
    answers: list[Kind | None], at: datetime, earliest: date | None, zone: str
) -> None:
    alliance = replace(ALLIANCE, timezone=zone)
    has_begun = earliest is None or at >= datetime.combine(earliest, datetime.min.time(), ZoneInfo(zone))

    agreed = agreement(told(earliest, answers), alliance, at)

    assert (agreed is not None) is (has_begun and answers == [Kind.CONSENT] * 8)
    assert agreed is None or agreed.at == at


@given(at=MOMENTS, earliest=DAYS)
def test_silence_and_objections_outlast_the_day(at: datetime, earliest: date) -> None:
    seven = told(earliest, [*[Kind.CONSENT] * 7, None])
    held = told(earliest, [*[Kind.CONSENT] * 7, Kind.OBJECTION])

    assert agreement(seven, ALLIANCE, at) is agreement(held, ALLIANCE, at) is None
    assert (status(seven, ALLIANCE), status(held, ALLIANCE)) == (Status.OPEN, Status.HELD)


def test_before_the_day_the_last_consent_stands_and_may_be_taken_back() -> None:
    early, first = MONDAY, datetime(2026, 11, 16, tzinfo=UTC)

    assert is_unanimous(by_all(), ALLIANCE)
    assert agreement(by_all(), ALLIANCE, first - timedelta(seconds=1)) is None
    back = undo(by_all(), ALLIANCE, by=CAT, response_id=1, at=early)
    changed = replace(by_all(), responses=(*by_all().responses, back))
    assert agreement(changed, ALLIANCE, first) is None
    assert agreement(by_all(), ALLIANCE, first) == Agreement(1, first, tuple(each.id for each in ALLIANCE.partners))


def test_only_a_consent_that_decides_now_is_asked_again_because_it_decides() -> None:
    seven = told(FIRST, [None, *[Kind.CONSENT] * 7])

    assert consent(seven, ALLIANCE, by=CAT, revision=1, at=MONDAY).kind is Kind.CONSENT
    with pytest.raises(AsksAgain):
        consent(seven, ALLIANCE, by=CAT, revision=1, at=datetime(2026, 11, 16, 9, tzinfo=UTC))


def draft(**days: date) -> Draft:
    return Draft("Ten winter beds", "Beds.", typed("Beds."), BENEFIT, **days)  # type: ignore[arg-type]  # days only


@pytest.mark.parametrize(
    ("days", "because"),
    [
        ({"earliest_on": MONDAY.date() - timedelta(days=1)}, refusal.date_in_the_past("earliest_on")),
        (
            {"earliest_on": FIRST, "decide_by": date(2026, 11, 15)},
            notice_refusal.decided_by_too_early("Decide by", date(2026, 11, 15)),
        ),
        (
            {"earliest_on": FIRST, "tried_until": date(2026, 11, 15)},
            trial_refusal.ends_before("Not to be decided before", FIRST),
        ),
    ],
)
def test_days_that_contradict_each_other_are_told(days: dict[str, date], because: Refusal) -> None:
    with refused(because):
        first_revision(ALLIANCE, draft(**days), None, by=KARA, at=MONDAY)
    assert (
        first_revision(ALLIANCE, draft(earliest_on=FIRST, decide_by=FIRST), None, by=ANN, at=MONDAY).earliest_on
        == FIRST
    )


def test_the_first_day_is_part_of_the_text_and_of_its_entry_where_it_is_named() -> None:
    named, none = revision(earliest_on=FIRST), revision()

    assert named.text_sha256 != none.text_sha256
    assert logged(named, proposal(), ALLIANCE)["earliest_on"] == "2026-11-16"
    assert "earliest_on" not in logged(none, proposal(), ALLIANCE)
