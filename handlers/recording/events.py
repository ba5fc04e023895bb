"""What happens, in one transaction, when a fact is recorded? It is stored, logged, and Slack's picture marked as old.

Every function here ends with the proposal as it then stands; agreement is looked at each time (rule 1).
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection

from decisions.alliance import Alliance
from decisions.membership import Change
from decisions.proposal import Kind, Proposal, Question, Report, Response, Review, Revision, Withdrawal
from decisions.response import contradicted
from handlers.incoming.payloads import Act
from handlers.recording.settlement import settle
from storage.record import facts
from storage.record.telling import Telling


def record_proposal(
    connection: Connection, alliance: Alliance, first: Revision, act: Act, change: Change | None = None
) -> Proposal:
    proposal = facts.add_proposal(connection, alliance, first, change)
    telling = Telling(alliance.id, act.now)
    telling.in_thread(proposal.id, f"card:{proposal.id}", "card", {})
    receipt(proposal, act, telling, "raised_receipt", {})
    telling.put_down(connection)
    return proposal


def record_amendment(
    connection: Connection, alliance: Alliance, proposal: Proposal, amended: Revision, act: Act
) -> Proposal:
    """Store a new text; each partner that answered an earlier one is shown what changed since (rule 5)."""
    proposal = facts.add_revision(connection, alliance, proposal, amended)
    telling = Telling(alliance.id, act.now)
    about = {"revision": amended.number}
    telling.in_thread(proposal.id, f"amendment:{proposal.id}:{amended.number}", "amendment", about)
    for said in _last_answers(alliance, proposal):
        told = {**about, "seen": said.revision, "partner": said.partner_id}
        key = f"amended:{proposal.id}:{amended.number}:{said.partner_id}"
        telling.privately(said.by, proposal.id, key, "amended_notice", told)
    receipt(proposal, act, telling, "amended_receipt", about)
    telling.put_down(connection)
    return proposal


def record_response(
    connection: Connection, alliance: Alliance, proposal: Proposal, given: Response, act: Act
) -> Proposal:
    """Store what a partner said, and agree the proposal if this is the moment."""
    before = contradicted(proposal, given)
    proposal = facts.add_response(connection, alliance, proposal, given)
    telling = Telling(alliance.id, act.now)
    given = proposal.responses[-1]
    about = {"response": given.id}
    if given.kind is Kind.OBJECTION:
        telling.in_thread(proposal.id, f"objection:{given.id}", "objection", about)
    if given.concern:
        telling.in_thread(proposal.id, f"concern:{given.id}", "concern", about)
    receipt(proposal, act, telling, "response_receipt", about)
    if before and given.kind is not Kind.UNDO:
        for person in (before.by, given.by):
            told = {"before": before.id, "after": given.id}
            key = f"two_voices:{given.id}:{person}"
            telling.privately(person, proposal.id, key, "two_voices_notice", told)
    settle(connection, alliance, proposal, telling)
    telling.put_down(connection)
    return proposal


def record_question(
    connection: Connection, alliance: Alliance, proposal: Proposal, asked: Question, act: Act
) -> Proposal:
    """Store that a partner takes time; everybody sees it, and the author is told."""
    proposal = facts.add_question(connection, alliance, proposal, asked)
    telling = Telling(alliance.id, act.now)
    place = len(proposal.questions) - 1
    about = {"question": place}
    telling.in_thread(proposal.id, f"question:{proposal.id}:{place}", "question", about)
    if proposal.author != asked.by:
        key = f"question_notice:{proposal.id}:{place}"
        telling.privately(proposal.author, proposal.id, key, "question_notice", about)
    receipt(proposal, act, telling, "question_receipt", about)
    telling.put_down(connection)
    return proposal


def record_report(connection: Connection, alliance: Alliance, proposal: Proposal, told: Report, act: Act) -> Proposal:
    """Store that a manager tells of a consent; each of the partner's representatives is asked whether it is so."""
    proposal = facts.add_report(connection, alliance, proposal, told)
    telling = Telling(alliance.id, act.now)
    about = {"report": proposal.reports[-1].id}
    telling.in_thread(proposal.id, f"report:{about['report']}", "report", about)
    partner = alliance.partner(told.partner_id)
    for person in partner.representatives if partner else ():
        key = f"report_request:{about['report']}:{person}"
        telling.privately(person, proposal.id, key, "report_request", about)
    receipt(proposal, act, telling, "report_receipt", about)
    telling.put_down(connection)
    return proposal


def record_refusal_of_report(
    connection: Connection, alliance: Alliance, proposal: Proposal, told: Report, act: Act
) -> Proposal:
    """Store that it is not so; the manager who told it hears of it, and the thread."""
    proposal = facts.add_refusal_of_report(connection, alliance, proposal, told, act.person, act.now)
    telling = Telling(alliance.id, act.now)
    about, key = {"report": told.id}, f"report_refused:{told.id}"
    telling.in_thread(proposal.id, key, "report_refused", about)
    telling.privately(told.by, proposal.id, f"{key}:{told.by}", "report_refused_notice", about)
    receipt(proposal, act, telling, "report_refused_receipt", about)
    telling.put_down(connection)
    return proposal


def record_review(connection: Connection, alliance: Alliance, proposal: Proposal, looked: Review, act: Act) -> Proposal:
    """Store that a decision was looked at again and is kept; everybody sees it."""
    proposal = facts.add_review(connection, alliance, proposal, looked)
    telling = Telling(alliance.id, act.now)
    about = {"review": len(proposal.reviews) - 1}
    key = f"review:{proposal.id}:{about['review']}"
    telling.in_thread(proposal.id, key, "reviewed", about)
    receipt(proposal, act, telling, "review_receipt", about)
    telling.put_down(connection)
    return proposal


def record_withdrawal(
    connection: Connection, alliance: Alliance, proposal: Proposal, ended: Withdrawal, act: Act
) -> Proposal:
    proposal = facts.add_withdrawal(connection, alliance, proposal, ended)
    telling = Telling(alliance.id, act.now)
    telling.in_thread(proposal.id, f"withdrawal:{proposal.id}", "withdrawal", {})
    receipt(proposal, act, telling, "withdrawn_receipt", {})
    telling.put_down(connection)
    return proposal


def receipt(proposal: Proposal, act: Act, telling: Telling, kind: str, about: Mapping[str, Any]) -> None:
    """Confirm an act to the person. Its key makes the same act count once, however often Slack delivers it."""
    told = {**about, "receipt_url": act.receipt_url or act.value.get("receipt_url", "")}
    # Whoever answers in a direct message looks for the receipt there.
    told["is_direct"] = act.is_direct
    telling.privately(act.person, proposal.id, act.delivery, kind, told)


def _last_answers(alliance: Alliance, proposal: Proposal) -> list[Response]:
    """Find each current partner's newest answer to an earlier text."""
    last = {said.partner_id: said for said in proposal.responses if said.kind is not Kind.UNDO}
    return [last[partner.id] for partner in alliance.partners if partner.id in last]
