"""Who is in an alliance now? All of it is read with one query."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import CompoundSelect, Connection, bindparam, null, select, union_all

from decisions.alliance.alliance import Alliance, Partner
from decisions.alliance.ladder import Step
from decisions.alliance.matter import Matters
from storage.alliance import matters
from storage.tables import alliances, operations_managers, partners, representatives

_speaks = (representatives.c.partner_id == partners.c.id) & representatives.c.until.is_(None)


def _with_members() -> CompoundSelect[Any]:
    """Build the query of an alliance and its people: a row for each representative, then one for each manager."""
    names = (alliances.c.id, alliances.c.name, alliances.c.channel, alliances.c.timezone)
    kept = (alliances.c.ladder, alliances.c.first_round, matters.THERE_ARE_SOME.label("has_matters"))
    alliance = (*names, alliances.c.founding.is_(null()).label("is_founded"), alliances.c.closed_at, *kept)
    this_one = alliances.c.id == bindparam("alliance_id")
    speakers = (
        select(
            *alliance,
            partners.c.id.label("partner_id"),
            partners.c.name.label("partner"),
            partners.c.left_at,
            partners.c.joined_at,
            representatives.c.slack_user_id.label("person"),
            representatives.c.position,
            representatives.c.ends_at,
        )
        .outerjoin(partners, partners.c.alliance_id == alliances.c.id)
        .outerjoin(representatives, _speaks)
        .where(this_one)
    )
    managers = (
        select(
            *alliance,
            null(),
            null(),
            null(),
            null(),
            operations_managers.c.slack_user_id,
            operations_managers.c.position,
            null(),
        )
        .join(operations_managers, operations_managers.c.alliance_id == alliances.c.id)
        .where(this_one)
    )
    return union_all(speakers, managers).order_by("partner_id", "position")


# Built once: every press needs it, and to build it takes as long as to run it.
_MEMBERS = _with_members()


def read(connection: Connection, alliance_id: int) -> Alliance:
    rows = connection.execute(_MEMBERS, {"alliance_id": alliance_id}).all()
    head = rows[0]
    ever = [row for row in rows if row.partner_id]
    return Alliance(
        id=head.id,
        name=head.name,
        channel=head.channel,
        timezone=head.timezone,
        operations_managers=tuple(row.person for row in rows if row.partner_id is None and row.person),
        partners=_partners(row for row in ever if row.left_at is None),
        former=_partners(row for row in ever if row.left_at),
        is_founded=head.is_founded,
        closed_at=head.closed_at,
        matters=matters.of_alliance(connection, alliance_id) if head.has_matters else Matters(),
        ladder=tuple(Step(**each) for each in head.ladder or ()),
        seals_first_rounds=head.first_round == "sealed",
    )


def _partners(rows: Iterable[Any]) -> tuple[Partner, ...]:
    """Gather representatives, in their order, under their partners."""
    of_partners: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        of_partners[row.partner_id].append(row)
    return tuple(_partner(those) for those in of_partners.values())


def _partner(rows: list[Any]) -> Partner:
    head, speak = rows[0], [row for row in rows if row.person]
    stand_in = [row for row in speak if row.ends_at]
    return Partner(
        head.partner_id,
        head.partner,
        tuple(row.person for row in speak),
        head.joined_at,
        stand_ins=tuple(row.person for row in stand_in),
        ends_at=stand_in[0].ends_at if stand_in else None,
    )
