"""Who decides together, who speaks for whom, and since when."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Connection, Select, bindparam, insert, null, or_, select, update

from decisions.alliance.alliance import Alliance, Settings
from decisions.log.log_entry import GENESIS
from storage.alliance import members
from storage.personal import people
from storage.personal.people import Acquaintance
from storage.tables import alliances, operations_managers, partners, proposals, representatives
from storage.tables import people as known

_is_founded = alliances.c.founding.is_(null())
_is_closed = alliances.c.closed_at.is_not(None)

# Built once: every press needs these, and to build them takes as long as to run them.
_THIS = select(*members.OWN).where(alliances.c.id == bindparam("alliance_id"))
_OF_ACT = (
    select(*members.OWN, *people.ACQUAINTED)
    .join(proposals, proposals.c.alliance_id == alliances.c.id)
    .outerjoin(known, known.c.slack_user_id == bindparam("person"))
    .where(proposals.c.id == bindparam("proposal_id"))
)
# These wait for the alliance's other writers. On SQLite a writer is alone anyway.
_HELD, _HELD_OF_ACT = (query.with_for_update(of=alliances, key_share=True) for query in (_THIS, _OF_ACT))

# What is said to somebody directly names its alliance, if they take part in several.
_OF_PERSON: Select[tuple[int, str]] = (
    select(alliances.c.id, alliances.c.name)
    .where(
        alliances.c.id.in_(
            select(representatives.c.alliance_id)
            .where(representatives.c.slack_user_id == bindparam("person"), representatives.c.until.is_(None))
            .union(
                select(operations_managers.c.alliance_id).where(
                    operations_managers.c.slack_user_id == bindparam("person")
                )
            )
        )
    )
    .order_by(_is_closed, alliances.c.id)
)


def load(connection: Connection, alliance_id: int, *, for_writing: bool = False) -> Alliance:
    """Load an alliance as it is now. `for_writing` makes its other writers wait until the commit."""
    own = connection.execute(_HELD if for_writing else _THIS, {"alliance_id": alliance_id}).one()
    return members.with_members(connection, own)


def load_of_act(
    connection: Connection, proposal_id: int, person: str, *, for_writing: bool = False
) -> tuple[Alliance, Acquaintance] | None:
    """Load the alliance that a proposal was put to, likewise, and what is known of whoever acts.

    None when there is no such proposal.
    """
    query = _HELD_OF_ACT if for_writing else _OF_ACT
    row = connection.execute(query, {"proposal_id": proposal_id, "person": person}).one_or_none()
    return (members.with_members(connection, row), people.acquainted(row)) if row else None


def channel(connection: Connection, alliance_id: int) -> str:
    return str(connection.execute(select(alliances.c.channel).where(alliances.c.id == alliance_id)).scalar_one())


def of_channel(connection: Connection, channel: str) -> int | None:
    return connection.scalar(select(alliances.c.id).where(alliances.c.channel == channel))


def of_person(connection: Connection, person: str) -> list[tuple[int, str]]:
    """List the alliances (id, name) in which this person represents a partner or manages; closed ones come last."""
    return [(row.id, row.name) for row in connection.execute(_OF_PERSON, {"person": person})]


def first(connection: Connection, install: str = "") -> int | None:
    """Return what an outsider's Home is about: the first that decides, of this install."""
    here = _is_founded & (alliances.c.installed_in == install)
    return connection.scalar(select(alliances.c.id).where(here).order_by(_is_closed, alliances.c.id).limit(1))


def exists(connection: Connection, alliance_id: int) -> bool:
    return connection.scalar(select(alliances.c.id).where(alliances.c.id == alliance_id)) is not None


def only_one(connection: Connection) -> int | None:
    """Return the alliance when just one is founded."""
    some = list(connection.scalars(select(alliances.c.id).where(_is_founded).limit(2)))
    return some[0] if len(some) == 1 else None


def every(connection: Connection) -> list[int]:
    """List those that the log tells of: all that are founded, or whose partners are asked to found them."""
    told_of = select(alliances.c.id).where(alliances.c.log_length > 0)
    return list(connection.scalars(told_of.order_by(alliances.c.id)))


@dataclass(frozen=True)
class Listed:
    """An alliance as it stands in a list of all."""

    id: int
    name: str
    channel: str


def listed(connection: Connection) -> list[Listed]:
    """List all that the log tells of."""
    query = select(alliances.c.id, alliances.c.name, alliances.c.channel).where(alliances.c.log_length > 0)
    return [Listed(*row) for row in connection.execute(query.order_by(alliances.c.id))]


def founded(connection: Connection) -> list[int]:
    return list(connection.scalars(select(alliances.c.id).where(_is_founded).order_by(alliances.c.id)))


