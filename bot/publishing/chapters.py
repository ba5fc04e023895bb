"""The entries of the decision log that an export goes through."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import Connection

from bot.command_line import NotDone
from decisions.log.log_entry import LogEntry
from storage.alliance import alliances
from storage.record import decision_log


@dataclass(frozen=True)
class Span:
    """Which entries: from `since` on, and before `until` (UTC); None leaves it open."""

    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True)
class Chapter:
    """One alliance's entries, in order and read once."""

    alliance_id: int
    channel: str
    name: str
    timezone: str
    entries: Iterable[LogEntry]


def span_of_days(since: date | None, until: date | None) -> Span:
    """Take whole days (UTC); `until` is the last of them. Raises NotDone when they are the wrong way round."""
    if since and until and until < since:
        raise NotDone(f"{until} is before {since}; please give the earlier day first")
    return Span(_start_of(since), _start_of(until + timedelta(days=1) if until else None))


def chapters(connection: Connection, alliance_ids: Iterable[int], span: Span) -> Iterator[Chapter]:
    for alliance_id in alliance_ids:
        alliance = alliances.load(connection, alliance_id)
        entries = decision_log.entries(connection, alliance_id, span.since, span.until)
        yield Chapter(alliance_id, alliance.channel, alliance.name, alliance.timezone, entries)


def _start_of(day: date | None) -> datetime | None:
    return datetime.combine(day, time(), UTC) if day else None
