"""Records, in one transaction, that a decision was looked at again and is kept."""

from sqlalchemy import Connection

from decisions.alliance.alliance import Alliance
from decisions.proposal.proposal import Proposal, Review
from handlers.incoming.payloads import Act
from handlers.recording.receipts import receipt
from storage.record.news import News
from storage.record.proposals import facts


def record_review(connection: Connection, alliance: Alliance, proposal: Proposal, review: Review, act: Act) -> Proposal:
    """Store that a decision was looked at again and is kept; everybody sees it."""
    proposal = facts.add(connection, alliance, proposal, review)
    news = News(alliance.id, act.now)
    about = {"review": len(proposal.reviews) - 1}
    key = f"review:{proposal.id}:{about['review']}"
    news.in_thread(proposal.id, key, "reviewed", about)
    receipt(proposal, act, news, "review_receipt", about)
    news.put_down(connection)
    return proposal
