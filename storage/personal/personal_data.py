"""What is stored about a person."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Select, String, cast, or_, select, true

from storage.tables import (
    alliances,
    lanes,
    log_entries,
    messages,
    operations_managers,
    partners,
    people,
    proposals,
    representatives,
)


@dataclass(frozen=True)
class Voice:
    """For whom a person spoke in an alliance, from when to when; None for still."""

    alliance_id: int
    partner: str
    since: datetime
    until: datetime | None


@dataclass(frozen=True)
class LoggedAct:
    """An entry of the decision log."""

    alliance: str
    sequence: int
    at: str
    kind: str
    partner: str


@dataclass(frozen=True)
class Kept:
    """All that is stored about a person.

    `named_in` are others' entries of the log with their id, `messages` were sent to them, `mentions` are kept messages
    that name them.
    """

    slack_user_id: str
    name: str
    timezone: str
    team: str
    is_gone: bool
    away_until: date | None
    at_once: bool
    voices: tuple[Voice, ...]
    manages: tuple[str, ...]
    acts: tuple[LoggedAct, ...]
    named_in: tuple[LoggedAct, ...]
    messages: int
    mentions: int

    @property
    def speaks_for(self) -> str:
        """The partner they speak for now, "" for none."""
        return next((voice.partner for voice in self.voices if voice.until is None), "")


def kept(connection: Connection, person: str, alliance_id: int | None = None) -> Kept | None:
    """Gather it, from one alliance only if it is named; None when nothing is known of this id there."""
    known = connection.execute(select(people).where(people.c.slack_user_id == person)).one_or_none()
    is_there = _is_of(log_entries.c.alliance_id, alliance_id)
    acts = tuple(LoggedAct(*row) for row in connection.execute(_acts((log_entries.c.actor == person) & is_there)))
    named_in = tuple(_named_in(connection, person, is_there))
    if not acts and not named_in and (known is None or alliance_id not in (None, *alliances_of(connection, person))):
        return None
    spoken = (
        select(representatives.c.alliance_id, partners.c.name, representatives.c.since, representatives.c.until)
        .join(partners, partners.c.id == representatives.c.partner_id)
        .where(representatives.c.slack_user_id == person, _is_of(representatives.c.alliance_id, alliance_id))
        .order_by(representatives.c.since)
    )
    manages = (
        select(alliances.c.name)
        .join(operations_managers, operations_managers.c.alliance_id == alliances.c.id)
        .where(operations_managers.c.slack_user_id == person, _is_of(alliances.c.id, alliance_id))
    )
    return Kept(
        slack_user_id=person,
        name=known.name if known else "",
        timezone=known.timezone if known else "",
        team=known.team if known else "",
        is_gone=bool(known and known.is_gone),
        away_until=known.away_until if known else None,
        at_once=bool(known and known.at_once),
        voices=tuple(Voice(*row) for row in connection.execute(spoken)),
        manages=tuple(connection.scalars(manages)),
        acts=acts,
        named_in=named_in,
        messages=len(list(connection.scalars(_messages_to(person, alliance_id)))),
        mentions=sum(1 for _ in messages_about(connection, person, known.name if known else "", alliance_id)),
    )


def _is_of(column: Column[Any], alliance_id: int | None) -> ColumnElement[bool]:
    return true() if alliance_id is None else column == alliance_id


def alliances_of(connection: Connection, person: str) -> list[int]:
    """List the alliances in which a person spoke, raised something, or acts or is named in the log."""
    found = {
        *connection.scalars(select(representatives.c.alliance_id).where(representatives.c.slack_user_id == person))
    }
    found |= {*connection.scalars(select(proposals.c.alliance_id).where(proposals.c.author == person))}
    fields = log_entries.c.fields
    named = select(log_entries.c.alliance_id, log_entries.c.actor, fields).where(
        or_(log_entries.c.actor == person, fields.contains(person, autoescape=True))
    )
    pattern = whole(person)
    found |= {row.alliance_id for row in connection.execute(named) if row.actor == person or pattern.search(row.fields)}
    return sorted(found)


def _acts(wanted: ColumnElement[bool], *more: ColumnElement[Any]) -> Select[Any]:
    entry = (log_entries.c.sequence, log_entries.c.at, log_entries.c.kind, log_entries.c.partner)
    return (
        select(alliances.c.name, *entry, *more)
        .join(alliances, alliances.c.id == log_entries.c.alliance_id)
        .where(wanted)
        .order_by(log_entries.c.alliance_id, log_entries.c.sequence)
    )


def _named_in(connection: Connection, person: str, is_there: ColumnElement[bool]) -> Iterator[LoggedAct]:
    """Find where others name them: as an owner or a representative, or in a text."""
    fields = log_entries.c.fields
    query = _acts(is_there & (log_entries.c.actor != person) & fields.contains(person, autoescape=True), fields)
    for *entry, words in connection.execute(query):
        if whole(person).search(words):
            yield LoggedAct(*entry)


def _messages_to(person: str, alliance_id: int | None) -> Any:
    theirs = (lanes.c.slack_user_id == person) & _is_of(lanes.c.alliance_id, alliance_id)
    return select(messages.c.id).join(lanes, lanes.c.id == messages.c.lane_id).where(theirs)


def messages_about(connection: Connection, person: str, name: str, alliance_id: int | None = None) -> Iterator[Any]:
    """Yield id, key, words and about of kept messages that have the id or the name ("" for none)."""
    searched = (messages.c.key, messages.c.words, cast(messages.c.about, String))
    words = [word for word in (person, name) if word]
    query = select(messages.c.id, messages.c.key, messages.c.words, messages.c.about).where(
        or_(*(column.contains(word, autoescape=True) for column in searched for word in words))
    )
    if alliance_id is not None:
        query = query.join(lanes, lanes.c.id == messages.c.lane_id).where(lanes.c.alliance_id == alliance_id)
    patterns = [whole(word) for word in words]
    for row in connection.execute(query):
        if any(pattern.search(f"{row.key}\n{row.words}\n{row.about}") for pattern in patterns):
            yield row


def whole(word: str) -> re.Pattern[str]:
    """Match an id or a name, but not inside a longer one."""
    return re.compile(rf"(?<!\w){re.escape(word)}(?!\w)")
