"""Records, in one transaction, that other steps are agreed, that one is proposed, and what came of it."""

from sqlalchemy import Connection

from decisions.alliance.alliance import Alliance
from decisions.alliance.ladder import LadderChanges, StepProposed, StepRecorded
from decisions.alliance.membership import change_fields
from decisions.proposal.proposal import Proposal
from handlers.incoming.payloads import Act
from handlers.recording.receipts import receipt
from storage.alliance import ladders
from storage.record import decision_log
from storage.record.news import News
from storage.record.proposals import facts, proposals


def change_ladder(
    connection: Connection, alliance: Alliance, agreed: Proposal, change: LadderChanges, news: News
) -> None:
    """Carry out what all partners agreed. Cards of what is held count the steps."""
    ladders.change(connection, alliance.id, change)
    told = change_fields(change) or {}
    decision_log.append(
        connection, alliance, at=news.now, kind="ladder_changed", actor="", number=agreed.number, steps=told["steps"]
    )
    for open_id in proposals.open_ids(connection, alliance.id):
        news.card_is_old(open_id)


def record_proposed_step(
    connection: Connection, alliance: Alliance, proposal: Proposal, proposed: StepProposed
) -> Proposal:
    """Store that a step is proposed, and say so in the thread."""
    proposal = facts.add(connection, alliance, proposal, proposed)
    news = News(alliance.id, proposed.at)
    news.in_thread(proposal.id, f"step:{proposal.id}:{proposed.place}", "step_proposed", {"place": proposed.place})
    news.put_down(connection)
    return proposal


def record_end_of_step(
    connection: Connection, alliance: Alliance, proposal: Proposal, recorded: StepRecorded, act: Act
) -> Proposal:
    """Store what came of it; everybody sees it."""
    proposal = facts.add(connection, alliance, proposal, recorded)
    news = News(alliance.id, act.now)
    about = {"place": recorded.place}
    news.in_thread(proposal.id, f"step_recorded:{proposal.id}:{recorded.place}", "step_recorded", about)
    receipt(proposal, act, news, "step_receipt", about)
    news.put_down(connection)
    return proposal
