"""Records, in one transaction, that something is to be done after a decision, and how that ends."""

from sqlalchemy import Connection

from decisions.afterwards.follow_up import End, action_at
from decisions.alliance.alliance import Alliance
from decisions.proposal.proposal import Proposal
from decisions.said.action import Action, ActionDone
from handlers.incoming.payloads import Act
from handlers.recording.receipts import receipt
from storage.personal import people
from storage.record.news import News
from storage.record.proposals import facts


def record_action(connection: Connection, alliance: Alliance, proposal: Proposal, added: Action, act: Act) -> Proposal:
    """Store what is to be done; everybody sees it, and whoever is to do it is told."""
    proposal = facts.add(connection, alliance, proposal, added)
    # Whoever has no voice is not asked about otherwise.
    people.expect(connection, [added.owner])
    news = News(alliance.id, act.now)
    about = {"action": added.place}
    key = f"action:{proposal.id}:{added.place}"
    news.in_thread(proposal.id, key, "action_added", about)
    if added.owner != added.by:
        news.privately(added.owner, proposal.id, f"{key}:{added.owner}", "action_notice", about)
    receipt(proposal, act, news, "action_receipt", about)
    news.put_down(connection)
    return proposal


def record_end_of_action(
    connection: Connection, alliance: Alliance, proposal: Proposal, ended: End, act: Act
) -> Proposal:
    """Store that it is done, or that nobody does it any more; everybody sees what came of it.

    Its owner hears of what somebody else said of it.
    """
    proposal = facts.add(connection, alliance, proposal, ended)
    news = News(alliance.id, act.now)
    about, kind = {"action": ended.place}, "action_done" if isinstance(ended, ActionDone) else "action_taken_back"
    key = f"{kind}:{proposal.id}:{ended.place}"
    news.in_thread(proposal.id, key, kind, about)
    this = action_at(proposal, ended.place)
    if this and this.owner != ended.by:
        news.privately(this.owner, proposal.id, f"{key}:{this.owner}", "action_ended_notice", about)
    receipt(proposal, act, news, "action_ended_receipt", about)
    news.put_down(connection)
    return proposal
