"""Somebody opens Accord's Home tab."""

from handlers.incoming.payloads import Act
from storage.alliance import alliances
from storage.engine.database import Database
from storage.outbox import outbox


def open_home(act: Act, database: Database) -> None:
    """From now on the courier keeps this person's Home true. Outsiders see one too: it says what Accord is."""
    with database.transaction() as connection:
        alliance_id = alliances.home_of(connection, act.person)
        if alliance_id is not None:
            is_empty = act.value["is_empty"]
            outbox.open_home(connection, alliance_id, act.person, act.now, is_empty=is_empty)
