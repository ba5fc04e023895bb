"""Which messages that Accord sent belong to a request, and what of them is shown?"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Row

from bot.chapters import Span
from bot.foi.redactions import BLACK, Redactor
from bot.foi.request import Search
from storage import people, said
from storage.outbox import LIVING_LOG, WHOLE_CHANNEL

# These show two texts in one another, so that a passage of either is in pieces.
_SHOWS_CHANGES = ("amendment", "amended_notice")
_CUT = "…"


@dataclass(frozen=True)
class Sent:
    """`number` is the proposal's, None for what is about several or none. `to` is "" for the channel."""

    at: datetime
    kind: str
    to: str
    number: int | None
    words: str


def sent(
    connection: Connection,
    alliance_id: int,
    span: Span,
    zone: ZoneInfo,
    search: Search,
    redactor: Redactor,
    blackened: set[int],
) -> Iterator[Sent]:
    """Yield them in order. `blackened` are the numbers of proposals of which a text is withheld in part."""
    if span.since is None or span.until is None:
        raise ValueError("a request has a first and a last day")
    numbers = said.numbers(connection, alliance_id)
    for row in said.between(connection, alliance_id, span.since, span.until):
        number = row.number or numbers.get(row.about.get("proposal", 0))
        if not (search.asks_for_number(number) if number else search.asks_for_words(row.words)):
            continue
        person = "" if row.slack_user_id in (None, WHOLE_CHANNEL, LIVING_LOG) else row.slack_user_id
        to = people.names(connection, [person]).get(person, person)
        words = _shown(row, number, redactor, blackened)
        yield Sent(row.at.astimezone(zone), row.kind.replace("_", " "), redactor.words(to), number, words)


def _shown(row: Row[Any], number: int | None, redactor: Redactor, blackened: set[int]) -> str:
    """Withhold the whole of what may hold a piece of withheld words that can't be told from others."""
    if not row.words:
        return "(What it said was not kept then.)"
    is_touched = number in blackened if number else any(f"No. {each} ·" in row.words for each in blackened)
    if is_touched and (row.kind in _SHOWS_CHANGES or _CUT in row.words):
        return f"{BLACK} [withheld: this message shows parts of words that are withheld elsewhere]"
    return redactor.words(row.words)
