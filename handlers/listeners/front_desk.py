"""Somebody asks at the front desk what waits for them."""

from handlers.gathering.home import home_contents
from handlers.incoming.payloads import Act
from handlers.incoming.whose import alliance_kept
from handlers.views.blocks.kit import View
from handlers.views.front_desk import waits_window
from storage.engine.database import Database


def show_what_waits(act: Act, database: Database) -> View:
    """What waits for us is pressed, in the channel or below a direct message."""
    with database.snapshot() as connection:
        alliance = alliance_kept(connection, act)
        return waits_window(home_contents(connection, alliance.id, act.person, act.now))
