"""When is the weekly digest due?"""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from time import tzset
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decisions.set_up.digest import DAYS, last_moment

ZONES = st.sampled_from(["Europe/London", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "UTC"])
MOMENTS = st.datetimes(datetime(2025, 1, 1), datetime(2028, 1, 1)).map(lambda naive: naive.replace(tzinfo=UTC))  # noqa: DTZ001 (UTC follows)
TIMES = st.builds(lambda hour, minute: f"{hour:02}:{minute:02}", st.integers(0, 23), st.integers(0, 59))


@given(MOMENTS, ZONES, st.sampled_from(DAYS), TIMES)
def test_the_moment_is_of_the_last_seven_days_on_the_right_day(now: datetime, zone: str, day: str, at: str) -> None:
    moment = last_moment(now, zone, day, at)

    # A week with a clock change is up to an hour longer.
    assert timedelta(0) <= now - moment <= timedelta(days=7, hours=1)
    assert DAYS[moment.astimezone(ZoneInfo(zone)).weekday()] == day


@given(st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 1)), ZONES, st.sampled_from(DAYS), TIMES)  # noqa: DTZ001 (Hypothesis wants them naive)
def test_every_week_has_one_moment(start: datetime, zone: str, day: str, at: str) -> None:
    first = start.replace(tzinfo=UTC)

    found = {last_moment(first + timedelta(hours=hours), zone, day, at) for hours in range(0, 4 * 7 * 24, 3)}

    weeks = sorted(moment.astimezone(ZoneInfo(zone)).date() for moment in found)
    assert [later - earlier for earlier, later in pairwise(weeks)] == [timedelta(days=7)] * (len(weeks) - 1)


@pytest.mark.parametrize(
    ("now", "moment"),
    [
        # The Monday before the clocks go back, and the Monday after: nine o'clock both times.
        ("2026-10-19T12:00+00:00", "2026-10-19T08:00+00:00"),
        ("2026-10-26T12:00+00:00", "2026-10-26T09:00+00:00"),
        ("2026-10-26T08:59+00:00", "2026-10-19T08:00+00:00"),
        ("2026-10-26T09:00+00:00", "2026-10-26T09:00+00:00"),
    ],
)
def test_nine_oclock_is_nine_oclock_in_summer_and_in_winter(now: str, moment: str) -> None:
    found = last_moment(datetime.fromisoformat(now), "Europe/London", "monday", "09:00")

    assert found == datetime.fromisoformat(moment)


@pytest.mark.parametrize("machine", ["UTC", "America/New_York", "Pacific/Auckland"])
def test_the_machines_own_zone_does_not_matter(machine: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", machine)
    tzset()

    # Monday already in Kathmandu, where the digest is due an hour after midnight.
    found = [
        last_moment(datetime.fromisoformat(now), "Asia/Kathmandu", "monday", "01:00")
        for now in ("2026-11-01T19:14+00:00", "2026-11-01T19:15+00:00")
    ]

    monkeypatch.undo()
    tzset()
    assert found == [datetime(2026, 10, 25, 19, 15, tzinfo=UTC), datetime(2026, 11, 1, 19, 15, tzinfo=UTC)]
    assert {moment.tzinfo for moment in found} == {UTC}
