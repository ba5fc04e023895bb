"""Who stands in for those who speak for a partner, until when, and what is it worth?"""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decisions.alliance import membership_refusal, rights_refusal
from decisions.answers.response import consent
from decisions.people import appointment_refusal
from decisions.people.appointment import Appointment, ending, own_appointment, recorded_word, undoing
from decisions.people.stand_in import alliance_at, end_of, last_day
from decisions.words import refusal
from decisions.words.refusal import Refusal
from tests.cast import ALLIANCE, ANN, BEN, CAT, COUNCIL, HARBOUR, MONDAY, OUTSIDER, proposal
from tests.decisions.refused import refused
from tests.decisions.test_appointment import LATER, after, everybody, harbour_in

TODAY = MONDAY.astimezone(ZoneInfo(ALLIANCE.timezone)).date()
LAST = TODAY + timedelta(days=366)
days = st.dates(TODAY, TODAY + timedelta(days=200))
# Close to midnight is where it matters, in summer and in winter.
moments = st.one_of(
    st.datetimes(MONDAY.replace(tzinfo=None), MONDAY.replace(year=2027, tzinfo=None), timezones=st.just(UTC)),
    st.builds(
        lambda day, seconds: (
            datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(ALLIANCE.timezone))
            + timedelta(days=1, seconds=seconds)
        ),
        days,
        st.integers(-2, 2),
    ),
)


def for_a_time(until: date | None, stand_ins: tuple[str, ...] = (OUTSIDER,), by: str = ANN) -> Appointment:
    return own_appointment(ALLIANCE, [], HARBOUR, [ANN, BEN], by=by, at=MONDAY, stand_ins=stand_ins, until=until)


@given(until=days, at=moments)
def test_a_stand_ins_answer_counts_up_to_and_on_the_day_and_never_after(until: date, at: datetime) -> None:
    then = alliance_at(after(for_a_time(until)), at)

    if at.astimezone(ZoneInfo(ALLIANCE.timezone)).date() <= until:
        assert consent(proposal(), then, by=OUTSIDER, revision=1, at=at).partner_id == HARBOUR.id
    else:
        with refused(rights_refusal.not_a_representative(then)):
            consent(proposal(), then, by=OUTSIDER, revision=1, at=at)
    for person in HARBOUR.representatives:
        assert consent(proposal(), then, by=person, revision=1, at=at).partner_id == HARBOUR.id


@given(until=days, at=moments)
def test_it_ends_by_itself_on_the_day_after_and_the_lead_stays_the_lead(until: date, at: datetime) -> None:
    named = for_a_time(until)
    harbour = harbour_in(after(named))

    end = ending(harbour, at)

    assert (named.before, named.representatives) == (HARBOUR.representatives, (ANN, BEN, OUTSIDER))
    assert named.ends_at
    assert last_day(named.ends_at, ALLIANCE.timezone) == until
    assert harbour_in(alliance_at(after(named), at)).lead == ANN
    if at.astimezone(ZoneInfo(ALLIANCE.timezone)).date() <= until:
        assert end is None
    else:
        assert end == Appointment(HARBOUR.name, (ANN, BEN, OUTSIDER), (ANN, BEN), "", at)
        assert ending(harbour_in(after(end)), at) is None


def test_a_partner_without_stand_ins_has_no_end() -> None:
    assert ending(HARBOUR, LATER) is None
    assert alliance_at(ALLIANCE, LATER) is ALLIANCE


@given(until=days, at=moments, by=everybody)
def test_naming_a_stand_in_is_undone_like_any_change_while_it_counts(until: date, at: datetime, by: str) -> None:
    named = replace(for_a_time(until), entry=20)
    now = harbour_in(after(named))
    speaks = harbour_in(alliance_at(after(named), at)).representatives

    def undone() -> Appointment:
        return undoing(after(named), [], now, named, 20, by=by, at=at)

    if by not in (*HARBOUR.representatives, *speaks):
        with refused(appointment_refusal.says_itself(replace(now, representatives=speaks))):
            undone()
    elif OUTSIDER in speaks:
        assert (undone().representatives, undone().stand_ins, undone().ends_at) == ((ANN, BEN), (), None)
    else:
        # The time is over: they speak as before already.
        with refused(refusal.nothing_changed("people")):
            undone()


