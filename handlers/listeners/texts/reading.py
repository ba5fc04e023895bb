"""Somebody reads a proposal, or what changed in it."""

from decisions.proposal import proposal_refusal
from handlers.gathering.papers import with_papers_read
from handlers.gathering.proposal_view import view_of
from handlers.gathering.reading import reading
from handlers.incoming.alliance_of_act import proposal_acted_on
from handlers.incoming.payloads import Act
from handlers.views.blocks.kit import View
from handlers.views.windows.texts.reading_window import changes_window, reading_window
from storage.engine.database import Database

NEW_TEXT = "⚠️ The text has changed since. This is the one that stands now."


def read(act: Act, database: Database) -> View:
    """Somebody presses *Read all of it* or *Read and answer*, or turns a page. It shows the newest text."""
    with database.snapshot() as connection:
        alliance, proposal = proposal_acted_on(connection, act)
        is_old = act.value.get("revision") != proposal.current.number
        shown = reading(connection, alliance, proposal, act.person, act.now)
    return reading_window(shown, act.value.get("page", 0), NEW_TEXT if is_old else "")


def see_changes(act: Act, database: Database) -> View:
    """Somebody presses *See all changes*, or turns a page."""
    with database.snapshot() as connection:
        alliance, proposal = proposal_acted_on(connection, act)
        since, until = act.number("since"), act.number("revision")
        if not 0 < since < until <= len(proposal.revisions):
            raise proposal_refusal.unknown_proposal()
        before, after = proposal.revisions[since - 1], proposal.revisions[until - 1]
        shown = view_of(connection, alliance.id, proposal.id, act.now)
        shown = with_papers_read(connection, shown, before, after)
    return changes_window(shown, before, after, act.value.get("page", 0))