def everywhere(connection: Connection) -> list[int]:
    """List the alliances of all channels, founded or not."""
    return list(connection.scalars(select(alliances.c.id).order_by(alliances.c.id)))


def departures(connection: Connection, alliance_id: int) -> dict[int, datetime]:
    """Return when partners left, by their ids."""
    left = (partners.c.alliance_id == alliance_id) & partners.c.left_at.is_not(None)
    return {row.id: row.left_at for row in connection.execute(select(partners.c.id, partners.c.left_at).where(left))}


def voices(connection: Connection, alliance_id: int) -> dict[str, str]:
    """Return for whom people speak or last spoke: partners' names by Slack user id."""
    rows = connection.execute(
        select(representatives.c.slack_user_id, partners.c.name)
        .join(partners, partners.c.id == representatives.c.partner_id)
        .where(representatives.c.alliance_id == alliance_id)
        .order_by(representatives.c.since, representatives.c.id)
    )
    return {row.slack_user_id: row.name for row in rows}


def settings(connection: Connection, alliance_id: int) -> Settings:
    row = connection.execute(select(alliances).where(alliances.c.id == alliance_id)).one()
    managers = _managers(connection, alliance_id)
    where = (row.country, row.region)
    times = (row.timezone, row.digest_day, row.digest_time)
    return Settings(row.name, *times, managers, *where, row.correction_days, row.first_round)


def founded_at(connection: Connection, alliance_id: int) -> datetime:
    return _moment(connection, alliance_id, alliances.c.founded_at)


def digest_since(connection: Connection, alliance_id: int) -> datetime:
    """Return when the digest's day and time were set."""
    return _moment(connection, alliance_id, alliances.c.digest_since)


def _moment(connection: Connection, alliance_id: int, column: Column[Any]) -> datetime:
    moment: datetime = connection.execute(select(column).where(alliances.c.id == alliance_id)).scalar_one()
    return moment


def found(connection: Connection, channel: str, first: Settings, at: datetime, installed_in: str = "") -> int:
    """Add an alliance without partners and return its id."""
    alliance_id: int = connection.execute(
        insert(alliances).returning(alliances.c.id),
        {
            "channel": channel,
            "sealed_as": channel,
            "installed_in": installed_in,
            "last_number": 0,
            "log_length": 0,
            "log_head": GENESIS,
            "founded_at": at,
            "name": "",
            "timezone": "",
            "digest_day": "",
            "digest_time": "",
            "digest_since": at,
            "country": "",
            "region": "",
        },
    ).scalar_one()
    change_settings(connection, alliance_id, first, at)
    return alliance_id


def move(connection: Connection, alliance_id: int, channel: str) -> None:
    """Slack gave the alliance's channel another id, or the alliance goes on in another channel."""
    this = alliances.c.id == alliance_id
    connection.execute(update(alliances).where(this), {"channel": channel})
    # A log that is still to begin begins under the name of the channel as it is then.
    connection.execute(update(alliances).where(this, alliances.c.log_length == 0), {"sealed_as": channel})


def change_settings(connection: Connection, alliance_id: int, new: Settings, at: datetime) -> None:
    """Replace the settings. A changed timetable counts from now on."""
    timetable = {"timezone": new.timezone, "digest_day": new.digest_day, "digest_time": new.digest_time}
    is_other = or_(*(alliances.c[name] != value for name, value in timetable.items()))
    connection.execute(update(alliances).where(alliances.c.id == alliance_id, is_other), {"digest_since": at})
    connection.execute(
        update(alliances).where(alliances.c.id == alliance_id),
        {
            "name": new.name,
            **timetable,
            "country": new.country,
            "region": new.region,
            "correction_days": new.correction_days,
            "first_round": new.first_round,
        },
    )
    connection.execute(operations_managers.delete().where(operations_managers.c.alliance_id == alliance_id))
    rows = [
        {"alliance_id": alliance_id, "slack_user_id": person, "position": position}
        for position, person in enumerate(new.operations_managers)
    ]
    if rows:
        connection.execute(insert(operations_managers), rows)
        people.expect(connection, new.operations_managers)


def note_trouble(connection: Connection, alliance_id: int, of: str, at: datetime | None) -> bool:
    """Remember that Slack refuses the "channel" or the "app", or with None that it does not; return whether it is new.

    So each trouble is reported once.
    """
    since = alliances.c[f"{of}_trouble_at"]
    was_well = since.is_(None)
    news = alliances.c.id == alliance_id, was_well if at else ~was_well
    return bool(connection.execute(update(alliances).where(*news).values({since: at})).rowcount)


def _managers(connection: Connection, alliance_id: int) -> tuple[str, ...]:
    return tuple(
        connection.scalars(
            select(operations_managers.c.slack_user_id)
            .where(operations_managers.c.alliance_id == alliance_id)
            .order_by(operations_managers.c.position)
        )
    )
