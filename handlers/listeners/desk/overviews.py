"""Somebody asks how it works, where all proposals stand, or for the digest."""

from sqlalchemy import Connection

from decisions.alliance import rights_refusal
from decisions.alliance.alliance import Alliance
from decisions.set_up.founding import refuse_while_drafted
from handlers.gathering.digest import say_digest, since_last_digest
from handlers.gathering.overview import overview
from handlers.incoming.alliance_of_act import alliance_kept, alliance_meant
from handlers.incoming.payloads import Act
from handlers.views.blocks import ids
from handlers.views.blocks.kit import View
from handlers.views.desk.overview import preview_window, status_window
from handlers.views.meeting.meeting import doors
from handlers.views.windows.desk.help_window import help_window
from storage.engine.database import Database
from storage.record import meetings


def show_help(_act: Act, _database: Database) -> View:
    """Somebody presses *How it works*, or types /accord with no word that it knows."""
    return help_window()


def show_status(act: Act, database: Database) -> View:
    """Somebody presses *Where we stand* or *Show all*, types /accord status, or turns a page. Everybody may see it."""
    with database.snapshot() as connection:
        alliance = _alliance_told_of(connection, act)
        shown = overview(connection, alliance.id, act.now, act.now, act.now)
        goes_on, may_hold = meetings.going_on(connection, alliance.id), alliance.is_manager(act.person)
        return status_window(shown, act.value.get("page"), doors(alliance, goes_on, may_hold=may_hold))


def preview_digest(act: Act, database: Database) -> View:
    """Somebody types /accord digest, or presses *The digest*: show what the channel would read."""
    with database.snapshot() as connection:
        alliance = _alliance_told_of(connection, act)
        since = since_last_digest(connection, alliance.id)
        shown = overview(connection, alliance.id, since, act.now, act.now)
    may_post = alliance.is_manager(act.person) and not alliance.is_closed
    return preview_window(shown, ids.DIGEST_WINDOW, {"alliance": alliance.id}, may_post=may_post)


def post_digest(act: Act, database: Database) -> None:
    """The preview is sent: post the digest now, beside the weekly one."""
    with database.transaction() as connection:
        alliance = alliance_kept(connection, act, for_writing=True)
        _refuse_unless_manager(alliance, act.person)
        say_digest(connection, alliance.id, act.delivery, act.now)


def _alliance_told_of(connection: Connection, act: Act) -> Alliance:
    alliance = alliance_meant(connection, act)
    refuse_while_drafted(alliance)
    return alliance


def _refuse_unless_manager(alliance: Alliance, person: str) -> None:
    if not alliance.is_manager(person):
        raise rights_refusal.may_not_post_digest(alliance)
