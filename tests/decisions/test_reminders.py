"""Who is reminded, and on which days?"""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decisions.alliance import rights_refusal
from decisions.alliance.alliance import Partner
from decisions.asking import reminder_refusal
from decisions.asking.reminder import Reach, is_a_good_hour, is_due, is_overdue, owed, reminder, spokespeople
from decisions.proposal.proposal import Kind, Question, Response, Withdrawal
from decisions.words.refusal import Refusal
from decisions.words.working_days import is_working_day, working_days_after
from tests.cast import ALLIANCE, ANN, BEN, CAT, HARBOUR, JON, KARA, LEADS, MONDAY, proposal, revision
from tests.decisions.refused import refused

DAYS = st.dates(date(2026, 1, 1), date(2027, 1, 1))
ST_ANDREW = date(2026, 11, 30)
TODAY = MONDAY.date()
NOBODY = Reach(holidays=(), zones={}, away=())


@given(DAYS, st.integers(0, 40), st.sets(DAYS))
def test_working_days_are_counted_as_on_a_calendar(day: date, ahead: int, holidays: set[date]) -> None:
    until = day + timedelta(days=ahead)

    counted = working_days_after(day, until, holidays)

    assert counted == len([each for each in range(ahead) if is_working_day(day + timedelta(days=each + 1), holidays)])


@given(st.integers(0, 60), st.integers(0, 60))
def test_a_joining_partner_is_asked_from_the_day_it_joins(raised: int, ahead: int) -> None:
    """Its days count from then; those of the others as before."""
    joined_at = MONDAY + timedelta(days=raised)
    newcomer = Partner(9, "Eastside Trust", ("U0NEW", "U0NEWER"), joined_at)
    alliance = replace(ALLIANCE, partners=(*ALLIANCE.partners, newcomer))
    asked, today = proposal(revisions=(revision(decide_by=None),)), TODAY + timedelta(days=raised + ahead)

    days = working_days_after(joined_at.date(), today, ())

    assert is_due(asked, alliance, None, today, (), newcomer) == (today.weekday() < 5 and days >= 1)
    assert (owed("U0NEWER", [asked], alliance, today, NOBODY) == [asked]) == (days > 2)
    assert (owed(BEN, [asked], alliance, today, NOBODY) == [asked]) == (working_days_after(TODAY, today, ()) > 2)


def test_weekends_and_bank_holidays_are_no_working_days() -> None:
    friday = date(2026, 11, 27)

    assert [is_working_day(friday + timedelta(days=ahead), {ST_ANDREW}) for ahead in range(5)] == [
        True,
        False,
        False,
        False,
        True,
    ]


def days_of_reminders(decide_by: date | None = None, holidays: frozenset[date] = frozenset()) -> list[str]:
    """On which days of four weeks is one person reminded of a matter raised on a Monday?"""
    asked = proposal(revisions=(revision(decide_by=decide_by),))
    last: date | None = None
    found: list[str] = []
    for ahead in range(28):
        today = TODAY + timedelta(days=ahead)
        if is_due(asked, ALLIANCE, last, today, holidays):
            last = today
            found.append(f"{today:%a} {today.day}")
    return found


def test_reminders_come_on_the_next_working_day_and_then_on_every_second_one() -> None:
    assert days_of_reminders()[:6] == ["Tue 3", "Thu 5", "Mon 9", "Wed 11", "Fri 13", "Tue 17"]


def test_from_the_decide_by_date_on_every_working_day() -> None:
    late = days_of_reminders(decide_by=date(2026, 11, 5))

    assert late[:6] == [
        "Tue 3",
        "Thu 5",
        "Fri 6",
        "Mon 9",
        "Tue 10",
        "Wed 11",
    ]


def test_nobody_is_reminded_on_a_bank_holiday() -> None:
    assert days_of_reminders(holidays=frozenset({date(2026, 11, 3), date(2026, 11, 5)}))[:3] == [
        "Wed 4",
        "Mon 9",
        "Wed 11",
    ]


