"""Which days are working days? Monday to Friday, but for the bank holidays of the alliance's country."""

from collections.abc import Container
from datetime import date, timedelta

SATURDAY = 5


def is_working_day(day: date, holidays: Container[date]) -> bool:
    return day.weekday() < SATURDAY and day not in holidays


def working_days_after(day: date, until: date, holidays: Container[date]) -> int:
    """Count the working days after `day`, up to and including `until`."""
    days = (day + timedelta(days=ahead) for ahead in range(1, (until - day).days + 1))
    return sum(is_working_day(each, holidays) for each in days)
