"""Records how partners join and leave, and who speaks for them from then on."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, insert, literal, select, update

from decisions.alliance.alliance import Alliance
from decisions.alliance.membership import OfPartner, PartnerJoins, PartnerLeaves
from decisions.people.appointment import Appointment
from storage.personal import people
from storage.tables import operations_managers, partners, representatives


def apply_change(connection: Connection, alliance_id: int, change: OfPartner, at: datetime) -> None:
    """Carry out what was decided about a partner, or at the founding."""
    if isinstance(change, PartnerJoins):
        partner_id = connection.execute(
            insert(partners).returning(partners.c.id),
            {"alliance_id": alliance_id, "name": change.name, "joined_at": at},
        ).scalar_one()
        _appoint(connection, alliance_id, partner_id, change.representatives, at)
        return
    _end(connection, change.partner_id, at)
    if isinstance(change, PartnerLeaves):
        connection.execute(update(partners).where(partners.c.id == change.partner_id), {"left_at": at})
    else:
        _appoint(connection, alliance_id, change.partner_id, change.representatives, at)


def name_founders(connection: Connection, alliance: Alliance, founders: Sequence[PartnerJoins], at: datetime) -> None:
    """Set which partners are asked to found an alliance. Those who were asked already and are asked again stay."""
    ours, named = partners.c.alliance_id == alliance.id, [each.name for each in founders]
    spoke = representatives.c.alliance_id == alliance.id, representatives.c.until.is_(None)
    connection.execute(update(representatives).where(*spoke), {"until": at})
    left = ours, partners.c.left_at.is_(None), partners.c.name.not_in(named)
    connection.execute(update(partners).where(*left), {"left_at": at})
    there = {partner.name: partner.id for partner in alliance.partners}
    for each in founders:
        if each.name in there:
            _appoint(connection, alliance.id, there[each.name], each.representatives, at)
        else:
            apply_change(connection, alliance.id, each, at)


def apply_appointment(connection: Connection, alliance_id: int, partner_id: int, named: Appointment) -> None:
    """Carry out what a partner says about who speaks for it."""
    _end(connection, partner_id, named.at)
    _appoint(connection, alliance_id, partner_id, named.representatives, named.at)
    stand_in = representatives.c.slack_user_id.in_(named.stand_ins), representatives.c.until.is_(None)
    theirs = representatives.c.partner_id == partner_id
    connection.execute(update(representatives).where(theirs, *stand_in), {"ends_at": named.ends_at})


def names(connection: Connection) -> list[tuple[int, str]]:
    """List what the partners of all alliances are called, each name with the alliance's id."""
    current = select(partners.c.alliance_id, partners.c.name).where(partners.c.left_at.is_(None))
    return [(row.alliance_id, row.name) for row in connection.execute(current)]


def rename_partner(connection: Connection, partner_id: int, name: str) -> None:
    connection.execute(update(partners).where(partners.c.id == partner_id), {"name": name})


def move_person(connection: Connection, alliance_id: int, before: str, after: str, at: datetime) -> None:
    """Put a person's other id in place of the one by which they speak or manage."""
    named = representatives.c
    speaks = (named.alliance_id == alliance_id, named.slack_user_id == before, named.until.is_(None))
    kept = (named.alliance_id, named.partner_id, named.position, named.ends_at)
    moved = select(*kept, literal(after), literal(at, named.since.type)).where(*speaks)
    connection.execute(
        insert(representatives).from_select([*(column.name for column in kept), "slack_user_id", "since"], moved)
    )
    connection.execute(update(representatives).where(*speaks), {"until": at})
    manages = operations_managers.c.alliance_id == alliance_id, operations_managers.c.slack_user_id == before
    connection.execute(update(operations_managers).where(*manages), {"slack_user_id": after})


def _end(connection: Connection, partner_id: int, at: datetime) -> None:
    current = representatives.c.partner_id == partner_id, representatives.c.until.is_(None)
    connection.execute(update(representatives).where(*current), {"until": at})


def _appoint(connection: Connection, alliance_id: int, partner_id: int, those: Sequence[str], at: datetime) -> None:
    people.expect(connection, those)
    connection.execute(
        insert(representatives),
        [
            {
                "alliance_id": alliance_id,
                "partner_id": partner_id,
                "slack_user_id": person,
                "position": position,
                "since": at,
            }
            for position, person in enumerate(those)
        ],
    )