@given(until=days, at=moments)
def test_undoing_what_was_said_since_lets_them_stand_in_for_the_rest_of_their_time(until: date, at: datetime) -> None:
    first = for_a_time(until)
    harbour = harbour_in(after(first))
    since = replace(own_appointment(after(first), [], harbour, ["U0NEW", ANN], by=ANN, at=MONDAY), entry=21)

    undone = undoing(after(since), [], harbour_in(after(since)), since, 21, by=ANN, at=at, earlier=first)

    is_still = at.astimezone(ZoneInfo(ALLIANCE.timezone)).date() <= until
    assert undone.representatives == ((ANN, BEN, OUTSIDER) if is_still else (ANN, BEN))
    assert (undone.stand_ins, undone.ends_at) == (((OUTSIDER,), first.ends_at) if is_still else ((), None))


def test_who_stands_in_answers_and_does_not_say_who_speaks() -> None:
    since = after(for_a_time(TODAY))

    with refused(appointment_refusal.stands_in_only(harbour_in(since))):
        own_appointment(since, [], harbour_in(since), [OUTSIDER], by=OUTSIDER, at=MONDAY)


def test_another_last_day_is_a_change_and_the_same_is_none() -> None:
    since = after(for_a_time(TODAY))

    def again(until: date) -> Appointment:
        harbour = harbour_in(since)
        return own_appointment(since, [], harbour, [ANN, BEN], by=BEN, at=MONDAY, stand_ins=[OUTSIDER], until=until)

    assert again(TODAY + timedelta(days=1)).stand_ins == (OUTSIDER,)
    with refused(refusal.nothing_changed("people")):
        again(TODAY)


@pytest.mark.parametrize(
    ("stand_ins", "until", "because"),
    [
        ((CAT,), TODAY, membership_refusal.represents_already("people", CAT, COUNCIL)),
        ((BEN,), TODAY, appointment_refusal.speaks_anyway()),
        ((), TODAY, refusal.missing("stand_ins", "who stands in until that day")),
        ((OUTSIDER,), None, refusal.missing("until", "the last day on which they stand in")),
        ((OUTSIDER,), TODAY - timedelta(days=1), refusal.date_in_the_past("until")),
        ((OUTSIDER,), TODAY + timedelta(days=367), appointment_refusal.stands_in_too_long()),
        ((OUTSIDER,), date.max, appointment_refusal.stands_in_too_long()),
    ],
)
def test_who_can_not_stand_in(stand_ins: tuple[str, ...], until: date | None, because: Refusal) -> None:
    with refused(because):
        for_a_time(until, stand_ins)


def test_somebody_stands_in_for_a_year_at_most() -> None:
    assert for_a_time(LAST).ends_at == end_of(LAST, ALLIANCE.timezone)


def test_a_day_is_over_at_midnight_in_the_alliances_zone_and_is_kept_in_utc() -> None:
    midnight = MONDAY.replace(hour=0)

    assert end_of(date(2026, 7, 1), ALLIANCE.timezone).isoformat() == "2026-07-01T23:00:00+00:00"
    with refused(refusal.date_in_the_past("until")):
        own_appointment(
            ALLIANCE, [], HARBOUR, [ANN], by=ANN, at=midnight, stand_ins=[OUTSIDER], until=TODAY - timedelta(days=1)
        )


def test_nobody_stands_in_for_nobody() -> None:
    with refused(refusal.missing("people", "who speaks for this partner")):
        own_appointment(ALLIANCE, [], HARBOUR, [], by=ANN, at=MONDAY, stand_ins=[OUTSIDER], until=TODAY)


def test_whose_time_is_over_says_nothing_more() -> None:
    since = after(for_a_time(TODAY))

    with refused(appointment_refusal.says_itself(HARBOUR)):
        own_appointment(since, [], harbour_in(since), [OUTSIDER], by=OUTSIDER, at=LATER)


def test_an_organisations_word_is_about_those_who_speak_by_then() -> None:
    since = after(for_a_time(TODAY))

    word = recorded_word(since, [], harbour_in(since), [BEN], authority="a letter", at=LATER)

    assert (word.before, word.new) == ((ANN, BEN), ())
