"""Somebody says what came of a step that Accord proposed for a decision that is held."""

from decisions.asking import climb
from handlers.gathering.proposal_view import view_of
from handlers.incoming.alliance_of_act import proposal_acted_on
from handlers.incoming.payloads import Act
from handlers.recording.carried_out.ladders import record_end_of_step
from handlers.views.blocks.kit import View
from handlers.views.windows.set_up.ladder_window import step_window
from storage.engine.database import Database


def ask_what_came_of_it(act: Act, database: Database) -> View:
    """Somebody presses *What came of it*."""
    with database.snapshot() as connection:
        alliance, proposal = proposal_acted_on(connection, act)
        this = climb.refuse_unless_may_record(proposal, alliance, act.number("place"), act.person)
        return step_window(view_of(connection, alliance.id, proposal.id, act.now), this)


def record(act: Act, database: Database) -> None:
    """The window is sent."""
    with database.transaction() as connection:
        alliance, proposal = proposal_acted_on(connection, act, for_writing=True)
        recorded = climb.record(
            proposal,
            alliance,
            act.number("place"),
            by=act.person,
            at=act.now,
            came_of_it=act.text("came_of_it"),
            note=act.text("note"),
            held_on=act.day("held_on"),
        )
        record_end_of_step(connection, alliance, proposal, recorded, act)
