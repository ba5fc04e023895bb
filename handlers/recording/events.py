"""What happens, in one transaction, when a fact is recorded? It is stored, logged, and Slack's picture marked as old.

Every function here ends with the proposal as it then stands; agreement is looked at each time (rule 1).
"""

from sqlalchemy import Connection

from decisions.alliance import Alliance
from decisions.objection import courses
from decisions.proposal import Proposal, Question, RefusalOfReport, Report, Response, Review, Withdrawal
from decisions.response import contradicted
from handlers.incoming.payloads import Act
from handlers.recording.objections import tell_if_it_stands_again
from handlers.recording.receipts import receipt, two_voices
from handlers.recording.settlement import settle
from storage.record import facts
from storage.record.telling import Telling


def record_response(
    connection: Connection, alliance: Alliance, proposal: Proposal, given: Response, act: Act
) -> Proposal:
    """Store that a partner consents or takes that back, and agree the proposal if this is the moment."""
    before = contradicted(proposal, given)
    proposal = facts.add(connection, alliance, proposal, given)
    telling = Telling(alliance.id, act.now)
    given = proposal.responses[-1]
    about = {"response": given.id}
    if any(course.lifted_by == given for course in courses(proposal)):
        telling.in_thread(proposal.id, f"lift:{given.id}", "lift", about)
    elif given.concern:
        telling.in_thread(proposal.id, f"concern:{given.id}", "concern", about)
    tell_if_it_stands_again(alliance, proposal, act, telling)
    receipt(proposal, act, telling, "response_receipt", about)
    two_voices(proposal, before, given, telling)
    settle(connection, alliance, proposal, telling)
    telling.put_down(connection)
    return proposal


def record_question(
    connection: Connection, alliance: Alliance, proposal: Proposal, question: Question, act: Act
) -> Proposal:
    """Store that a partner takes time; everybody sees it, and the author is told."""
    proposal = facts.add(connection, alliance, proposal, question)
    telling = Telling(alliance.id, act.now)
    place = len(proposal.questions) - 1
    about = {"question": place}
    telling.in_thread(proposal.id, f"question:{proposal.id}:{place}", "question", about)
    if proposal.author != question.by:
        key = f"question_notice:{proposal.id}:{place}"
        telling.privately(proposal.author, proposal.id, key, "question_notice", about)
    receipt(proposal, act, telling, "question_receipt", about)
    telling.put_down(connection)
    return proposal


def record_report(connection: Connection, alliance: Alliance, proposal: Proposal, report: Report, act: Act) -> Proposal:
    """Store that a manager tells of a consent; each of the partner's representatives is asked whether it is so."""
    proposal = facts.add(connection, alliance, proposal, report)
    telling = Telling(alliance.id, act.now)
    about = {"report": proposal.reports[-1].id}
    telling.in_thread(proposal.id, f"report:{about['report']}", "report", about)
    partner = alliance.partner(report.partner_id)
    for person in partner.representatives if partner else ():
        key = f"report_request:{about['report']}:{person}"
        telling.privately(person, proposal.id, key, "report_request", about)
    receipt(proposal, act, telling, "report_receipt", about)
    telling.put_down(connection)
    return proposal


def record_refusal_of_report(
    connection: Connection, alliance: Alliance, proposal: Proposal, refusal: RefusalOfReport, act: Act
) -> Proposal:
    """Store that it is not so; the manager who told it hears of it, and the thread."""
    proposal = facts.add(connection, alliance, proposal, refusal)
    telling = Telling(alliance.id, act.now)
    about, key = {"report": refusal.report_id}, f"report_refused:{refusal.report_id}"
    telling.in_thread(proposal.id, key, "report_refused", about)
    for report in proposal.reports:
        if report.id == refusal.report_id:
            telling.privately(report.by, proposal.id, f"{key}:{report.by}", "report_refused_notice", about)
    receipt(proposal, act, telling, "report_refused_receipt", about)
    telling.put_down(connection)
    return proposal


def record_review(connection: Connection, alliance: Alliance, proposal: Proposal, review: Review, act: Act) -> Proposal:
    """Store that a decision was looked at again and is kept; everybody sees it."""
    proposal = facts.add(connection, alliance, proposal, review)
    telling = Telling(alliance.id, act.now)
    about = {"review": len(proposal.reviews) - 1}
    key = f"review:{proposal.id}:{about['review']}"
    telling.in_thread(proposal.id, key, "reviewed", about)
    receipt(proposal, act, telling, "review_receipt", about)
    telling.put_down(connection)
    return proposal


def record_withdrawal(
    connection: Connection, alliance: Alliance, proposal: Proposal, withdrawal: Withdrawal, act: Act
) -> Proposal:
    proposal = facts.add(connection, alliance, proposal, withdrawal)
    telling = Telling(alliance.id, act.now)
    telling.in_thread(proposal.id, f"withdrawal:{proposal.id}", "withdrawal", {})
    receipt(proposal, act, telling, "withdrawn_receipt", {})
    telling.put_down(connection)
    return proposal
