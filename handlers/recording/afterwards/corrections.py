"""What happens in one transaction when a partner corrects the record of a decision, and until when may it?"""

from dataclasses import replace

from sqlalchemy import Connection

from decisions.afterwards import correction
from decisions.alliance.alliance import Alliance, local_day
from decisions.proposal.proposal import Agreement, Proposal
from decisions.said.correction import Correction
from handlers.gathering.waiting import holidays
from handlers.incoming.payloads import Act
from handlers.recording.receipts import receipt
from storage.alliance import alliances
from storage.record.news import News
from storage.record.proposals import facts


def with_last_day(connection: Connection, alliance: Alliance, agreed: Agreement) -> Agreement:
    """Name the last day on which the record may be corrected, where the alliance set it."""
    said = alliances.settings(connection, alliance.id)
    if not said.correction_days:
        return agreed
    kept = holidays(said.country, said.region)
    last = correction.last_day(local_day(agreed.at, alliance), said.correction_days, kept)
    return replace(agreed, correct_by=last)


def record_correction(
    connection: Connection, alliance: Alliance, proposal: Proposal, given: Correction, act: Act
) -> None:
    """Store it; everybody reads it in the thread."""
    proposal = facts.add(connection, alliance, proposal, given)
    news = News(alliance.id, act.now)
    about = {"correction": len(proposal.corrections) - 1}
    news.in_thread(proposal.id, f"correction:{proposal.id}:{about['correction']}", "correction", about)
    receipt(proposal, act, news, "correction_receipt", about)
    news.put_down(connection)