def test_a_new_text_asks_anew() -> None:
    amended = proposal(revisions=(revision(), revision(2, "New", at=MONDAY + timedelta(days=3))))

    assert is_due(amended, ALLIANCE, TODAY + timedelta(days=3) - timedelta(days=1), TODAY + timedelta(days=4), ())
    assert not is_due(amended, ALLIANCE, TODAY + timedelta(days=4), TODAY + timedelta(days=5), ())


@pytest.mark.parametrize(
    ("ahead", "away", "whom"),
    [
        (1, (), [ANN]),
        (2, (), [ANN]),
        # Two whole working days of silence, and the weekend does not count.
        (3, (), [ANN, BEN]),
        (1, (ANN,), [BEN]),
        (3, (ANN,), [BEN]),
        (3, (BEN,), [ANN]),
        (1, (ANN, BEN), []),
    ],
)
def test_the_lead_first_and_the_deputy_when_the_lead_is_away_or_silent(
    ahead: int, away: tuple[str, ...], whom: list[str]
) -> None:
    assert spokespeople(HARBOUR, TODAY, TODAY + timedelta(days=ahead), replace(NOBODY, away=away)) == whom


def test_a_weekend_is_no_silence() -> None:
    friday = date(2026, 11, 6)

    assert spokespeople(HARBOUR, friday, date(2026, 11, 10), NOBODY) == [ANN]
    assert spokespeople(HARBOUR, friday, date(2026, 11, 11), NOBODY) == [ANN, BEN]


def test_only_who_speaks_for_a_silent_partner_owes_an_answer() -> None:
    asked = proposal()

    assert owed(CAT, [asked], ALLIANCE, TODAY + timedelta(days=1), NOBODY) == [asked]
    assert owed(JON, [asked], ALLIANCE, TODAY + timedelta(days=1), NOBODY) == []
    assert owed(KARA, [asked], ALLIANCE, TODAY + timedelta(days=1), NOBODY) == []


def test_people_are_reminded_between_nine_and_five() -> None:
    good = [hour for hour in range(24) if is_a_good_hour(datetime(2026, 11, 3, hour, 59, tzinfo=UTC))]

    assert good == [9, 10, 11, 12, 13, 14, 15, 16]


def test_hours_are_those_of_the_person() -> None:
    reach = replace(NOBODY, zones={ANN: "America/New_York"})

    assert reach.local(ANN, MONDAY, "Europe/London").hour == 4
    assert reach.local(BEN, MONDAY, "Europe/London").hour == 9


def test_a_reminder_that_would_reach_nobody_says_so() -> None:
    everybody = [person for partner in ALLIANCE.partners for person in partner.representatives]

    with pytest.raises(Refusal, match=r"Nobody was reminded of No\. 12: everybody who speaks for Glasgow City Council"):
        reminder(proposal(), ALLIANCE, by=KARA, today=TODAY, reach=replace(NOBODY, away=everybody), reminded_today=())


def test_a_reminder_can_be_sent_once_a_day() -> None:
    with pytest.raises(Refusal, match="had a reminder today already"):
        reminder(proposal(), ALLIANCE, by=KARA, today=TODAY, reach=NOBODY, reminded_today=LEADS)


def test_on_the_decide_by_date_itself_reminders_come_daily_already() -> None:
    by_friday = proposal(revisions=(revision(decide_by=date(2026, 11, 6)),))
    wednesday, thursday, friday = (date(2026, 11, day) for day in (4, 5, 6))

    assert not is_due(by_friday, ALLIANCE, wednesday, thursday, ())
    assert is_due(by_friday, ALLIANCE, thursday, friday, ())


def test_nobody_is_reminded_twice_a_day_however_late_it_is() -> None:
    late = proposal(revisions=(revision(decide_by=TODAY),))

    assert not is_due(late, ALLIANCE, date(2026, 11, 6), date(2026, 11, 6), ())


