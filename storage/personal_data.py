"""What is stored about a person, and how is a person replaced by a pseudonym outside the decision log?"""

import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Column, Connection, String, cast, or_, select, text, update

from storage.people import NEVER
from storage.tables import (
    alliances,
    lanes,
    log_entries,
    messages,
    operations_managers,
    partners,
    people,
    proposals,
    questions,
    report_refusals,
    reports,
    representatives,
    responses,
    reviews,
    revisions,
    withdrawals,
)

# Every column that names a person by id, outside the log.
_NAMED: tuple[Column[Any], ...] = (
    representatives.c.slack_user_id,
    proposals.c.author,
    revisions.c.by,
    revisions.c.owner,
    responses.c.by,
    questions.c.by,
    reports.c.by,
    report_refusals.c.by,
    reviews.c.by,
    withdrawals.c.by,
    lanes.c.slack_user_id,
)


@dataclass(frozen=True)
class Voice:
    """For whom a person spoke in an alliance, from when to when; None for still."""

    alliance_id: int
    partner: str
    since: datetime
    until: datetime | None


@dataclass(frozen=True)
class Act:
    """An entry of the decision log whose actor the person is."""

    alliance: str
    sequence: int
    at: str
    kind: str
    partner: str


@dataclass(frozen=True)
class Kept:
    """All that is stored about a person. `messages` were sent to them, `mentions` are kept messages that name them."""

    slack_user_id: str
    name: str
    timezone: str
    is_gone: bool
    away_until: date | None
    voices: tuple[Voice, ...]
    manages: tuple[str, ...]
    acts: tuple[Act, ...]
    messages: int
    mentions: int

    @property
    def speaks_for(self) -> str:
        """The partner they speak for now, "" for none."""
        return next((voice.partner for voice in self.voices if voice.until is None), "")


def kept(connection: Connection, person: str) -> Kept | None:
    """Gather it; None when nothing is known of this id."""
    known = connection.execute(select(people).where(people.c.slack_user_id == person)).one_or_none()
    acts = tuple(Act(**row._mapping) for row in connection.execute(_acts(person)))
    if known is None and not acts:
        return None
    spoken = (
        select(representatives.c.alliance_id, partners.c.name, representatives.c.since, representatives.c.until)
        .join(partners, partners.c.id == representatives.c.partner_id)
        .where(representatives.c.slack_user_id == person)
        .order_by(representatives.c.since)
    )
    manages = (
        select(alliances.c.name)
        .join(operations_managers, operations_managers.c.alliance_id == alliances.c.id)
        .where(operations_managers.c.slack_user_id == person)
    )
    return Kept(
        slack_user_id=person,
        name=known.name if known else "",
        timezone=known.timezone if known else "",
        is_gone=bool(known and known.is_gone),
        away_until=known.away_until if known else None,
        voices=tuple(Voice(*row) for row in connection.execute(spoken)),
        manages=tuple(connection.scalars(manages)),
        acts=acts,
        messages=len(list(connection.scalars(_messages_to(person)))),
        mentions=sum(1 for _ in _messages_about(connection, person, known.name if known else "")),
    )


def replace(connection: Connection, person: str, name: str, new_name: str) -> str:
    """Put a pseudonym in the place of an id and a name, everywhere but in the log; return the pseudonym.

    What people typed stays: texts and reasons are what was decided about.
    """
    pseudonym = f"former-{secrets.token_hex(6)}"
    with _facts_unlocked(connection):
        for column in _NAMED:
            connection.execute(update(column.table).where(column == person).values({column: pseudonym}))
    _replace_in_changes(connection, person, pseudonym)
    for row in list(_messages_about(connection, person, name)):
        _replace_in_message(connection, row, {person: pseudonym, name: new_name})
    connection.execute(
        update(people).where(people.c.slack_user_id == person),
        {
            "slack_user_id": pseudonym,
            "name": new_name,
            "timezone": "",
            "is_gone": True,
            "away_until": None,
            "asked_at": NEVER,
        },
    )
    return pseudonym


