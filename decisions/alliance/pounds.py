"""Which sum did somebody write, and how is one written? Whole pounds, as 50,000 or £50,000."""

import re

from decisions.alliance import matter_refusal

# More digits than these are no sum of an alliance, and more than a database keeps as a number.
_WRITTEN = re.compile(r"£?\s*([1-9]\d{0,8}|[1-9]\d{0,2}(?:,\d{3}){1,2})", re.ASCII)


def pounds(field: str, words: str) -> int | None:
    """Read a sum; None where nothing is written. Raises a Refusal for what can't be read."""
    amount = readable(words)
    if words.strip() and amount is None:
        raise matter_refusal.not_pounds(field)
    return amount


def readable(words: str) -> int | None:
    """Read it, None for what is no sum."""
    found = _WRITTEN.fullmatch(words.strip())
    return int(found[1].replace(",", "")) if found else None


def say_pounds(amount: int) -> str:
    return f"£{amount:,}"
