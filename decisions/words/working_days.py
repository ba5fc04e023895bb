"""Which days are working days? Monday to Friday, but for the bank holidays of the alliance's country."""

from collections.abc import Container, Sequence
from datetime import date, timedelta

SATURDAY = 5


def is_working_day(day: date, holidays: Container[date]) -> bool:
    return day.weekday() < SATURDAY and day not in holidays


def working_days_after(day: date, until: date, holidays: Container[date]) -> int:
    """Count the working days after `day`, up to and including `until`."""
    days = (day + timedelta(days=ahead) for ahead in range(1, (until - day).days + 1))
    return sum(is_working_day(each, holidays) for each in days)


def known_regions(country: str) -> Sequence[str] | None:
    """List the regions whose bank holidays are known of a country by its code, such as GB; None for no such country."""
    # It takes a tenth of the start to load.
    from holidays import list_supported_countries  # noqa: PLC0415 (slow to load)

    known: Sequence[str] | None = list_supported_countries().get(country)
    return known
