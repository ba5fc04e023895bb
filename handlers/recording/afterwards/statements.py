"""Records, in one transaction, what a partner says beside a matter."""

from sqlalchemy import Connection

from decisions.alliance.alliance import Alliance
from decisions.proposal.facts import facts_of_kind
from decisions.proposal.proposal import Proposal
from decisions.said.statements import Statement, kind_of
from handlers.incoming.payloads import Act
from handlers.recording.receipts import receipt
from storage.record.news import News
from storage.record.proposals import facts


def record_statement(connection: Connection, alliance: Alliance, proposal: Proposal, said: Statement, act: Act) -> None:
    """Store it; everybody reads it in the thread."""
    proposal = facts.add(connection, alliance, proposal, said)
    news, name = News(alliance.id, act.now), kind_of(said).name
    about = {name: len(facts_of_kind(proposal, type(said))) - 1}
    news.in_thread(proposal.id, f"{name}:{proposal.id}:{about[name]}", name, about)
    receipt(proposal, act, news, f"{name}_receipt", about)
    news.put_down(connection)
