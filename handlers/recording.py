"""What happens, in one transaction, when a fact is recorded? It is stored, logged, and Slack's picture marked as old.

Every function here ends with the proposal as it then stands; agreement is looked at each time (rule 1).
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from decisions.alliance import Alliance
from decisions.membership import Change
from decisions.proposal import Kind, Proposal, Question, Report, Response, Review, Revision, Withdrawal
from decisions.response import contradicted
from handlers.identity import Act
from handlers.settling import say_in_thread, settle
from handlers.views.proposal_card import is_cut
from handlers.views.thread import pieces_of_text
from storage import facts, outbox, people


def record_proposal(
    connection: Connection, alliance: Alliance, first: Revision, act: Act, change: Change | None = None
) -> Proposal:
    proposal = facts.add_proposal(connection, alliance, first, change)
    say_in_thread(connection, alliance, proposal, f"card:{proposal.id}", "card", {}, act.now)
    _say_whole_text(connection, alliance, proposal, first, act.now)
    receipt(connection, alliance, proposal, act, "raised_receipt", {})
    return proposal


def record_amendment(
    connection: Connection, alliance: Alliance, proposal: Proposal, amended: Revision, act: Act
) -> Proposal:
    """Store a new text; each partner that answered an earlier one is shown what changed since (rule 5)."""
    proposal = facts.add_revision(connection, alliance, proposal, amended)
    about = {"revision": amended.number}
    say_in_thread(
        connection, alliance, proposal, f"amendment:{proposal.id}:{amended.number}", "amendment", about, act.now
    )
    _say_whole_text(connection, alliance, proposal, amended, act.now)
    for said in _last_answers(alliance, proposal):
        told = {**about, "seen": said.revision, "partner": said.partner_id}
        key = f"amended:{proposal.id}:{amended.number}:{said.partner_id}"
        say_privately(connection, alliance, proposal, said.by, key, "amended_notice", told, act.now)
    receipt(connection, alliance, proposal, act, "amended_receipt", about)
    return proposal


def record_response(
    connection: Connection, alliance: Alliance, proposal: Proposal, given: Response, act: Act
) -> Proposal:
    """Store what a partner said, and agree the proposal if this is the moment."""
    before = contradicted(proposal, given)
    proposal = facts.add_response(connection, alliance, proposal, given)
    given = proposal.responses[-1]
    about = {"response": given.id}
    if given.kind is Kind.OBJECTION:
        say_in_thread(connection, alliance, proposal, f"objection:{given.id}", "objection", about, act.now)
    if given.concern:
        say_in_thread(connection, alliance, proposal, f"concern:{given.id}", "concern", about, act.now)
    receipt(connection, alliance, proposal, act, "response_receipt", about)
    if before and given.kind is not Kind.UNDO:
        for person in (before.by, given.by):
            told = {"before": before.id, "after": given.id}
            key = f"two_voices:{given.id}:{person}"
            say_privately(connection, alliance, proposal, person, key, "two_voices_notice", told, act.now)
    settle(connection, alliance, proposal, act.now)
    return proposal


def record_question(
    connection: Connection, alliance: Alliance, proposal: Proposal, asked: Question, act: Act
) -> Proposal:
    """Store that a partner takes time; everybody sees it, and the author is told."""
    proposal = facts.add_question(connection, alliance, proposal, asked)
    place = len(proposal.questions) - 1
    about = {"question": place}
    say_in_thread(connection, alliance, proposal, f"question:{proposal.id}:{place}", "question", about, act.now)
    if proposal.author != asked.by:
        key = f"question_notice:{proposal.id}:{place}"
        say_privately(connection, alliance, proposal, proposal.author, key, "question_notice", about, act.now)
    receipt(connection, alliance, proposal, act, "question_receipt", about)
    return proposal


def record_report(connection: Connection, alliance: Alliance, proposal: Proposal, told: Report, act: Act) -> Proposal:
    """Store that a manager tells of a consent; each of the partner's representatives is asked whether it is so."""
    proposal = facts.add_report(connection, alliance, proposal, told)
    about = {"report": proposal.reports[-1].id}
    say_in_thread(connection, alliance, proposal, f"report:{about['report']}", "report", about, act.now)
    partner = alliance.partner(told.partner_id)
    for person in partner.representatives if partner else ():
        key = f"report_request:{about['report']}:{person}"
        say_privately(connection, alliance, proposal, person, key, "report_request", about, act.now)
    receipt(connection, alliance, proposal, act, "report_receipt", about)
    return proposal


