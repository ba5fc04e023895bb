"""How is a fact added? Each with its log entry, in the caller's transaction, never changed afterwards."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, update

from decisions.alliance import Alliance
from decisions.membership import Change, change_fields
from decisions.proposal import Agreement, Kind, Proposal, Question, Report, Response, Review, Revision, Withdrawal
from storage.record import decision_log, search
from storage.record.proposals import id_of_number
from storage.tables import (
    agreements,
    alliances,
    proposals,
    questions,
    report_refusals,
    reports,
    responses,
    reviews,
    revisions,
    withdrawals,
)

# What of a response is logged where there is something.
_WORDS = ("concern", "reason", "acceptable_if", "settled_by", "settled", "text_sha256")
_RESPONSE_KINDS = {
    Kind.CONSENT: "consent_given",
    Kind.OBJECTION: "objection_raised",
    Kind.UNDO: "consent_taken_back",
}


def add_proposal(connection: Connection, alliance: Alliance, first: Revision, change: Change | None = None) -> Proposal:
    """Give a proposal the alliance's next number and store its first text."""
    first = replace(first, at=decision_log.moment(connection, alliance, first.at))
    number = connection.execute(
        update(alliances)
        .where(alliances.c.id == alliance.id)
        .values(last_number=alliances.c.last_number + 1)
        .returning(alliances.c.last_number)
    ).scalar_one()
    row = {"alliance_id": alliance.id, "number": number, "author": first.by, "raised_at": first.at}
    proposal_id = connection.execute(
        insert(proposals).returning(proposals.c.id), {**row, "change": change_fields(change)}
    ).scalar_one()
    proposal = Proposal(proposal_id, number, first.by, first.at, (first,), change=change)
    _add_revision(connection, alliance, proposal, first, "proposal_raised")
    search.index(connection, proposal)
    return proposal


def add_revision(connection: Connection, alliance: Alliance, proposal: Proposal, amended: Revision) -> Proposal:
    amended = replace(amended, at=decision_log.moment(connection, alliance, amended.at))
    _add_revision(connection, alliance, proposal, amended, "proposal_amended")
    proposal = replace(proposal, revisions=(*proposal.revisions, amended))
    search.index(connection, proposal)
    return proposal


def add_response(connection: Connection, alliance: Alliance, proposal: Proposal, given: Response) -> Proposal:
    """Store what a partner said; the returned proposal ends with it, and it has its id."""
    given = replace(given, at=decision_log.moment(connection, alliance, given.at))
    words = {name: said for name in _WORDS if (said := getattr(given, name))}
    said_at = {"said_at": decision_log.written(given.said_at)} if given.said_at else {}
    partner = alliance.partner(given.partner_id)
    sequence = decision_log.append(
        connection,
        alliance,
        at=given.at,
        kind=_RESPONSE_KINDS[given.kind],
        actor=given.by,
        partner=partner.name if partner else "",
        number=proposal.number,
        revision=given.revision,
        **words,
        **said_at,
    )
    given = replace(given, id=decision_log.id_of(alliance, sequence))
    connection.execute(insert(responses), {"proposal_id": proposal.id, **vars(given)})
    proposal = replace(proposal, responses=(*proposal.responses, given))
    if words:
        search.index(connection, proposal)
    return proposal


def add_question(connection: Connection, alliance: Alliance, proposal: Proposal, asked: Question) -> Proposal:
    asked = replace(asked, at=decision_log.moment(connection, alliance, asked.at))
    connection.execute(insert(questions), {"proposal_id": proposal.id, **vars(asked)})
    partner = alliance.partner(asked.partner_id)
    decision_log.append(
        connection,
        alliance,
        at=asked.at,
        kind="time_taken",
        actor=asked.by,
        partner=partner.name if partner else "",
        number=proposal.number,
        revision=asked.revision,
        question=asked.words,
        answer_by=asked.answer_by.isoformat(),
    )
    return replace(proposal, questions=(*proposal.questions, asked))


def add_report(connection: Connection, alliance: Alliance, proposal: Proposal, told: Report) -> Proposal:
    """Store that a manager tells of a consent; the returned proposal ends with it, and it has its id."""
    told = replace(told, at=decision_log.moment(connection, alliance, told.at))
    row = {name: value for name, value in vars(told).items() if name not in ("id", "refused_by")}
    report_id = connection.execute(
        insert(reports).returning(reports.c.id), {"proposal_id": proposal.id, **row}
    ).scalar_one()
    _log_report(connection, alliance, proposal, told, "consent_reported", told.by, told.at, note=told.note)
    return replace(proposal, reports=(*proposal.reports, replace(told, id=report_id)))


def add_refusal_of_report(
    connection: Connection, alliance: Alliance, proposal: Proposal, told: Report, by: str, at: datetime
) -> Proposal:
    at = decision_log.moment(connection, alliance, at)
    connection.execute(insert(report_refusals), {"report_id": told.id, "by": by, "at": at})
    _log_report(connection, alliance, proposal, told, "reported_consent_refused", by, at)
    refused = tuple(replace(each, refused_by=by) if each.id == told.id else each for each in proposal.reports)
    return replace(proposal, reports=refused)


