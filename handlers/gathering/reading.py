"""What one person reads of a proposal before they answer it."""

from datetime import datetime

from sqlalchemy import Connection

from decisions.alliance.alliance import Alliance
from decisions.proposal.outcome import last_answered
from decisions.proposal.proposal import Proposal
from handlers.gathering.papers import with_papers_read
from handlers.gathering.proposal_view import view_of
from handlers.views.windows.texts.reading_window import Reading


def reading(connection: Connection, alliance: Alliance, proposal: Proposal, person: str, now: datetime) -> Reading:
    """Gather it, in the caller's transaction."""
    partner = alliance.partner_of(person)
    seen = last_answered(proposal, partner.id) if partner else None
    shown = view_of(connection, alliance.id, proposal.id, now)
    return Reading(with_papers_read(connection, shown, seen, proposal.current) if seen else shown, partner, seen)
