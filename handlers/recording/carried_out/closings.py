"""Closes an alliance when the partners have agreed to: all of it at that moment, in one transaction."""

from sqlalchemy import Connection

from decisions.alliance.alliance import Alliance
from decisions.proposal.proposal import Proposal
from decisions.said.sealed_facts import Why
from decisions.set_up.closing import withdrawn_by_closing
from handlers.recording.openings import open_before
from storage.alliance import closings
from storage.record import decision_log
from storage.record.news import News
from storage.record.proposals import facts, proposals


def close_alliance(connection: Connection, alliance: Alliance, agreed: Proposal, news: News) -> None:
    """Close it, and end what is open, in the order of the numbers."""
    for open_id in proposals.open_ids(connection, alliance.id):
        open_before(connection, alliance, proposals.load(connection, open_id), Why.CLOSED, "", news)
    at = decision_log.moment(connection, alliance, news.now)
    closings.close(connection, alliance.id, at)
    decision_log.append(connection, alliance, at=at, kind="alliance_closed", actor="", number=agreed.number)
    for open_id in proposals.open_ids(connection, alliance.id):
        ended = withdrawn_by_closing(agreed.number, at)
        facts.add(connection, alliance, proposals.load(connection, open_id), ended)
        news.in_thread(open_id, f"withdrawal:{open_id}", "withdrawal", {})
    # Their cards offer what nobody does any more, and count what is nobody's task.
    for decided_id in proposals.decision_ids(connection, alliance.id):
        news.card_is_old(decided_id)
