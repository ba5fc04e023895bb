"""A proposal is raised about the alliance itself, which Accord carries out when it is agreed."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from sqlalchemy import Connection

from decisions.alliance import membership
from decisions.alliance.alliance import Alliance
from decisions.alliance.membership import Change
from decisions.texts import revision
from decisions.words.at_once import at_once
from handlers.incoming.alliance_of_act import alliance_kept
from handlers.incoming.drafts import draft
from handlers.incoming.payloads import Act
from handlers.recording.texts.proposals import record_proposal
from storage.engine.database import Database


def raise_change(act: Act, database: Database, change: Callable[[Connection, Alliance], Change]) -> None:
    """The window in which such a change is proposed is sent. `change` checks it, under the alliance's lock."""
    written = draft(act)
    with database.transaction() as connection:
        alliance = alliance_kept(connection, act, for_writing=True)
        revision.refuse_unless_may_raise(alliance, act.person)
        first = partial(revision.first_revision, alliance, superseded=None, by=act.person, at=act.now, has_change=True)
        # What it is about makes the title, but the other words are looked at in any case.
        at_once(partial(change, connection, alliance), partial(first, draft=replace(written, title="It")))
        wanted = change(connection, alliance)
        text = first(draft=replace(written, title=membership.title(wanted)))
        record_proposal(connection, alliance, text, act, wanted)