def record_refusal_of_report(
    connection: Connection, alliance: Alliance, proposal: Proposal, told: Report, act: Act
) -> Proposal:
    """Store that it is not so; the manager who told it hears of it, and the thread."""
    proposal = facts.add_refusal_of_report(connection, alliance, proposal, told, act.person, act.now)
    about, key = {"report": told.id}, f"report_refused:{told.id}"
    say_in_thread(connection, alliance, proposal, key, "report_refused", about, act.now)
    say_privately(connection, alliance, proposal, told.by, f"{key}:{told.by}", "report_refused_notice", about, act.now)
    receipt(connection, alliance, proposal, act, "report_refused_receipt", about)
    return proposal


def record_review(connection: Connection, alliance: Alliance, proposal: Proposal, looked: Review, act: Act) -> Proposal:
    """Store that a decision was looked at again and is kept; everybody sees it."""
    proposal = facts.add_review(connection, alliance, proposal, looked)
    about = {"review": len(proposal.reviews) - 1}
    key = f"review:{proposal.id}:{about['review']}"
    say_in_thread(connection, alliance, proposal, key, "reviewed", about, act.now)
    receipt(connection, alliance, proposal, act, "review_receipt", about)
    return proposal


def record_withdrawal(
    connection: Connection, alliance: Alliance, proposal: Proposal, ended: Withdrawal, act: Act
) -> Proposal:
    proposal = facts.add_withdrawal(connection, alliance, proposal, ended)
    say_in_thread(connection, alliance, proposal, f"withdrawal:{proposal.id}", "withdrawal", {}, act.now)
    receipt(connection, alliance, proposal, act, "withdrawn_receipt", {})
    return proposal


def receipt(
    connection: Connection, alliance: Alliance, proposal: Proposal, act: Act, kind: str, about: Mapping[str, Any]
) -> None:
    """Confirm an act to the person. Its key makes the same act count once, however often Slack delivers it."""
    people.introduce(connection, act.person, act.name)
    told = {**about, "receipt_url": act.receipt_url or act.value.get("receipt_url", "")}
    # Whoever answers in a direct message looks for the receipt there.
    told["is_direct"] = act.is_direct
    say_privately(connection, alliance, proposal, act.person, act.delivery, kind, told, act.now)


def say_privately(
    connection: Connection,
    alliance: Alliance,
    proposal: Proposal,
    person: str,
    key: str,
    kind: str,
    about: Mapping[str, Any],
    now: datetime,
) -> None:
    lane = outbox.person_lane(connection, alliance.id, person, now)
    outbox.say_once(connection, lane, key, kind, {"proposal": proposal.id, **about}, now)


def _say_whole_text(
    connection: Connection, alliance: Alliance, proposal: Proposal, text: Revision, now: datetime
) -> None:
    if not is_cut(text.text, text.benefit):
        return
    for piece in range(len(pieces_of_text(text))):
        key = f"text:{proposal.id}:{text.number}:{piece}"
        about = {"revision": text.number, "piece": piece}
        say_in_thread(connection, alliance, proposal, key, "whole_text", about, now)


def _last_answers(alliance: Alliance, proposal: Proposal) -> list[Response]:
    """Find each current partner's newest answer to an earlier text."""
    last = {said.partner_id: said for said in proposal.responses if said.kind is not Kind.UNDO}
    return [last[partner.id] for partner in alliance.partners if partner.id in last]
