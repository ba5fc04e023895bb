"""Records, in one transaction, that a text is put, amended or withdrawn."""

from collections.abc import Iterator

from sqlalchemy import Connection

from decisions.alliance.alliance import Alliance
from decisions.alliance.membership import Change
from decisions.proposal.part import deciding
from decisions.proposal.proposal import Kind, Proposal, Response, Revision, Withdrawal
from decisions.said.sealed_facts import Why
from decisions.texts.suggestion import that_count, that_lapse
from handlers.incoming.payloads import Act
from handlers.recording.agreement import agree_if_all_consent
from handlers.recording.openings import open_before
from handlers.recording.receipts import receipt
from storage.record.news import News
from storage.record.proposals import facts


def record_proposal(
    connection: Connection, alliance: Alliance, first: Revision, act: Act, change: Change | None = None
) -> Proposal:
    proposal = facts.add_proposal(connection, alliance, first, change)
    news = News(alliance.id, act.now)
    news.in_thread(proposal.id, f"card:{proposal.id}", "card", {})
    receipt(proposal, act, news, "raised_receipt", {})
    news.put_down(connection)
    return proposal


def record_amendment(
    connection: Connection, alliance: Alliance, proposal: Proposal, amended: Revision, act: Act
) -> Proposal:
    """Store a new text; each partner that answered an earlier one is shown what changed since (rule 5).

    Consents that were given beforehand to exactly this text count at once.
    """
    news = News(alliance.id, act.now)
    proposal = open_before(connection, alliance, proposal, Why.AMENDED, act.person, news)
    counted, lapsed = that_count(proposal, alliance, amended), that_lapse(proposal, alliance, amended)
    _say_what_lapsed(news, proposal, amended, lapsed)
    proposal = facts.add(connection, alliance, proposal, amended)
    about = {"revision": amended.number}
    news.in_thread(proposal.id, f"amendment:{proposal.id}:{amended.number}", "amendment", about)
    know_it = {said.partner_id for said in (*counted, *lapsed)}
    for said in _last_answers(alliance, proposal):
        if said.partner_id not in know_it:
            told = {**about, "seen": said.revision}
            key = f"amended:{proposal.id}:{amended.number}:{said.partner_id}"
            news.asks(said.by, proposal.id, key, "amended_notice", told, said.partner_id)
    for said in counted:
        proposal = facts.add(connection, alliance, proposal, said)
        told, key = {"response": proposal.responses[-1].id}, f"counted:{proposal.responses[-1].id}"
        news.privately(said.by, proposal.id, key, "counted_notice", told)
    receipt(proposal, act, news, "amended_receipt", about)
    agree_if_all_consent(connection, alliance, proposal, news)
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


def _say_what_lapsed(news: News, proposal: Proposal, amended: Revision, lapsed: list[Response]) -> None:
    of_text = {suggested.text_sha256: suggested.id for suggested in proposal.suggestions}
    for said in lapsed:
        about = {"revision": amended.number, "partner": said.partner_id, "suggestion": of_text[said.text_sha256]}
        key = f"lapsed:{proposal.id}:{amended.number}:{said.partner_id}"
        news.privately(said.by, proposal.id, key, "lapsed_notice", about)


def _last_answers(alliance: Alliance, proposal: Proposal) -> Iterator[Response]:
    """Find each current partner's newest answer to an earlier text."""
    last = {said.partner_id: said for said in proposal.responses if said.kind is not Kind.UNDO}
    return (last[partner.id] for partner in deciding(proposal, alliance) if partner.id in last)
