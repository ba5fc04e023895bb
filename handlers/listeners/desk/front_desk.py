"""Somebody asks at the front desk what waits for them, or says when they want to be asked."""

from decisions.people.absence import refuse_unless_may_be_away
from handlers.gathering.home import home_contents
from handlers.incoming.alliance_of_act import alliance_kept
from handlers.incoming.payloads import Act
from handlers.views.blocks.kit import View
from handlers.views.desk.front_desk import waits_window
from storage.engine.database import Database
from storage.outbox import outbox
from storage.personal import people


def show_what_waits(act: Act, database: Database) -> View:
    """Somebody presses *What waits for us* in the channel or below a direct message."""
    with database.snapshot() as connection:
        alliance = alliance_kept(connection, act)
        return waits_window(home_contents(connection, alliance.id, act.person, act.now))


def choose_hours(act: Act, database: Database) -> View | None:
    """Somebody presses *Ask me at once* or *Only in working hours*, on the Home tab, or in the window of what waits."""
    with database.transaction() as connection:
        alliance = alliance_kept(connection, act, for_writing=True)
        refuse_unless_may_be_away(alliance, act.person)
        people.set_at_once(connection, act.person, wanted=act.value.get("at_once") is True)
        outbox.person_lane(connection, alliance.id, act.person, act.now)
    return show_what_waits(act, database) if act.is_in_window else None