def add_withdrawal(connection: Connection, alliance: Alliance, proposal: Proposal, ended: Withdrawal) -> Proposal:
    ended = replace(ended, at=decision_log.moment(connection, alliance, ended.at))
    connection.execute(insert(withdrawals), {"proposal_id": proposal.id, **vars(ended)})
    connection.execute(update(proposals).where(proposals.c.id == proposal.id), {"ended_at": ended.at})
    decision_log.append(
        connection,
        alliance,
        at=ended.at,
        kind="proposal_withdrawn",
        actor=ended.by,
        number=proposal.number,
        revision=proposal.current.number,
        reason=ended.reason,
    )
    proposal = replace(proposal, withdrawal=ended)
    search.index(connection, proposal)
    return proposal


def add_agreement(connection: Connection, alliance: Alliance, proposal: Proposal, agreed: Agreement) -> Proposal:
    agreed = replace(agreed, at=decision_log.moment(connection, alliance, agreed.at))
    row = {"proposal_id": proposal.id, "revision": agreed.revision, "at": agreed.at}
    connection.execute(insert(agreements), {**row, "partners": list(agreed.partners)})
    ended = {"ended_at": agreed.at, "review_on": proposal.current.review_on}
    connection.execute(update(proposals).where(proposals.c.id == proposal.id), ended)
    if proposal.current.supersedes:
        earlier = proposals.c.number == proposal.current.supersedes
        connection.execute(
            update(proposals).where(proposals.c.alliance_id == alliance.id, earlier), {"review_on": None}
        )
    decision_log.append(
        connection,
        alliance,
        at=agreed.at,
        kind="decision_agreed",
        actor="",
        number=proposal.number,
        revision=agreed.revision,
        title=proposal.current.title,
        text=proposal.current.text,
        partners=[partner.name for partner in alliance.partners],
        supersedes=proposal.current.supersedes,
    )
    return replace(proposal, agreement=agreed)


def add_review(connection: Connection, alliance: Alliance, proposal: Proposal, looked: Review) -> Proposal:
    looked = replace(looked, at=decision_log.moment(connection, alliance, looked.at))
    connection.execute(insert(reviews), {"proposal_id": proposal.id, **vars(looked)})
    connection.execute(update(proposals).where(proposals.c.id == proposal.id), {"review_on": looked.review_on})
    partner = alliance.partner_of(looked.by)
    decision_log.append(
        connection,
        alliance,
        at=looked.at,
        kind="decision_reviewed",
        actor=looked.by,
        partner=partner.name if partner else "",
        number=proposal.number,
        revision=proposal.current.number,
        note=looked.note,
        review_on=looked.review_on.isoformat() if looked.review_on else None,
    )
    return replace(proposal, reviews=(*proposal.reviews, looked))


def _log_report(
    connection: Connection,
    alliance: Alliance,
    proposal: Proposal,
    told: Report,
    kind: str,
    by: str,
    at: datetime,
    **words: str,
) -> None:
    partner = alliance.partner(told.partner_id)
    decision_log.append(
        connection,
        alliance,
        at=at,
        kind=kind,
        actor=by,
        partner=partner.name if partner else "",
        number=proposal.number,
        revision=told.revision,
        **words,
    )


def _add_revision(connection: Connection, alliance: Alliance, proposal: Proposal, text: Revision, kind: str) -> None:
    supersedes_id = id_of_number(connection, alliance.id, text.supersedes) if text.supersedes else None
    row: dict[str, Any] = {name: value for name, value in vars(text).items() if name != "supersedes"}
    row["topics"] = list(text.topics)
    connection.execute(insert(revisions), {"proposal_id": proposal.id, "supersedes_id": supersedes_id, **row})
    decision_log.append(
        connection,
        alliance,
        at=text.at,
        kind=kind,
        actor=text.by,
        number=proposal.number,
        revision=text.number,
        title=text.title,
        text=text.text,
        rich_text=text.rich_text,
        benefit=text.benefit,
        decide_by=text.decide_by.isoformat() if text.decide_by else None,
        review_on=text.review_on.isoformat() if text.review_on else None,
        supersedes=text.supersedes,
        owner=text.owner,
        topics=list(text.topics),
        change=change_fields(proposal.change),
        text_sha256=text.text_sha256,
        **_origin(alliance, proposal, text),
    )


def _origin(alliance: Alliance, proposal: Proposal, text: Revision) -> dict[str, str]:
    """Name the partner whose suggestion was taken to the letter."""
    taken = next((each for each in proposal.suggestions if each.id == text.suggestion), None)
    return {"suggested_by": alliance.partners_ever[taken.partner_id].name} if taken else {}