def close_lanes(connection: Connection, pseudonym: str, now: datetime) -> None:
    """Tell somebody who is not there any more nothing."""
    theirs = select(lanes.c.id).where(lanes.c.slack_user_id == pseudonym)
    unsaid = messages.c.lane_id.in_(theirs) & messages.c.ended_at.is_(None)
    connection.execute(update(messages).where(unsaid), {"ended_at": now, "ended_as": "given up: pseudonymised"})
    connection.execute(update(lanes).where(lanes.c.slack_user_id == pseudonym), {"has_home": False, "due_at": None})


def alliances_of(connection: Connection, person: str) -> list[int]:
    """List the alliances in which a person spoke, raised something or did anything that is logged."""
    found = {
        *connection.scalars(select(representatives.c.alliance_id).where(representatives.c.slack_user_id == person))
    }
    found |= {*connection.scalars(select(proposals.c.alliance_id).where(proposals.c.author == person))}
    found |= {*connection.scalars(select(log_entries.c.alliance_id).where(log_entries.c.actor == person).distinct())}
    return sorted(found)


def _acts(person: str) -> Any:
    return (
        select(
            alliances.c.name.label("alliance"),
            log_entries.c.sequence,
            log_entries.c.at,
            log_entries.c.kind,
            log_entries.c.partner,
        )
        .join(alliances, alliances.c.id == log_entries.c.alliance_id)
        .where(log_entries.c.actor == person)
        .order_by(log_entries.c.alliance_id, log_entries.c.sequence)
    )


def _messages_to(person: str) -> Any:
    theirs = lanes.c.slack_user_id == person
    return select(messages.c.id).join(lanes, lanes.c.id == messages.c.lane_id).where(theirs)


def _messages_about(connection: Connection, person: str, name: str) -> Iterator[Any]:
    searched = (messages.c.key, messages.c.words, cast(messages.c.about, String))
    words = [word for word in (person, name) if word]
    query = select(messages.c.id, messages.c.key, messages.c.words, messages.c.about).where(
        or_(*(column.contains(word, autoescape=True) for column in searched for word in words))
    )
    patterns = [_whole(word) for word in words]
    for row in connection.execute(query):
        if any(pattern.search(f"{row.key}\n{row.words}\n{row.about}") for pattern in patterns):
            yield row


def _replace_in_message(connection: Connection, row: Any, new: dict[str, str]) -> None:
    replaced = {name: _replaced(getattr(row, name), new) for name in ("key", "words", "about")}
    connection.execute(update(messages).where(messages.c.id == row.id), replaced)


def _replace_in_changes(connection: Connection, person: str, pseudonym: str) -> None:
    """Those whom a proposal about the partners appoints."""
    query = select(proposals.c.id, proposals.c.change).where(
        cast(proposals.c.change, String).contains(person, autoescape=True)
    )
    for row in connection.execute(query).all():
        changed = _replaced(row.change, {person: pseudonym})
        connection.execute(update(proposals).where(proposals.c.id == row.id), {"change": changed})


def _replaced(value: Any, new: dict[str, str]) -> Any:
    if isinstance(value, str):
        for old, instead in new.items():
            value = _whole(old).sub(instead, value) if old else value
        return value
    if isinstance(value, list):
        return [_replaced(inner, new) for inner in value]
    if isinstance(value, dict):
        return {name: _replaced(inner, new) for name, inner in value.items()}
    return value


def _whole(word: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(word)}(?!\w)")


@contextmanager
def _facts_unlocked(connection: Connection) -> Iterator[None]:
    """Let facts be changed in this transaction; the log stays locked."""
    tables = {column.table.name for column in _NAMED}
    if connection.dialect.name == "sqlite":
        found = connection.execute(text("SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'"))
        triggers = [row for row in found if row.tbl_name in tables]
        for row in triggers:
            connection.execute(text(f'DROP TRIGGER "{row.name}"'))
        yield
        for row in triggers:
            connection.exec_driver_sql(row.sql)
        return
    for table in tables:
        connection.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
    yield
    for table in tables:
        connection.execute(text(f"ALTER TABLE {table} ENABLE TRIGGER USER"))
