"""Records, in one transaction, that a partner consents, or takes that back."""

from sqlalchemy import Connection

from decisions.alliance.alliance import Alliance
from decisions.answers.objection_course import courses
from decisions.answers.report import ended_by
from decisions.answers.response import contradicted
from decisions.proposal.proposal import Proposal, Response
from decisions.proposal.sealed import is_sealed
from handlers.incoming.payloads import Act
from handlers.recording.agreement import agree_if_all_consent
from handlers.recording.answers.objections import tell_if_it_stands_again
from handlers.recording.answers.reports import tell_of_confirmation
from handlers.recording.answers.sealing import record_sealed
from handlers.recording.receipts import receipt, two_voices
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
    agree_if_all_consent(connection, alliance, proposal, news)
    news.put_down(connection)
    return proposal
