"""A manager takes back, on the same day, what one of them decided alone."""

from decisions.alliance.alliance import local_day
from decisions.set_up.taking_back import refuse_unless_may_take_back, taken_back
from handlers.incoming.alliance_of_act import alliance_kept
from handlers.incoming.payloads import Act
from handlers.recording.set_up.taking_back import record_taken_back
from handlers.views.blocks.kit import View
from handlers.views.set_up.taking_back import taking_back_window
from storage.engine.database import Database
from storage.record import decision_log


def ask_why(act: Act, database: Database) -> View:
    """Somebody presses *Take back*, beside what was decided alone."""
    with database.snapshot() as connection:
        alliance = alliance_kept(connection, act)
    today = local_day(act.now, alliance)
    decided = refuse_unless_may_take_back(alliance, act.number("decision"), act.person, today)
    return taking_back_window(alliance, decided)


def take_back(act: Act, database: Database) -> None:
    """That window is sent. The lock of the alliance keeps a sum from being left twice."""
    with database.transaction() as connection:
        alliance = alliance_kept(connection, act, for_writing=True)
        at = decision_log.moment(connection, alliance, act.now)
        number, reason = act.number("decision"), act.text("reason")
        back = taken_back(alliance, number, by=act.person, at=at, reason=reason)
        record_taken_back(connection, alliance, back, act)
