"""Until when does somebody stand in for those who speak for a partner, and what is when that time is over?

A partner names who stands in, and the last day of it. Those who speak for it go on as they do, the lead leads.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from decisions.alliance.alliance import Alliance, Partner
from decisions.people import appointment_refusal
from decisions.words import refusal

# Whoever speaks for longer is one of those who speak.
LONGEST = timedelta(days=366)


def standing_in(
    alliance: Alliance, people: Sequence[str], until: date | None, *, beside: Sequence[str], at: datetime
) -> datetime | None:
    """Return when it is over, None where nobody stands in. `beside` are those who speak without an end."""
    if until is None:
        if people:
            raise refusal.missing("until", "the last day on which they stand in")
        return None
    if not people:
        raise refusal.missing("stand_ins", "who stands in until that day")
    if any(person in beside for person in people):
        raise appointment_refusal.speaks_anyway()
    if until > at.date() + LONGEST:
        raise appointment_refusal.stands_in_too_long()
    ends_at = end_of(until, alliance.timezone)
    if ends_at <= at:
        raise refusal.date_in_the_past("until")
    return ends_at


def end_of(day: date, timezone: str) -> datetime:
    """The first moment at which this day is over there."""
    return datetime.combine(day + timedelta(days=1), time(), ZoneInfo(timezone)).astimezone(UTC)


def last_day(ends_at: datetime, timezone: str) -> date:
    return (ends_at - timedelta.resolution).astimezone(ZoneInfo(timezone)).date()


def is_over(partner: Partner, at: datetime) -> bool:
    return partner.ends_at is not None and partner.ends_at <= at


def speaking_at(partner: Partner, at: datetime) -> Partner:
    """Leave out who stood in, when the time for that is over."""
    return (
        replace(partner, representatives=partner.lasting, stand_ins=(), ends_at=None)
        if is_over(partner, at)
        else partner
    )


def alliance_at(alliance: Alliance, at: datetime) -> Alliance:
    """The alliance, with only those who speak at this moment."""
    if not any(is_over(partner, at) for partner in alliance.partners):
        return alliance
    return replace(alliance, partners=tuple(speaking_at(partner, at) for partner in alliance.partners))
