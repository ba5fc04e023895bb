"""Somebody says for a partner what the record of a decision should say."""

from decisions.afterwards import correction
from decisions.alliance.alliance import local_day
from handlers.gathering.proposal_view import view_of
from handlers.incoming.alliance_of_act import proposal_acted_on
from handlers.incoming.payloads import Act
from handlers.recording.afterwards.corrections import record_correction
from handlers.views.afterwards.correction import correction_window
from handlers.views.blocks.kit import View
from storage.engine.database import Database


def ask_what_it_should_say(act: Act, database: Database) -> View:
    """Correct the record is chosen from the menu of the card or of the outcome."""
    with database.snapshot() as connection:
        alliance, proposal = proposal_acted_on(connection, act)
        correction.refuse_unless_may_correct(proposal, alliance, act.person, local_day(act.now, alliance))
        return correction_window(view_of(connection, alliance.id, proposal.id, act.now))


def correct(act: Act, database: Database) -> None:
    """The window is sent."""
    with database.transaction() as connection:
        alliance, proposal = proposal_acted_on(connection, act, for_writing=True)
        given = correction.correction(proposal, alliance, by=act.person, at=act.now, words=act.text("words"))
        record_correction(connection, alliance, proposal, given, act)
