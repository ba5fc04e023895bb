"""Somebody types /accord."""

from handlers.identity import Act
from handlers.overviews import preview_digest, show_status
from handlers.partners import show_partners
from handlers.views.help_window import help_window
from handlers.views.kit import View
from storage.database import Database

PAGES = {"partners": show_partners, "status": show_status, "digest": preview_digest}


def accord(act: Act, database: Database) -> View:
    """/accord partners, status or digest show that; anything else shows what Accord can do."""
    page = PAGES.get(act.words.casefold())
    return page(act, database) if page else help_window()
