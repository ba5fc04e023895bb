"""What an alliance is to be, in a channel where none is founded yet."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, select, update

from decisions.alliance.alliance import Settings
from decisions.alliance.membership import PartnerJoins
from decisions.set_up.founding import NOTHING_SET, Founding
from storage.alliance import alliances
from storage.alliance.installed import install_of
from storage.engine.database import wait_for_turn
from storage.personal import people
from storage.tables import alliances as table
from storage.tables import operations_managers

# Slack may tell of an invitation twice at once. Any number that nobody else on the same PostgreSQL is likely to choose.
INVITATION_LOCK = 4_277_021


def begin(connection: Connection, channel: str, at: datetime, install: str = "") -> int | None:
    """Accord is in this channel now, by this install: return the alliance to be there.

    None where one is founded, or where another install of Accord came first.
    """
    wait_for_turn(connection, INVITATION_LOCK)
    there = alliances.of_channel(connection, channel)
    if there is None:
        there = alliances.found(connection, channel, NOTHING_SET, at, install)
        keep(connection, there, Founding())
        return there
    if install_of(connection, channel) != install:
        return None
    return None if load(connection, there) is None else there


def load(connection: Connection, alliance_id: int) -> Founding | None:
    """Load the draft, with the ids that people have by now; None when the alliance is founded."""
    kept = connection.scalar(select(table.c.founding).where(table.c.id == alliance_id))
    if kept is None:
        return None
    draft = _read(kept)

    def called(those: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(people.id_now(connection, person) for person in those)

    managers = called(draft.settings.operations_managers)
    return Founding(
        people.id_now(connection, draft.by),
        replace(draft.settings, operations_managers=managers),
        tuple(PartnerJoins(each.name, called(each.representatives)) for each in draft.partners),
    )


def keep(connection: Connection, alliance_id: int, draft: Founding) -> None:
    connection.execute(update(table).where(table.c.id == alliance_id), {"founding": asdict(draft)})


def remove(connection: Connection, alliance_id: int) -> None:
    """Drop a draft that nobody was asked about yet: an alliance that is founded comes into its channel."""
    connection.execute(delete(operations_managers).where(operations_managers.c.alliance_id == alliance_id))
    connection.execute(delete(table).where(table.c.id == alliance_id))


def end(connection: Connection, alliance_id: int, at: datetime) -> None:
    """The alliance is founded now."""
    connection.execute(update(table).where(table.c.id == alliance_id), {"founding": None, "founded_at": at})


def _read(kept: Mapping[str, Any]) -> Founding:
    settings = {**kept["settings"], "operations_managers": tuple(kept["settings"]["operations_managers"])}
    partners = (PartnerJoins(each["name"], tuple(each["representatives"])) for each in kept["partners"])
    return Founding(kept["by"], Settings(**settings), tuple(partners))
