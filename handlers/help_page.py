"""Somebody types /accord."""

from handlers.identity import Act
from handlers.partners import show_partners
from handlers.views.help_window import help_window
from handlers.views.kit import View
from storage.database import Database


def accord(act: Act, database: Database) -> View:
    """/accord partners shows the partners; anything else shows what Accord can do."""
    if act.words.casefold() == "partners":
        return show_partners(act, database)
    return help_window()
