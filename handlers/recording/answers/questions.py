"""Records, in one transaction, that a partner takes time."""

from sqlalchemy import Connection

from decisions.alliance.alliance import Alliance
from decisions.proposal.proposal import Proposal, Question
from handlers.incoming.payloads import Act
from handlers.recording.receipts import receipt
from storage.record.news import News
from storage.record.proposals import facts


def record_question(
    connection: Connection, alliance: Alliance, proposal: Proposal, question: Question, act: Act
) -> Proposal:
    """Store that a partner takes time; everybody sees it, and the author is told."""
    proposal = facts.add(connection, alliance, proposal, question)
    news = News(alliance.id, act.now)
    place = len(proposal.questions) - 1
    about = {"question": place}
    news.in_thread(proposal.id, f"question:{proposal.id}:{place}", "question", about)
    if proposal.author != question.by:
        key = f"question_notice:{proposal.id}:{place}"
        news.privately(proposal.author, proposal.id, key, "question_notice", about)
    receipt(proposal, act, news, "question_receipt", about)
    news.put_down(connection)
    return proposal
