"""Records, in one transaction, that a partner steps back, lets another one take part, or takes part again."""

from sqlalchemy import Connection

from decisions.alliance.alliance import Alliance
from decisions.proposal.proposal import Interest, Proposal
from handlers.incoming.payloads import Act
from handlers.recording.agreement import agree_if_all_consent
from handlers.recording.receipts import receipt
from storage.outbox import outbox
from storage.record.news import News
from storage.record.proposals import facts


def record_interest(connection: Connection, alliance: Alliance, proposal: Proposal, given: Interest, act: Act) -> None:
    """Store it, tell everybody, and agree the proposal if all who still decide it consent."""
    proposal = facts.add(connection, alliance, proposal, given)
    news = News(alliance.id, act.now)
    about = {"interest": proposal.interests[-1].id}
    news.in_thread(proposal.id, f"interest:{about['interest']}", "interest", about)
    receipt(proposal, act, news, "interest_receipt", about)
    agree_if_all_consent(connection, alliance, proposal, news)
    news.put_down(connection)


def say_recorded(connection: Connection, alliance: Alliance, act: Act, what: str) -> None:
    """Confirm what was said of a standing interest. Raises SaidAlready when this was counted before."""
    lane = outbox.person_lane(connection, alliance.id, act.person, act.now)
    about = {"what": what, "is_direct": act.is_direct}
    outbox.say_once(connection, lane, act.delivery, "standing_interest_receipt", about, act.now)
