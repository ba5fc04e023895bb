"""Somebody looks at whose matter something is, proposes who decides a class, or tells a partner's own limit or view."""

from sqlalchemy import Connection

from decisions.alliance.alliance import Alliance, local_day
from decisions.alliance.membership import Change
from decisions.answers import reserved
from decisions.set_up import matter_class
from decisions.set_up.own_limit import own_limit, refuse_unless_leads
from decisions.texts import revision
from decisions.words.refusal import AsksAgain
from handlers.gathering.proposal_view import view_of
from handlers.incoming.alliance_of_act import alliance_kept, proposal_acted_on
from handlers.incoming.payloads import Act
from handlers.recording.afterwards.statements import record_statement
from handlers.recording.carried_out.matters import record_limit
from handlers.recording.changes import raise_change
from handlers.views.blocks.kit import View
from handlers.views.windows.set_up.matter_windows import (
    limit_window,
    matter_window,
    matters_window,
    opinion_window,
)
from storage.engine.database import Database
from storage.record.proposals import proposals


def show_matters(act: Act, database: Database) -> View:
    """Somebody presses *Whose matter is it*, below the settings or below the partners."""
    with database.snapshot() as connection:
        alliance = alliance_kept(connection, act)
    revision.refuse_unless_takes_part(alliance, act.person)
    return matters_window(alliance, local_day(act.now, alliance), is_manager=alliance.is_manager(act.person))


def ask_what_to_set(act: Act, database: Database) -> View:
    """Somebody presses *Propose who decides a class* there."""
    with database.snapshot() as connection:
        alliance = alliance_kept(connection, act)
    revision.refuse_unless_may_raise(alliance, act.person)
    return matter_window(alliance)


def propose_setting(act: Act, database: Database) -> None:
    """That window is sent: all partners decide it, like everything else."""
    chosen = act.text("partner")

    def change(connection: Connection, alliance: Alliance) -> Change:
        return matter_class.decider_change(
            alliance,
            proposals.pending_changes(connection, alliance.id),
            local_day(act.now, alliance),
            name=act.text("name"),
            decider=act.text("decider"),
            partner_id=int(chosen) if chosen.isdecimal() else None,
            each=act.text("each"),
            in_all=act.text("in_all"),
            until=act.day("until"),
        )

    raise_change(act, database, change)


def ask_for_limit(act: Act, database: Database) -> View:
    """Somebody presses *Our own limit*, beside who speaks for a partner."""
    with database.snapshot() as connection:
        alliance = alliance_kept(connection, act)
    partner = refuse_unless_leads(alliance, act.person)
    return limit_window(alliance.id, partner, alliance.matters.limit_of(partner.name))


def set_limit(act: Act, database: Database) -> None:
    """That window is sent."""
    with database.transaction() as connection:
        alliance = alliance_kept(connection, act, for_writing=True)
        partner, limit = own_limit(alliance, by=act.person, over=act.text("over"), who=act.text("who"))
        record_limit(connection, alliance, partner.name, limit, act)


def ask_for_opinion(act: Act, database: Database) -> View:
    """Somebody presses *Our view*, on the card of what another partner decides alone."""
    with database.snapshot() as connection:
        alliance, proposal = proposal_acted_on(connection, act)
        reserved.refuse_unless_may_give_opinion(proposal, alliance, act.person)
        return opinion_window(view_of(connection, alliance.id, proposal.id, act.now))


def give_opinion(act: Act, database: Database) -> View | None:
    """That window is sent."""
    words = act.text("words")
    try:
        with database.transaction() as connection:
            alliance, proposal = proposal_acted_on(connection, act, for_writing=True)
            seen = act.number("revision")
            given = reserved.opinion(proposal, alliance, by=act.person, revision=seen, at=act.now, words=words)
            record_statement(connection, alliance, proposal, given, act)
    except AsksAgain as again:
        with database.snapshot() as connection:
            alliance, proposal = proposal_acted_on(connection, act)
            return opinion_window(view_of(connection, alliance.id, proposal.id, act.now), again.words, words)
    return None
