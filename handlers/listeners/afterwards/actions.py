"""Somebody says what is to be done after a decision, that it is done, or that nobody does it any more."""

from decisions.afterwards import follow_up
from handlers.gathering.proposal_view import view_of
from handlers.incoming.alliance_of_act import proposal_acted_on
from handlers.incoming.payloads import Act
from handlers.recording.afterwards.actions import record_action, record_end_of_action
from handlers.views.afterwards.action import action_window, actions_window, done_window, taken_back_window
from handlers.views.blocks.kit import View
from storage.engine.database import Database
from storage.record.proposals import proposals


def show(act: Act, database: Database) -> View:
    """Somebody chooses *Actions* from the card's menu, or turns a page. Everybody in the channel may see them."""
    with database.snapshot() as connection:
        alliance, proposal = proposal_acted_on(connection, act)
        shown = view_of(connection, alliance.id, proposal.id, act.now)
        if proposal.actions:
            return actions_window(shown, act.value.get("page", 0))
        follow_up.refuse_unless_may_add(proposal, alliance, proposals.newer(connection, proposal.id), act.person)
        return action_window(shown)


def ask_what_is_to_be_done(act: Act, database: Database) -> View:
    """Somebody presses *Add an action*."""
    with database.snapshot() as connection:
        alliance, proposal = proposal_acted_on(connection, act)
        follow_up.refuse_unless_may_add(proposal, alliance, proposals.newer(connection, proposal.id), act.person)
        return action_window(view_of(connection, alliance.id, proposal.id, act.now))


def add(act: Act, database: Database) -> None:
    """The window is sent."""
    with database.transaction() as connection:
        alliance, proposal = proposal_acted_on(connection, act, for_writing=True)
        added = follow_up.action(
            proposal,
            alliance,
            proposals.newer(connection, proposal.id),
            by=act.person,
            at=act.now,
            what=act.text("what"),
            owner=next(iter(act.people("owner")), ""),
            due_on=act.day("due_on"),
        )
        record_action(connection, alliance, proposal, added, act)


def ask_what_came_of_it(act: Act, database: Database) -> View:
    """Somebody presses *Done*."""
    with database.snapshot() as connection:
        alliance, proposal = proposal_acted_on(connection, act)
        this = follow_up.refuse_unless_may_end(proposal, alliance, act.number("action"), act.person)
        return done_window(view_of(connection, alliance.id, proposal.id, act.now), this)


def ask_why_it_is_taken_back(act: Act, database: Database) -> View:
    """Somebody presses *Take back*."""
    with database.snapshot() as connection:
        alliance, proposal = proposal_acted_on(connection, act)
        this = follow_up.refuse_unless_may_end(proposal, alliance, act.number("action"), act.person)
        return taken_back_window(view_of(connection, alliance.id, proposal.id, act.now), this)


def finish(act: Act, database: Database) -> None:
    """The window of *Done* is sent."""
    with database.transaction() as connection:
        alliance, proposal = proposal_acted_on(connection, act, for_writing=True)
        place, note = act.number("action"), act.text("note")
        ended = follow_up.done(proposal, alliance, place, by=act.person, at=act.now, note=note)
        record_end_of_action(connection, alliance, proposal, ended, act)


def take_back(act: Act, database: Database) -> None:
    """The window of *Take back* is sent."""
    with database.transaction() as connection:
        alliance, proposal = proposal_acted_on(connection, act, for_writing=True)
        place, reason = act.number("action"), act.text("reason")
        ended = follow_up.taken_back(proposal, alliance, place, by=act.person, at=act.now, reason=reason)
        record_end_of_action(connection, alliance, proposal, ended, act)
