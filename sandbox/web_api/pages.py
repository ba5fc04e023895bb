"""Long lists are answered page by page."""

import base64
import binascii
from collections.abc import Callable, Sequence
from typing import TypeVar

from sandbox.workspace import Json, SlackError

USUAL_LIMIT = 100
HIGHEST_LIMIT = 999

T = TypeVar("T")


def page_of(found: Sequence[T], key: Callable[[T], str], arguments: Json) -> tuple[list[T], str]:
    """Return a page and the cursor of the next, "" after the last.

    The cursor names the item that comes next, not its number: nothing is missed when something new arrives.
    """
    limit = _limit(arguments.get("limit"))
    start = _start([key(item) for item in found], str(arguments.get("cursor") or ""))
    rest = found[start + limit :]
    cursor = base64.b64encode(f"next:{key(rest[0])}".encode()).decode() if rest else ""
    return list(found[start : start + limit]), cursor


def _limit(wanted: object) -> int:
    if wanted in (None, "", 0, "0"):
        return USUAL_LIMIT
    try:
        limit = int(str(wanted))
    except ValueError:
        limit = 0
    if not 1 <= limit <= HIGHEST_LIMIT:
        raise SlackError("invalid_limit")
    return limit


def _start(keys: list[str], cursor: str) -> int:
    if not cursor:
        return 0
    try:
        name = base64.b64decode(cursor, validate=True).decode().removeprefix("next:")
        return keys.index(name)
    except (binascii.Error, ValueError) as error:
        raise SlackError("invalid_cursor") from error
