"""Why can't a setting be what somebody wants it to be? The sentences are for the person who tried."""

from collections.abc import Sequence

from decisions.alliance.alliance import Alliance
from decisions.words.refusal import Refusal


def managers_change_settings(alliance: Alliance) -> Refusal:
    return Refusal(
        "Nothing was changed. Operations managers change the settings; they can do it for you.",
        people=alliance.operations_managers,
    )


def changed_meanwhile() -> Refusal:
    return Refusal(
        "Nothing was changed. Somebody else changed the settings while this window was open. "
        "Press Settings again to see them as they are now."
    )


def same_settings(field: str) -> Refusal:
    return Refusal("Nothing is different yet. Change something, or close this window.", field=field)


def not_a_zone(field: str) -> Refusal:
    return Refusal("Please write a time zone's name, such as Europe/London.", field=field)


def not_a_time(field: str) -> Refusal:
    return Refusal("Please write a time of day, such as 09:00.", field=field)


def not_a_country(field: str) -> Refusal:
    return Refusal("Please write a country's code, such as GB, or leave it empty.", field=field)


def not_a_region(field: str, regions: Sequence[str]) -> Refusal:
    known = f"; there are {', '.join(regions)}" if regions else ""
    return Refusal(f"This country has no such region{known}. It can be left empty.", field=field)
