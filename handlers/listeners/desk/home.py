"""Somebody opens Accord's Home tab, or chooses one of their alliances there."""

from sqlalchemy import Connection

from handlers.incoming.alliance_of_act import alliance_kept
from handlers.incoming.payloads import Act
from storage.alliance import alliances
from storage.alliance.installed import of_person_here
from storage.engine.database import Database
from storage.outbox import outbox


def open_home(act: Act, database: Database) -> None:
    """From now on the courier keeps this person's Home true. Outsiders see one too: it says what Accord is."""
    with database.transaction() as connection:
        alliance_id = _alliance_shown(connection, act.person, act.install)
        if alliance_id is not None:
            is_empty = act.value["is_empty"]
            outbox.open_home(connection, alliance_id, act.person, act.now, is_empty=is_empty)


def choose_alliance(act: Act, database: Database) -> None:
    """Whoever takes part in several alliances sees another one of them from now on."""
    with database.transaction() as connection:
        alliance = alliance_kept(connection, act)
        outbox.open_home(connection, alliance.id, act.person, act.now, is_empty=True)


def _alliance_shown(connection: Connection, person: str, install: str) -> int | None:
    """Find the one that they chose, as long as it is theirs; else their first, and for an outsider any.

    Each install has a Home of its own, and shows none of what was founded through another.
    """
    theirs = [alliance_id for alliance_id, _ in of_person_here(connection, person, install)]
    kept = outbox.home_of(connection, person)
    if kept in theirs or (kept and not theirs):
        return kept
    return theirs[0] if theirs else alliances.first(connection, install)
