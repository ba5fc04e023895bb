"""Who is in an alliance now. All of them are read with one query."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, ColumnElement, CompoundSelect, Connection, Row, bindparam, null, select, union_all

from decisions.alliance.alliance import Alliance, Partner
from decisions.alliance.ladder import Step
from decisions.alliance.matter import Matters
from storage.alliance import matters
from storage.tables import alliances, operations_managers, partners, representatives

_speaks = (representatives.c.partner_id == partners.c.id) & representatives.c.until.is_(None)

# What an alliance's own row says about it.
OWN = (
    *(alliances.c[name] for name in ("id", "name", "channel", "timezone", "closed_at", "ladder", "first_round")),
    alliances.c.founding.is_(null()).label("is_founded"),
)


def _members() -> CompoundSelect[Any]:
    """Build the query of an alliance's people: a row for each representative, then one for each manager."""
    of_this: BindParameter[int] = bindparam("alliance_id")
    speaker: list[ColumnElement[Any]] = [
        matters.THERE_ARE_SOME.label("has_matters"),
        partners.c.id.label("partner_id"),
        partners.c.name.label("partner"),
        partners.c.left_at,
        partners.c.joined_at,
        representatives.c.slack_user_id.label("person"),
        representatives.c.position,
        representatives.c.ends_at,
    ]
    who_manages = operations_managers.c.slack_user_id, operations_managers.c.position
    manager: list[ColumnElement[Any]] = [*[null()] * 5, *who_manages, null()]
    speakers = select(*speaker).outerjoin(representatives, _speaks).where(partners.c.alliance_id == of_this)
    managers = select(*manager).where(operations_managers.c.alliance_id == of_this)
    return union_all(speakers, managers).order_by("partner_id", "position")


# Built once: every press needs it, and to build it takes as long as to run it.
_MEMBERS = _members()


class _Member(NamedTuple):
    """A row of `_MEMBERS`: who represents a partner, a partner that nobody does, or a manager, who is of none.

    The fields stand in the order of its columns.
    """

    has_matters: bool | None
    partner_id: int | None
    partner: str
    left_at: datetime | None
    joined_at: datetime | None
    person: str | None
    position: int | None
    ends_at: datetime | None


def with_members(connection: Connection, own: Row[Any]) -> Alliance:
    """Read the alliance that a row with the columns `OWN` is about."""
    rows = [_Member(*row) for row in connection.execute(_MEMBERS, {"alliance_id": own.id}).all()]
    ever = [row for row in rows if row.partner_id]
    return Alliance(
        id=own.id,
        name=own.name,
        channel=own.channel,
        timezone=own.timezone,
        operations_managers=tuple(row.person for row in rows if row.person and row.partner_id is None),
        partners=_partners(row for row in ever if row.left_at is None),
        former=_partners(row for row in ever if row.left_at),
        is_founded=own.is_founded,
        closed_at=own.closed_at,
        matters=matters.of_alliance(connection, own.id) if ever and ever[0].has_matters else Matters(),
        ladder=tuple(Step(**each) for each in own.ladder or ()),
        seals_first_rounds=own.first_round == "sealed",
    )


def _partners(rows: Iterable[_Member]) -> tuple[Partner, ...]:
    """Gather representatives, in their order, under their partners."""
    return tuple(_partner(whose, [*those]) for whose, those in groupby(rows, attrgetter("partner_id")))


def _partner(partner_id: int, rows: Sequence[_Member]) -> Partner:
    stand_in = [row for row in rows if row.ends_at]
    return Partner(
        partner_id,
        rows[0].partner,
        tuple(row.person for row in rows if row.person),
        rows[0].joined_at,
        stand_ins=tuple(row.person for row in stand_in if row.person),
        ends_at=stand_in[0].ends_at if stand_in else None,
    )
