"""Papers that a text waited for are here, or are not to be had."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from decisions.proposal.proposal_refusal import unknown_proposal
from decisions.said import paper_refusal
from decisions.texts.revision import Draft, refuse_unless_may_amend, refuse_unless_may_raise
from decisions.words.refusal import Refusal
from handlers.gathering.proposal_view import view_of
from handlers.incoming.alliance_of_act import alliance_kept, proposal_acted_on
from handlers.incoming.drafts import draft
from handlers.incoming.forms import forms_for, has_more, with_chosen_form
from handlers.incoming.papers import Fetched, GoOn, choice, taken_up
from handlers.incoming.payloads import Act
from handlers.incoming.refusals import words
from handlers.incoming.renewals import papers_of_renewed, renewed
from handlers.recording.texts.papers import AMEND, give_back
from handlers.views.blocks.kit import View
from handlers.views.windows.texts.prefilled import prefilled_as_typed
from handlers.views.windows.texts.proposal_window import amend_window, raise_window
from storage.engine.database import Database
from storage.outbox import attempts, typed
from storage.outbox.attempts import OutboxMessage
from storage.outbox.claims import Lane
from storage.outbox.outbox import SaidAlready
from storage.record.proposals import proposals

Listener = Callable[[Act, Database], View | None]


def going_on(database: Database, now: Callable[[], datetime], listeners: Mapping[str, Listener]) -> GoOn:
    """Return what is done when papers are here: as if the window were sent now, or the person hears why nothing was."""

    def go_on(message: OutboxMessage, lane: Lane, fetched: Sequence[Fetched] | Refusal) -> None:
        act = taken_up(message.about["act"], now(), () if isinstance(fetched, Refusal) else fetched)
        try:
            if isinstance(fetched, Refusal):
                raise fetched
            if listeners[message.about["what"]](act, database):
                # It asks once more, as it does when the text has changed meanwhile.
                raise paper_refusal.text_changed_meanwhile()
        except SaidAlready:
            pass
        except Refusal as refusal:
            with database.transaction() as connection:
                give_back(connection, lane, message, act, words(refusal, act, database))
            return
        with database.transaction() as connection:
            attempts.end(connection, message.id, ended_as="put", message_ts="", now=act.now)
            typed.forget(connection, message.id)

    return go_on


def open_again(act: Act, database: Database) -> View:
    """Somebody presses *Open it again*, below the words that tell why nothing was put: all that was typed is there."""
    with database.snapshot() as connection:
        alliance_kept(connection, act)
        told = typed.about_of(connection, act.number("kept"), act.person)
        if "act" not in told:
            raise unknown_proposal()
        here: dict[str, Any] = {"takes_papers": act.takes_papers, "seen_in": act.seen_in, "channel": act.channel}
        before = replace(taken_up(told["act"], act.now, ()), **here)
        if told["what"] == AMEND:
            return _amend_again(connection, before)
        alliance = alliance_kept(connection, before)
        refuse_unless_may_raise(alliance, act.person)
        forms = forms_for(connection, alliance)
        written = with_chosen_form(forms, before, draft(before))
        earlier = _title(connection, alliance.id, written)
        papers = choice(before, papers_of_renewed(connection, alliance, before))
        more = has_more(before)
        typed_so_far = prefilled_as_typed(written, earlier, forms, papers, alliance.matters, has_more=more)
        prefilled = replace(typed_so_far, renews=renewed(before))
        return raise_window(alliance.id, alliance.name, prefilled, seals=alliance.seals_first_rounds)


def _amend_again(connection: Connection, before: Act) -> View:
    alliance, proposal = proposal_acted_on(connection, before)
    refuse_unless_may_amend(proposal, alliance, before.person)
    forms = forms_for(connection, alliance, proposal.current)
    written = with_chosen_form(forms, before, draft(before), proposal.current)
    shown = view_of(connection, alliance.id, proposal.id, before.now)
    since = proposal.current if before.number("revision") != proposal.current.number else None
    papers = choice(before, proposal.current.papers)
    title = _title(connection, alliance.id, written)
    # Beside another text all fields stand, for what that one says in them would go unseen otherwise.
    more = has_more(before) or since is not None
    prefilled = prefilled_as_typed(written, title, forms, papers, alliance.matters, has_more=more)
    return amend_window(proposal.number, shown.value(), prefilled, since=since)


def _title(connection: Connection, alliance_id: int, written: Draft) -> str:
    number = written.supersedes
    return (proposals.title_of_decision(connection, alliance_id, number) or "") if number else ""
