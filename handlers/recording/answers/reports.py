"""Records, in one transaction, that a consent is reported, and what the partner says of it."""

from sqlalchemy import Connection

from decisions.alliance.alliance import Alliance
from decisions.proposal.proposal import Proposal, Report, Response
from decisions.said.report_facts import RefusalOfReport
from handlers.incoming.payloads import Act
from handlers.recording.receipts import receipt
from storage.record.news import News
from storage.record.proposals import facts


def record_report(connection: Connection, alliance: Alliance, proposal: Proposal, report: Report, act: Act) -> Proposal:
    """Store that a manager tells of a consent; each of the partner's representatives is asked whether it is so."""
    proposal = facts.add(connection, alliance, proposal, report)
    news = News(alliance.id, act.now)
    about = {"report": proposal.reports[-1].id}
    news.in_thread(proposal.id, f"report:{about['report']}", "report", about)
    partner = alliance.partner(report.partner_id)
    for person in partner.representatives if partner else ():
        key = f"report_request:{about['report']}:{person}"
        news.asks(person, proposal.id, key, "report_request", about, report.partner_id)
    receipt(proposal, act, news, "report_receipt", about)
    news.put_down(connection)
    return proposal


def record_refusal_of_report(
    connection: Connection, alliance: Alliance, proposal: Proposal, refusal: RefusalOfReport, act: Act
) -> Proposal:
    """Store that it is not so; the manager who told it hears of it, and the thread."""
    proposal = facts.add(connection, alliance, proposal, refusal)
    news = News(alliance.id, act.now)
    about, key = {"report": refusal.report_id}, f"report_refused:{refusal.report_id}"
    news.in_thread(proposal.id, key, "report_refused", about)
    for report in proposal.reports:
        if report.id == refusal.report_id:
            news.privately(report.by, proposal.id, f"{key}:{report.by}", "report_refused_notice", about)
    receipt(proposal, act, news, "report_refused_receipt", about)
    news.put_down(connection)
    return proposal


def tell_of_confirmation(proposal: Proposal, reported: Report | None, given: Response, news: News) -> None:
    """Tell the manager who reported what a partner has now said itself."""
    if reported and reported.by != given.by:
        told = {"report": reported.id, "response": given.id}
        news.privately(reported.by, proposal.id, f"report_confirmed:{given.id}", "report_confirmed_notice", told)
