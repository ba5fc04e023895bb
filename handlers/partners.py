"""Somebody looks at the partners, or proposes that one joins, leaves or is spoken for by others."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from sqlalchemy import Connection

from decisions import membership, revision
from decisions.alliance import Alliance
from decisions.membership import Change
from decisions.refusal import not_a_partner
from handlers.drafts import draft
from handlers.finding import alliance_kept, alliance_meant
from handlers.identity import Act
from handlers.recording import record_proposal
from handlers.views import ids
from handlers.views.kit import View
from handlers.views.partner_windows import joins_window, leaves_window, partners_window, representatives_window
from storage import people, proposals
from storage.database import Database

_WINDOWS: dict[str, Callable[[Alliance], View]] = {
    ids.JOINS: joins_window,
    ids.LEAVES: leaves_window,
    ids.SPEAKS: representatives_window,
}


def show_partners(act: Act, database: Database) -> View:
    """/accord partners is typed, or Partners pressed."""
    with database.snapshot() as connection:
        alliance = alliance_meant(connection, act)
        revision.refuse_unless_may_raise(alliance, act.person)
        everybody = [person for partner in alliance.partners for person in partner.representatives]
        return partners_window(alliance, people.names(connection, everybody))


def ask_about_partner(act: Act, database: Database) -> View:
    """One of the three changes is chosen."""
    with database.snapshot() as connection:
        alliance = alliance_kept(connection, act)
    revision.refuse_unless_may_raise(alliance, act.person)
    return _WINDOWS.get(str(act.value.get("act")), joins_window)(alliance)


def propose_joining(act: Act, database: Database) -> None:
    def change(connection: Connection, alliance: Alliance) -> Change:
        pending = proposals.pending_changes(connection, alliance.id)
        return membership.joining(alliance, pending, act.text("name"), _people(act))

    _raise_change(act, database, change)


def propose_leaving(act: Act, database: Database) -> None:
    def change(connection: Connection, alliance: Alliance) -> Change:
        return membership.leaving(alliance, proposals.pending_changes(connection, alliance.id), _partner_id(act))

    _raise_change(act, database, change)


def propose_representatives(act: Act, database: Database) -> None:
    def change(connection: Connection, alliance: Alliance) -> Change:
        pending = proposals.pending_changes(connection, alliance.id)
        return membership.new_representatives(alliance, pending, _partner_id(act), _people(act))

    _raise_change(act, database, change)


def _raise_change(act: Act, database: Database, change: Callable[[Connection, Alliance], Change]) -> None:
    written = draft(act)
    with database.transaction() as connection:
        alliance = alliance_kept(connection, act, for_writing=True)
        revision.refuse_unless_may_raise(alliance, act.person)
        wanted = change(connection, alliance)
        titled = replace(written, title=membership.title(wanted))
        first = revision.first_revision(alliance, titled, None, by=act.person, at=act.now)
        record_proposal(connection, alliance, first, act, wanted)


def _partner_id(act: Act) -> int:
    chosen = act.text("partner")
    if not chosen.isdecimal():
        raise not_a_partner("partner")
    return int(chosen)


def _people(act: Act) -> Sequence[str]:
    deputies = act.typed.get("deputies")
    lead = act.text("people")
    return [*([lead] if lead else []), *(deputies if isinstance(deputies, list) else [])]
