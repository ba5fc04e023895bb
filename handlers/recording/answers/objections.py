"""Records, in one transaction, that a partner objects, and tells those who hear of it at once."""

from collections.abc import Sequence

from sqlalchemy import Connection

from decisions.alliance.alliance import Alliance
from decisions.answers.report import ended_by
from decisions.answers.response import contradicted
from decisions.proposal.outcome import standing_responses
from decisions.proposal.proposal import Kind, Proposal, Response, Settlement
from decisions.proposal.sealed import is_sealed
from decisions.texts.suggestion import Cure, consent_beforehand, suggestion
from handlers.incoming.payloads import Act
from handlers.recording.answers.sealing import record_sealed
from handlers.recording.receipts import receipt, two_voices
from storage.record.news import News
from storage.record.proposals import facts


def record_objection(
    connection: Connection, alliance: Alliance, proposal: Proposal, given: Response, act: Act, cure: Cure
) -> Proposal:
    """Store an objection and the text that it brings, if any; the author and the managers are told."""
    if is_sealed(proposal):
        return record_sealed(connection, alliance, proposal, given, act)
    before, reported = contradicted(proposal, given), ended_by(proposal, given)
    proposal = facts.add(connection, alliance, proposal, given)
    given = proposal.responses[-1]
    if cure.changes(proposal.current) or cure.consents:
        proposal = _add_cure(connection, alliance, proposal, given, cure)
    news = News(alliance.id, act.now)
    tell_of_objection(alliance, proposal, given, act, news, also=[reported.by] if reported else [])
    receipt(proposal, act, news, "response_receipt", {"response": given.id})
    two_voices(proposal, before, given, news)
    news.put_down(connection)
    return proposal


def tell_of_objection(
    alliance: Alliance, proposal: Proposal, objected: Response, act: Act, news: News, also: Sequence[str] = ()
) -> None:
    """Tell the thread, the author, the managers and `also` whom it concerns; whoever just pressed knows it.

    An objection stands again where a consent is taken back.
    """
    latest = proposal.responses[-1]
    again = latest != objected
    about = {"response": objected.id, "again": again}
    key = f"{'objection_again' if again else 'objection'}:{latest.id}"
    news.in_thread(proposal.id, key, "objection", about)
    for person in dict.fromkeys([proposal.author, *alliance.operations_managers, *also]):
        if person != act.person:
            news.privately(person, proposal.id, f"objection_notice:{latest.id}:{person}", "objection_notice", about)


def tell_if_it_stands_again(alliance: Alliance, proposal: Proposal, act: Act, news: News) -> None:
    undone = proposal.responses[-1]
    stands = standing_responses(proposal).get(undone.partner_id)
    if undone.kind is Kind.UNDO and stands:
        tell_of_objection(alliance, proposal, stands, act, news)


def _add_cure(
    connection: Connection, alliance: Alliance, proposal: Proposal, objected: Response, cure: Cure
) -> Proposal:
    proposal = facts.add(connection, alliance, proposal, suggestion(proposal, objected, cure))
    if not cure.consents:
        return proposal
    given = consent_beforehand(
        proposal,
        alliance,
        proposal.suggestions[-1],
        by=objected.by,
        at=objected.at,
        settled_by=Settlement.TEXT,
    )
    return facts.add(connection, alliance, proposal, given)
