"""Somebody raises a proposal: by button, by command, by shortcut, or from a message."""

from dataclasses import replace
from typing import Any

from decisions.alliance.alliance import Alliance
from decisions.texts import revision
from handlers.incoming.alliance_of_act import (
    alliance_acted_on,
    alliance_kept,
    alliance_meant,
    alliance_of_channel,
    alliance_of_person,
)
from handlers.incoming.drafts import draft, superseded
from handlers.incoming.forms import forms_for, with_form
from handlers.incoming.papers import choice, of_message, wanted, with_papers
from handlers.incoming.payloads import Act
from handlers.incoming.renewals import papers_of_renewed
from handlers.recording.texts.papers import RAISE, fetch_first, keep_papers
from handlers.recording.texts.proposals import record_proposal
from handlers.views.blocks.kit import View
from handlers.views.blocks.words.message_text import quoted_message
from handlers.views.windows.texts.paper_fields import fetching_window
from handlers.views.windows.texts.prefilled import Prefilled
from handlers.views.windows.texts.proposal_window import decision_option, raise_window
from storage.engine.database import Database
from storage.record.proposals import proposals

# Slack takes this many options in a list that we fill.
MOST_OPTIONS = 100


def propose(act: Act, database: Database) -> View:
    """Somebody types /propose [title] in the channel."""
    with database.snapshot() as connection:
        alliance = alliance_meant(connection, act)
        forms = forms_for(connection, alliance)
    return _window(act, alliance, Prefilled(title=act.words, forms=forms, papers=choice(act)))


def propose_from_anywhere(act: Act, database: Database) -> View:
    """Somebody uses the global shortcut *Raise a proposal*."""
    with database.snapshot() as connection:
        alliance = alliance_of_person(connection, act)
        forms = forms_for(connection, alliance)
    return _window(act, alliance, Prefilled(forms=forms, papers=choice(act)))


def propose_by_button(act: Act, database: Database) -> View:
    """Somebody presses *Raise a proposal*, at the front desk or on the Home tab."""
    with database.snapshot() as connection:
        alliance = alliance_kept(connection, act)
        forms = forms_for(connection, alliance)
    return _window(act, alliance, Prefilled(forms=forms, papers=choice(act)))


def propose_this(act: Act, database: Database) -> View:
    """Somebody uses the message shortcut *Propose this*."""
    with database.snapshot() as connection:
        alliance = alliance_of_channel(connection, act)
        forms = forms_for(connection, alliance)
    text = quoted_message(act.message, act.channel, act.team_domain)
    return _window(act, alliance, Prefilled(rich_text=text, forms=forms, papers=of_message(act)))


def decisions_to_supersede(act: Act, database: Database) -> list[dict[str, Any]]:
    """Somebody types in the Supersedes field: offer decisions."""
    with database.snapshot() as connection:
        alliance = alliance_acted_on(connection, act)
        revision.refuse_unless_may_raise(alliance, act.person)
        found = proposals.decisions_to_supersede(connection, alliance.id, act.words, MOST_OPTIONS)
    return [decision_option(number, title).to_dict() for number, title in found]


def raise_proposal(act: Act, database: Database) -> View | None:
    """The window in which a proposal is raised is sent."""
    written = draft(act)
    with database.transaction() as connection:
        alliance = alliance_kept(connection, act, for_writing=True)
        written = replace(written, papers=with_papers(act, papers_of_renewed(connection, alliance, act)))
        written = with_form(connection, alliance, act, written)
        earlier = superseded(connection, alliance, written)
        first = revision.first_revision(alliance, written, earlier, by=act.person, at=act.now)
        if files := wanted(act):
            fetch_first(connection, alliance, act, files, RAISE)
            return fetching_window([file["name"] for file in files])
        keep_papers(connection, alliance, act)
        record_proposal(connection, alliance, first, act)
    return None


def _window(act: Act, alliance: Alliance, prefilled: Prefilled) -> View:
    revision.refuse_unless_may_raise(alliance, act.person)
    with_classes = replace(prefilled, matters=alliance.matters)
    return raise_window(alliance.id, alliance.name, with_classes, seals=alliance.seals_first_rounds)
