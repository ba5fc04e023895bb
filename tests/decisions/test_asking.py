"""Who is told at once of a new text, and who is left in peace?"""

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from decisions.asking.asking import is_to_be_asked, state
from decisions.asking.reminder import Reach, is_due
from decisions.proposal.proposal import Agreement, Kind, Proposal, Question, Response, Withdrawal
from tests.cast import ALLIANCE, ANN, BEN, HARBOUR, KARA, LEADS, proposal, revision

HERE = ZoneInfo("Europe/London")
# Friday at six in the evening; Monday is a bank holiday.
FRIDAY = datetime(2026, 11, 27, 18, tzinfo=HERE)
REACH = Reach(holidays={date(2026, 11, 30)}, zones={}, away=())
HOURS = st.integers(0, 24 * 6)
PEOPLE = st.sampled_from([person for partner in ALLIANCE.partners for person in partner.representatives])


def put_at(at: datetime, **said: tuple[Response, ...] | tuple[Question, ...]) -> Proposal:
    return replace(proposal(revisions=(revision(at=at, decide_by=None),)), **said)  # type: ignore[arg-type]  # any field


def asked(person: str, put: Proposal, now: datetime, told_at: datetime | None = None, reach: Reach = REACH) -> bool:
    return is_to_be_asked(person, put, ALLIANCE, local=now.astimezone(HERE), told_at=told_at, reach=reach)


def hours_of_asking(person: str, put: Proposal, reach: Reach = REACH) -> list[datetime]:
    """At which hours of a week would they be told, if they were told nothing else?"""
    hours = [put.current.at + timedelta(hours=ahead) for ahead in range(24 * 7)]
    return [hour for hour in hours if asked(person, put, hour, reach=reach)]


@given(HOURS, PEOPLE)
def test_leads_are_asked_in_working_hours_before_reminders_begin(ahead: int, person: str) -> None:
    put = put_at(FRIDAY - timedelta(days=3) + timedelta(hours=ahead))

    hours = hours_of_asking(person, put)

    assert all(9 <= hour.hour < 17 and hour.weekday() < 5 and hour.date() not in REACH.holidays for hour in hours)
    assert not [hour for hour in hours if is_due(put, ALLIANCE, None, hour.date(), REACH.holidays)], "two on one day"
    if person not in LEADS:
        assert hours == []
    elif 9 <= put.current.at.hour < 17 and put.current.at.weekday() < 5 and put.current.at.day != 30:
        assert hours[0] == put.current.at


@given(HOURS, PEOPLE)
def test_whoever_is_not_asked_on_the_day_is_reminded_on_the_next_working_day(ahead: int, person: str) -> None:
    put = put_at(FRIDAY - timedelta(days=3) + timedelta(hours=ahead))

    was_asked = [hour for hour in hours_of_asking(person, put) if hour.date() == put.current.at.date()]
    next_days = (put.current.at.date() + timedelta(days=each) for each in range(1, 7))
    first = next(day for day in next_days if day.weekday() < 5 and day not in REACH.holidays)

    assert was_asked or is_due(put, ALLIANCE, None, first, REACH.holidays)


@given(HOURS)
def test_who_wants_it_at_once_is_asked_at_any_hour(ahead: int) -> None:
    put = put_at(FRIDAY - timedelta(days=3) + timedelta(hours=ahead))
    reach = replace(REACH, at_once={ANN})

    assert hours_of_asking(ANN, put, reach)[:1] == [put.current.at]
    assert hours_of_asking(BEN, put, reach) == []


def test_deputies_are_asked_only_while_the_lead_is_away() -> None:
    noon = datetime(2026, 11, 27, 12, tzinfo=HERE)

    assert (asked(ANN, put_at(noon), noon), asked(BEN, put_at(noon), noon)) == (True, False)
    away = replace(REACH, away={ANN})
    assert (asked(ANN, put_at(noon), noon, reach=away), asked(BEN, put_at(noon), noon, reach=away)) == (False, True)


@given(st.integers(-48, 48))
def test_nobody_is_told_twice_of_one_text(hours: int) -> None:
    noon = datetime(2026, 11, 27, 12, tzinfo=HERE)
    put = put_at(noon)

    assert asked(ANN, put, noon, told_at=noon + timedelta(hours=hours)) == (hours < 0)


def test_who_has_answered_or_took_time_or_wrote_it_hears_nothing() -> None:
    noon = datetime(2026, 11, 27, 12, tzinfo=HERE)
    answered = Response(HARBOUR.id, 1, Kind.OBJECTION, BEN, noon, reason="No", id=1)
    taken = Question(HARBOUR.id, 1, BEN, noon, "", date(2026, 12, 4))

    assert not asked(ANN, put_at(noon, responses=(answered,)), noon)
    assert not asked(ANN, put_at(noon, questions=(taken,)), noon)
    assert not asked(ANN, proposal(revisions=(revision(at=noon, by=ANN),)), noon)
    assert not asked(KARA, put_at(noon), noon)


def test_a_new_text_is_asked_again() -> None:
    noon = datetime(2026, 11, 27, 12, tzinfo=HERE)
    amended = proposal(revisions=(revision(at=noon), revision(2, "New", at=noon + timedelta(hours=1))))

    assert asked(ANN, amended, noon + timedelta(hours=1), told_at=noon)


def test_what_became_of_it_is_told_apart() -> None:
    noon = FRIDAY
    told = put_at(noon)
    consents = replace(told, responses=(Response(HARBOUR.id, 1, Kind.CONSENT, ANN, noon, id=7),))
    others = replace(told, responses=(Response(1, 1, Kind.CONSENT, "U0CAT", noon, id=7),))
    undone = replace(consents, responses=(*consents.responses, Response(HARBOUR.id, 1, Kind.UNDO, ANN, noon, id=8)))
    amended = replace(told, revisions=(*told.revisions, revision(2, "New")))
    agreed, withdrawn = Agreement(1, noon, (1, 2)), Withdrawal(KARA, noon, "No")

    shown = [state(each, ALLIANCE, HARBOUR.id) for each in (told, others, undone, consents, amended)]

    assert shown == ["1:waits", "1:waits", "1:waits", "1:7", "2:waits"]
    assert state(replace(consents, agreement=agreed), ALLIANCE, HARBOUR.id) == "agreed"
    assert state(replace(told, withdrawal=withdrawn), ALLIANCE, HARBOUR.id) == "withdrawn"
