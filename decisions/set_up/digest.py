"""When is the weekly digest due, and when is that where nobody chose a day and a time?

It follows from the present alone. So one that was missed because nothing ran is caught up as soon as something does:
handlers/clock/digests.py asks storage/alliance/due.py whether that of the newest moment was put down. Each alliance
keeps its own day and time; founding.py here and bot/setup/alliance_file.py begin with the usual ones.
"""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
USUAL_DAY, USUAL_TIME = "monday", "09:00"


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
