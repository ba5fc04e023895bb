"""Somebody types /accord."""

from handlers.absences import ask_until_when
from handlers.identity import Act
from handlers.overviews import preview_digest, show_status
from handlers.partners import show_partners
from handlers.views.help_window import help_window
from handlers.views.kit import View
from storage.database import Database

PAGES = {"partners": show_partners, "status": show_status, "digest": preview_digest, "away": ask_until_when}


def accord(act: Act, database: Database) -> View:
    """/accord partners, status, digest or away show that; anything else shows what Accord can do."""
    page = PAGES.get(act.words.casefold(), show_help)
    return page(act, database)


def show_help(_act: Act, _database: Database) -> View:
    """How it works is pressed, or anything else is typed."""
    return help_window()
