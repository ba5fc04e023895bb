"""Replaces a person by a pseudonym, everywhere but in the decision log."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Connection, String, cast, select, text, update

from decisions.proposal.facts import FACTS, PEOPLE
from storage.engine.columns import metadata
from storage.personal.people import NEVER, ids_ever
from storage.personal.personal_data import messages_about, whole
from storage.tables import alliances, lanes, messages, people, proposals, representatives, told_of

# Every column that names a person by id, outside the log.
_NAMED: tuple[Column[Any], ...] = (
    representatives.c.slack_user_id,
    proposals.c.author,
    lanes.c.slack_user_id,
    *(
        table.c[name]
        for declared in FACTS.values()
        for name in PEOPLE
        if name in (table := metadata.tables[declared.table]).c
    ),
)


def replace(connection: Connection, person: str, name: str, new_name: str) -> str:
    """Put a pseudonym in place of a person's ids and name, everywhere but in the log; return the pseudonym.

    What people typed stays: texts and reasons are what was decided about.
    """
    pseudonym = f"former-{secrets.token_hex(6)}"
    for each in ids_ever(connection, person):
        _join_lanes(connection, each, person)
    for each in ids_ever(connection, person):
        _replace_id(connection, each, name, {each: pseudonym, name: new_name})
    connection.execute(people.delete().where(people.c.moved_to == person))
    connection.execute(
        update(people).where(people.c.slack_user_id == person),
        {
            "slack_user_id": pseudonym,
            "name": new_name,
            "timezone": "",
            "team": "",
            "is_gone": True,
            "away_until": None,
            "at_once": False,
            "asked_at": NEVER,
        },
    )
    return pseudonym


def _replace_id(connection: Connection, person: str, name: str, new: dict[str, str]) -> None:
    with _facts_unlocked(connection):
        for column in _NAMED:
            connection.execute(update(column.table).where(column == person).values({column: new[person]}))
    _replace_in_changes(connection, person, new[person])
    for row in list(messages_about(connection, person, name)):
        _replace_in_message(connection, row, new)


def _join_lanes(connection: Connection, earlier: str, person: str) -> None:
    """What somebody was told by an earlier id joins what they were told since."""
    if earlier == person:
        return
    theirs = select(lanes.c.alliance_id).where(lanes.c.slack_user_id == person)
    alone = (lanes.c.slack_user_id == earlier) & lanes.c.alliance_id.not_in(theirs)
    connection.execute(update(lanes).where(alone), {"slack_user_id": person})
    old, new = lanes.alias(), lanes.alias()
    pairs = select(old.c.id, new.c.id).join(new, new.c.alliance_id == old.c.alliance_id)
    both = (old.c.slack_user_id == earlier) & (new.c.slack_user_id == person)
    for from_lane, to_lane in connection.execute(pairs.where(both)).all():
        for table in (messages, told_of):
            connection.execute(update(table).where(table.c.lane_id == from_lane), {"lane_id": to_lane})
        connection.execute(lanes.delete().where(lanes.c.id == from_lane))


def close_lanes(connection: Connection, pseudonym: str, now: datetime) -> None:
    """Tell nothing to somebody who is no longer there."""
    theirs = select(lanes.c.id).where(lanes.c.slack_user_id == pseudonym)
    unsaid = messages.c.lane_id.in_(theirs) & messages.c.ended_at.is_(None)
    connection.execute(update(messages).where(unsaid), {"ended_at": now, "ended_as": "given up: pseudonymised"})
    connection.execute(told_of.delete().where(told_of.c.lane_id.in_(theirs)))
    connection.execute(update(lanes).where(lanes.c.slack_user_id == pseudonym), {"has_home": False, "due_at": None})


def _replace_in_message(connection: Connection, row: Any, new: dict[str, str]) -> None:
    replaced = {name: _replaced(getattr(row, name), new) for name in ("key", "words", "about")}
    connection.execute(update(messages).where(messages.c.id == row.id), replaced)


def _replace_in_changes(connection: Connection, person: str, pseudonym: str) -> None:
    """Replace those whom a proposal about the partners, or the draft of an alliance, appoints."""
    for named in (proposals.c.change, alliances.c.founding):
        key = named.table.c.id
        query = select(key, named).where(cast(named, String).contains(person, autoescape=True))
        for row in connection.execute(query).all():
            changed = _replaced(row[1], {person: pseudonym})
            connection.execute(update(named.table).where(key == row[0]), {named.name: changed})


def _replaced(value: Any, new: dict[str, str]) -> Any:
    if isinstance(value, str):
        for old, instead in new.items():
            value = whole(old).sub(instead, value) if old else value
        return value
    if isinstance(value, list):
        return [_replaced(inner, new) for inner in value]
    if isinstance(value, dict):
        return {name: _replaced(inner, new) for name, inner in value.items()}
    return value


@contextmanager
def _facts_unlocked(connection: Connection) -> Iterator[None]:
    """Let facts be changed in this transaction; the log stays locked."""
    tables = {column.table.name for column in _NAMED}
    if connection.dialect.name == "sqlite":
        # Otherwise what was replaced stays readable in the unused parts of the file.
        connection.execute(text("PRAGMA secure_delete = ON"))
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
