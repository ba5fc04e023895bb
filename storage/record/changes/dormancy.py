"""Alliances for which no install of Accord is left: they rest, and go on where they were when there is one again."""

from datetime import datetime

from sqlalchemy import ColumnElement, Connection, select, update

from decisions.alliance.alliance import Alliance
from storage.alliance import alliances, foundings
from storage.outbox import outbox
from storage.personal import people
from storage.tables import alliances as table

# What the log of a process says once: the install, why, and which alliance.
WORDS = "Accord is no longer installed in %s (%s): %s rests, and goes on when it is installed again"


def rest(connection: Connection, install: str, now: datetime) -> list[str]:
    """The install is over: its alliances wait. Return the names of those that did not before.

    Their managers are told where another install reaches them.
    """
    ours = _change(connection, install, table.c.rests_since.is_(None), now)
    for each in ours:
        _tell_managers_elsewhere(connection, each, now)
    return [each.name or each.channel for each in ours]


def wake(connection: Connection, install: str, now: datetime) -> list[str]:
    """There is such an install again: all that waited is shown, as it is now.

    Return the names of those that rested. A channel in which nobody began to set one up has none yet.
    """
    ours = _change(connection, install, table.c.rests_since.is_not(None), None)
    for each in ours:
        go_on(connection, each, now)
    return [name for each in ours if (name := each.name or _drafted_name(connection, each.id))]


def _drafted_name(connection: Connection, alliance_id: int) -> str:
    draft = foundings.load(connection, alliance_id)
    return draft.settings.name if draft else ""


def _change(
    connection: Connection, install: str, which: ColumnElement[bool], rests_since: datetime | None
) -> list[Alliance]:
    """Have those of an install rest or wake; return them, loaded for writing, in the order of their ids."""
    theirs = select(table.c.id).where(table.c.installed_in == install, which).order_by(table.c.id)
    ours = [alliances.load(connection, each, for_writing=True) for each in connection.scalars(theirs).all()]
    changed = update(table).where(table.c.id.in_([each.id for each in ours]))
    connection.execute(changed, {"rests_since": rests_since})
    return ours


def go_on(connection: Connection, alliance: Alliance, now: datetime) -> None:
    """Accord is in the alliance's channel again, and the alliance is loaded for writing: all is shown as it is."""
    alliances.note_trouble(connection, alliance.id, "app", None)
    alliances.note_trouble(connection, alliance.id, "channel", None)
    people.ask_again(connection, alliance.people)
    outbox.open_desk(connection, alliance.id, now)
    outbox.mark_open_cards(connection, now, alliance.id)
    outbox.hurry(connection, alliance.id, now)


def resting(connection: Connection) -> list[tuple[str, str, datetime]]:
    """List the alliances that rest: name, install, and since when."""
    query = select(table).where(table.c.rests_since.is_not(None)).order_by(table.c.id)
    return [(row.name or row.channel, row.installed_in, row.rests_since) for row in connection.execute(query)]


def _tell_managers_elsewhere(connection: Connection, alliance: Alliance, now: datetime) -> None:
    for manager in alliance.operations_managers:
        theirs = [each for each, _ in alliances.of_person(connection, manager)]
        awake = select(table.c.id).where(table.c.id.in_(theirs), table.c.rests_since.is_(None)).order_by(table.c.id)
        elsewhere = connection.scalar(awake.limit(1))
        key = f"rests:{alliance.id}:{now.isoformat()}:{manager}"
        if elsewhere is not None and not outbox.was_said(connection, key):
            lane = outbox.person_lane(connection, elsewhere, manager, now)
            outbox.say_once(connection, lane, key, "rests_notice", {"rests": alliance.id}, now)
