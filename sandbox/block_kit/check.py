"""Small checks with which a JSON object is compared with what Slack's reference says.

A check takes a value and its JSON pointer, and raises Problem. Limits are those of Slack's Block Kit reference.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

Check = Callable[[Any, str], None]


class Problem(Exception):
    """Something Slack would not accept."""

    def __init__(self, what: str, pointer: str) -> None:
        super().__init__(f"[ERROR] {what} [json-pointer:{pointer}]")


def text(longest: int, shortest: int = 1) -> Check:
    def check(value: Any, pointer: str) -> None:
        if not isinstance(value, str):
            raise Problem("must be a string", pointer)
        if len(value) > longest:
            raise Problem(f"must be less than {longest + 1} characters", pointer)
        if len(value) < shortest:
            raise Problem(f"must be more than {shortest - 1} characters", pointer)

    return check


def truth(value: Any, pointer: str) -> None:
    if not isinstance(value, bool):
        raise Problem("must be a boolean", pointer)


def number(lowest: int, highest: int) -> Check:
    def check(value: Any, pointer: str) -> None:
        if isinstance(value, bool) or not isinstance(value, int) or not lowest <= value <= highest:
            raise Problem(f"must be a number from {lowest} to {highest}", pointer)

    return check


def one_of(*values: str) -> Check:
    def check(value: Any, pointer: str) -> None:
        if value not in values:
            raise Problem(f"must be one of {', '.join(values)}", pointer)

    return check


def matching(pattern: str, words: str) -> Check:
    def check(value: Any, pointer: str) -> None:
        if not isinstance(value, str) or not re.fullmatch(pattern, value):
            raise Problem(f"must be {words}", pointer)

    return check


def items(each: Check, most: int, fewest: int = 1) -> Check:
    def check(value: Any, pointer: str) -> None:
        if not isinstance(value, list):
            raise Problem("must be an array", pointer)
        if len(value) > most:
            raise Problem(f"no more than {most} items allowed", pointer)
        if len(value) < fewest:
            raise Problem(f"no fewer than {fewest} items allowed", pointer)
        for place, item in enumerate(value):
            each(item, f"{pointer}/{place}")

    return check


def unique(name: str) -> Check:
    """No two objects of a list may have the same value of a field."""

    def check(value: Any, pointer: str) -> None:
        seen = [item[name] for item in value if isinstance(item, dict) and item.get(name)]
        if len(seen) != len(set(seen)):
            raise Problem(f"{name} must be unique", pointer)

    return check


def fields(required: Mapping[str, Check], optional: Mapping[str, Check] | None = None) -> Check:
    """An object with these fields and no others."""
    known = {**required, **(optional or {})}

    def check(value: Any, pointer: str) -> None:
        if not isinstance(value, dict):
            raise Problem("must be an object", pointer)
        for name in required:
            if value.get(name) is None:
                raise Problem(f"missing required field: {name}", pointer)
        for name, inner in value.items():
            if name not in known and name != "type":
                raise Problem(f"invalid additional property: {name}", pointer)
            if name in known and inner is not None:
                known[name](inner, f"{pointer}/{name}")

    return check


def by_type(kinds: Mapping[str, Check], what: str) -> Check:
    def check(value: Any, pointer: str) -> None:
        kind = value.get("type") if isinstance(value, dict) else None
        if not isinstance(kind, str) or kind not in kinds:
            raise Problem(f"unsupported type of {what}: {kind}", f"{pointer}/type")
        kinds[str(kind)](value, pointer)

    return check


def both(*checks: Check) -> Check:
    def check(value: Any, pointer: str) -> None:
        for one in checks:
            one(value, pointer)

    return check
