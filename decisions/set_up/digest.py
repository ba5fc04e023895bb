"""When is the weekly digest due?"""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def last_moment(now: datetime, zone: str, day: str, at: str) -> datetime:
    """Return the newest of the week's moments (its day and "HH:MM", in this zone) that is not after `now`, in UTC.

    A time of day that a clock change leaves out is the moment at which the clock jumped over it.
    """
    here = ZoneInfo(zone)
    today = now.astimezone(here).date()
    wanted = today - timedelta(days=(today.weekday() - DAYS.index(day)) % 7)
    moment = datetime.combine(wanted, time.fromisoformat(at), here).astimezone(UTC)
    if moment <= now:
        return moment
    return datetime.combine(wanted - timedelta(days=7), time.fromisoformat(at), here).astimezone(UTC)
