"""What happens in one transaction when a fact is recorded? It is stored and logged, and its card is marked as old.

Every function here ends with the proposal as it then stands; agreement is looked at each time (rule 1).
"""

from sqlalchemy import Connection

from decisions.alliance.alliance import Alliance
from decisions.answers.objection import courses
from decisions.answers.report import ended_by
from decisions.answers.response import contradicted
from decisions.proposal.proposal import Proposal, Question, Report, Response, Review, Withdrawal
from decisions.proposal.sealed import is_sealed
from decisions.said.report_facts import RefusalOfReport
from decisions.said.sealed_facts import Why
from handlers.incoming.payloads import Act
from handlers.recording.answers.objections import tell_if_it_stands_again
from handlers.recording.answers.sealing import record_sealed
from handlers.recording.openings import open_before
from handlers.recording.receipts import receipt, two_voices
from handlers.recording.settlement import settle
from storage.record.news import News
from storage.record.proposals import facts


def record_response(
    connection: Connection, alliance: Alliance, proposal: Proposal, given: Response, act: Act
) -> Proposal:
    """Store that a partner consents or takes that back, and agree the proposal if this is the moment."""
    if is_sealed(proposal):
        return record_sealed(connection, alliance, proposal, given, act)
    before, reported = contradicted(proposal, given), ended_by(proposal, given)
    proposal = facts.add(connection, alliance, proposal, given)
    news = News(alliance.id, act.now)
    given = proposal.responses[-1]
    tell_of_confirmation(proposal, reported, given, news)
    about = {"response": given.id}
    if any(course.lifted_by == given for course in courses(proposal)):
        news.in_thread(proposal.id, f"lift:{given.id}", "lift", about)
    elif given.concern:
        news.in_thread(proposal.id, f"concern:{given.id}", "concern", about)
    tell_if_it_stands_again(alliance, proposal, act, news)
    receipt(proposal, act, news, "response_receipt", about)
    two_voices(proposal, before, given, news)
    settle(connection, alliance, proposal, news)
    news.put_down(connection)
    return proposal


def tell_of_confirmation(proposal: Proposal, reported: Report | None, given: Response, news: News) -> None:
    """Tell the manager who reported what a partner has now said itself."""
    if reported and reported.by != given.by:
        told = {"report": reported.id, "response": given.id}
        news.privately(reported.by, proposal.id, f"report_confirmed:{given.id}", "report_confirmed_notice", told)


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


def record_withdrawal(
    connection: Connection, alliance: Alliance, proposal: Proposal, withdrawal: Withdrawal, act: Act
) -> Proposal:
    news = News(alliance.id, act.now)
    proposal = open_before(connection, alliance, proposal, Why.WITHDRAWN, act.person, news)
    proposal = facts.add(connection, alliance, proposal, withdrawal)
    news.in_thread(proposal.id, f"withdrawal:{proposal.id}", "withdrawal", {})
    receipt(proposal, act, news, "withdrawn_receipt", {})
    news.put_down(connection)
    return proposal
