"""Writes words, names and days so that they fit and can't be mistaken for commands."""

from collections.abc import Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from decisions.words.refusal import say_day

__all__ = [
    "age",
    "day",
    "escape",
    "join_words",
    "link",
    "near_day",
    "person",
    "possessive",
    "say_day",
    "sentence",
    "shorten",
]

HALF_A_YEAR = 183


def escape(words: str) -> str:
    """Make a person's words safe in mrkdwn: no mention, no ping, no forged link."""
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def shorten(words: str, limit: int) -> str:
    """Cut at a blank near the limit, with an ellipsis, when the words are longer than `limit` characters."""
    if len(words) <= limit:
        return words
    cut = words[: limit - 1]
    is_inside_a_word = not words[limit - 1].isspace() and not cut[-1:].isspace()
    if is_inside_a_word and " " in cut[-40:]:
        cut = cut.rsplit(" ", maxsplit=1)[0]
    return f"{cut.rstrip()}…"


def person(names: Mapping[str, str], slack_user_id: str) -> str:
    """Write a person's name in mrkdwn; Slack itself fills in a name that we don't know."""
    name = names.get(slack_user_id)
    return escape(shorten(name, 80)) if name else f"<@{slack_user_id}>"


def link(url: str, words: str) -> str:
    return f"<{url}|{escape(words)}>" if url else escape(words)


def day(moment: datetime, zone: str) -> str:
    return say_day(moment.astimezone(ZoneInfo(zone)).date())


def near_day(wanted: date, moment: datetime, zone: str) -> str:
    """Write a day without its year, unless it is so far from this moment that somebody could doubt which is meant."""
    is_near = abs((wanted - moment.astimezone(ZoneInfo(zone)).date()).days) <= HALF_A_YEAR
    return f"{wanted.day} {wanted:%B}" if is_near else say_day(wanted)


def age(since: datetime | date, now: datetime, zone: str) -> str:
    """Say how long ago in whole calendar days of the alliance's zone: "today", "1 day", "3 days"."""
    here = ZoneInfo(zone)
    first = since.astimezone(here).date() if isinstance(since, datetime) else since
    days = (now.astimezone(here).date() - first).days
    if days <= 0:
        return "today"
    return "1 day" if days == 1 else f"{days} days"


def possessive(words: str) -> str:
    return f"{words}'" if words.endswith("s") else f"{words}'s"


def sentence(words: str) -> str:
    """Begin with a capital, and leave the rest as it is."""
    return f"{words[:1].upper()}{words[1:]}"


def join_words(words: list[str]) -> str:
    """Join as people do: "a", "a and b", "a, b and c"."""
    return " and ".join(words) if len(words) < 3 else f"{', '.join(words[:-1])} and {words[-1]}"
