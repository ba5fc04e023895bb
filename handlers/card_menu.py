"""Somebody chooses from the menu (⋯) of a card."""

from decisions import refusal
from handlers.identity import Act
from handlers.proposals import ask_to_amend, ask_to_withdraw, history, remind
from handlers.reports import ask_whose_consent
from handlers.views import ids
from handlers.views.kit import View
from storage.database import Database

CHOICES = {
    ids.AMEND: ask_to_amend,
    ids.WITHDRAW: ask_to_withdraw,
    ids.REMIND: remind,
    ids.REPORT: ask_whose_consent,
    ids.HISTORY: history,
}


def choose(act: Act, database: Database) -> View | None:
    chosen = CHOICES.get(str(act.value.get("act")))
    if chosen is None:
        raise refusal.unknown_proposal()
    return chosen(act, database)