def test_who_was_reminded_by_hand_on_the_first_day_rests_as_after_any_other_reminder() -> None:
    due = [is_due(proposal(), ALLIANCE, TODAY, TODAY + timedelta(days=ahead), ()) for ahead in (1, 2)]

    assert due == [False, True]


def test_the_day_on_which_it_was_asked_is_the_alliances() -> None:
    # Thursday already in Glasgow.
    asked = proposal(revisions=(revision(at=datetime(2026, 7, 1, 23, 30, tzinfo=UTC), decide_by=None),))

    assert not is_due(asked, ALLIANCE, None, date(2026, 7, 2), ())
    assert is_due(asked, ALLIANCE, None, date(2026, 7, 3), ())


def test_overdue_is_what_is_open_after_its_decide_by_date() -> None:
    day = date(2026, 11, 20)
    withdrawn = proposal(withdrawal=Withdrawal(KARA, MONDAY, "No"))

    assert [is_overdue(proposal(), day + timedelta(days=ahead)) for ahead in (-1, 0, 1)] == [False, False, True]
    assert not is_overdue(withdrawn, day + timedelta(days=1))
    assert not is_overdue(proposal(revisions=(revision(decide_by=None),)), day)


def test_the_author_and_managers_remind_and_nobody_else() -> None:
    anns = proposal(author=ANN)

    for by in (ANN, KARA):
        assert reminder(anns, ALLIANCE, by=by, today=TODAY, reach=NOBODY, reminded_today=()) == LEADS
    with refused(rights_refusal.may_not_steer(12, "send reminders for", ANN, ALLIANCE)):
        reminder(anns, ALLIANCE, by=BEN, today=TODAY, reach=NOBODY, reminded_today=())


def test_why_nobody_is_reminded_is_told() -> None:
    answers = tuple(Response(partner.id, 1, Kind.CONSENT, partner.lead, MONDAY) for partner in ALLIANCE.partners)
    two_wait = proposal(responses=answers[2:])
    away = replace(NOBODY, away=(CAT, JON, ANN, BEN))

    with refused(reminder_refusal.nobody_to_remind(12)):
        reminder(proposal(responses=answers), ALLIANCE, by=KARA, today=TODAY, reach=NOBODY, reminded_today=())
    with refused(reminder_refusal.nobody_is_there(12, ["Glasgow City Council", "Harbour Shelter"])):
        reminder(two_wait, ALLIANCE, by=KARA, today=TODAY, reach=away, reminded_today=())
    with refused(reminder_refusal.reminded_today(12)):
        reminder(two_wait, ALLIANCE, by=KARA, today=TODAY, reach=NOBODY, reminded_today=(CAT, ANN))


@given(st.sets(st.sampled_from(ALLIANCE.partners), min_size=1), st.integers(0, 10))
def test_a_reminder_by_hand_leaves_out_who_took_time(quiet: set[Partner], ahead: int) -> None:
    day = TODAY + timedelta(days=5)
    taken = tuple(Question(partner.id, 1, partner.lead, MONDAY, "", day) for partner in quiet)
    today = TODAY + timedelta(days=ahead)

    def reminded() -> set[str]:
        asked = proposal(questions=taken)
        return set(reminder(asked, ALLIANCE, by=KARA, today=today, reach=NOBODY, reminded_today=()))

    everybody = {person for partner in ALLIANCE.partners for person in partner.representatives}
    in_peace = {person for partner in quiet for person in partner.representatives}
    if today >= day:
        assert set(LEADS) <= reminded() <= everybody
    elif len(quiet) == len(ALLIANCE.partners):
        with refused(reminder_refusal.all_took_time(12, [partner.name for partner in ALLIANCE.partners])):
            reminded()
    else:
        assert set(LEADS) - in_peace <= reminded() <= everybody - in_peace


def test_deputies_are_reminded_too_when_the_lead_was_silent_for_long() -> None:
    people = reminder(
        proposal(), ALLIANCE, by=KARA, today=TODAY + timedelta(days=3), reach=NOBODY, reminded_today=(CAT, ANN)
    )

    assert people == [JON, BEN, *LEADS[2:]]
