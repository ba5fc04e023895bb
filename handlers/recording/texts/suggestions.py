"""Records, in one transaction, how a partner answers a suggested text beforehand."""

from sqlalchemy import Connection

from decisions.alliance.alliance import Alliance
from decisions.proposal.proposal import AnswerBeforehand, Kind, Proposal, Suggestion
from handlers.incoming.payloads import Act
from handlers.recording.receipts import receipt
from storage.record.news import News
from storage.record.proposals import facts


def record_answer_beforehand(
    connection: Connection,
    alliance: Alliance,
    proposal: Proposal,
    suggested: Suggestion,
    given: AnswerBeforehand,
    act: Act,
) -> Proposal:
    """Store that a partner would consent to a suggestion, or no longer would."""
    proposal = facts.add(connection, alliance, proposal, given)
    news = News(alliance.id, act.now)
    about = {"suggestion": suggested.id, "answer": proposal.beforehand[-1].id}
    news.card_is_old(proposal.id)
    if given.kind is Kind.CONSENT:
        news.in_thread(proposal.id, f"beforehand:{about['answer']}", "beforehand", about)
        receipt(proposal, act, news, "beforehand_receipt", about)
    else:
        receipt(proposal, act, news, "not_beforehand_receipt", about)
    news.put_down(connection)
    return proposal
