"""A representative is away, or back."""

from datetime import date

from sqlalchemy import Connection

from decisions.alliance.alliance import Alliance, Partner, local_day
from decisions.alliance.voice import present
from decisions.people import absence
from handlers.gathering.proposal_view import absent
from handlers.incoming.alliance_of_act import alliance_kept, alliance_meant
from handlers.incoming.payloads import Act
from handlers.views.blocks.kit import View
from handlers.views.people.absence import away_window, back_window
from storage.engine.database import Database
from storage.outbox import outbox
from storage.personal import people


def ask_until_when(act: Act, database: Database) -> View:
    """Somebody presses *I'm away*, or types /accord away."""
    with database.snapshot() as connection:
        alliance = alliance_meant(connection, act)
        partner = absence.refuse_unless_may_be_away(alliance, act.person)
        until = absent(connection, alliance, act.now).get(act.person)
    return away_window(alliance.id, partner.name, until)


def be_away(act: Act, database: Database) -> None:
    """The window is sent."""
    with database.transaction() as connection:
        alliance = alliance_kept(connection, act, for_writing=True)
        until, today = act.day("until"), local_day(act.now, alliance)
        partner = absence.absence(alliance, by=act.person, until=until, today=today)
        _keep(connection, alliance, partner, act, until)


def be_back(act: Act, database: Database) -> View | None:
    """Somebody presses *I'm back*. If that was in a window, another takes its place."""
    with database.transaction() as connection:
        alliance = alliance_kept(connection, act, for_writing=True)
        partner = absence.refuse_unless_may_be_away(alliance, act.person)
        _keep(connection, alliance, partner, act, None)
    return back_window(partner.name) if act.is_in_window else None


def _keep(connection: Connection, alliance: Alliance, partner: Partner, act: Act, until: date | None) -> None:
    """Store it, and tell the others who speak for the partner. It is not logged: it decides nothing."""
    people.set_away(connection, act.person, until)
    outbox.mark_open_cards(connection, act.now, alliance.id)
    about = {"whose": act.person}
    lane = outbox.person_lane(connection, alliance.id, act.person, act.now)
    outbox.say_once(connection, lane, act.delivery, "away_receipt", about, act.now)
    for person in present(partner, absent(connection, alliance, act.now)):
        if person != act.person:
            lane = outbox.person_lane(connection, alliance.id, person, act.now)
            outbox.say_once(connection, lane, f"{act.delivery}:{person}", "away_notice", about, act.now)
