"""The messages sent by Accord that belong to a request, and what is shown of them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Row

from bot.publishing.chapters import Span
from bot.publishing.foi.kinds import kind_in_words
from bot.publishing.foi.request import Search
from bot.publishing.redactions.redactor import Redactor
from storage.outbox.bundles import BUNDLE
from storage.outbox.outbox import FRONT_DESK, LIVING_LOG, WHOLE_CHANNEL
from storage.personal import people
from storage.record import message_record

# These show two texts in one another, so that a passage of either is in pieces.
_SHOWS_CHANGES = ("amendment", "amended_notice")
# Messages with these show a text in another, its beginning, or a piece of it.
_CUT = re.compile(r"…|struck through: taken out|has no room for all of it|have the whole text|\(\d+ of \d+\)")


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
) -> Iterator[Sent]:
    """Yield them in order. The redactor has read the log."""
    if span.since is None or span.until is None:
        raise ValueError("a request has a first and a last day")
    numbers = message_record.numbers(connection, alliance_id)
    for at, row in message_record.between(connection, alliance_id, span.since, span.until):
        number = row.number or numbers.get(row.about.get("proposal", 0))
        if not (search.asks_for_number(number) if number else search.asks_for_words(row.words)):
            continue
        is_of_all = row.slack_user_id in (None, WHOLE_CHANNEL, LIVING_LOG, FRONT_DESK)
        person = "" if is_of_all or row.slack_user_id.startswith(BUNDLE) else row.slack_user_id
        to = people.names(connection, [person]).get(person, person)
        words = _shown(row, number, redactor)
        yield Sent(at.astimezone(zone), kind_in_words(row.kind), redactor.words(to), number, words)


def _shown(row: Row[Any], number: int | None, redactor: Redactor) -> str:
    """Withhold the whole of what may hold a piece of withheld words that can't be told from others."""
    if not row.words:
        return "(What it said was not kept then.)"
    shown = [number] if number else [each for each in redactor.touched if f"No. {each} ·" in row.words]
    places = {place for each in shown for place in redactor.touched[each]}
    if places and (row.kind in _SHOWS_CHANGES or _CUT.search(row.words)):
        return redactor.whole(places)
    return redactor.words(row.words)
