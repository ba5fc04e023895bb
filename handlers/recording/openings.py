"""Opens sealed answers: they become responses, all in one transaction, and everybody is told."""

from dataclasses import replace

from sqlalchemy import Connection

from decisions.alliance.alliance import Alliance
from decisions.proposal import sealed
from decisions.proposal.proposal import Kind, Proposal
from decisions.said.sealed_facts import Opening, Why
from storage.record.news import News
from storage.record.proposals import facts, sealed_words


def open_if_all_answered(connection: Connection, alliance: Alliance, proposal: Proposal, news: News) -> Proposal:
    """Open them when the last has answered. Until then nothing is kept but what can still be opened."""
    if not sealed.is_sealed(proposal):
        return proposal
    sealed_words.keep_only(connection, proposal.id, sealed.to_open(proposal, alliance))
    opening = sealed.opening(proposal, alliance, news.now)
    return open_answers(connection, alliance, proposal, opening, news) if opening else proposal


def open_before(
    connection: Connection, alliance: Alliance, proposal: Proposal, why: Why, by: str, news: News
) -> Proposal:
    """What ends a sealed round opens it first: what was sealed stays on record beside the text that it answers."""
    opening = sealed.ended(proposal, why, by, news.now)
    return open_answers(connection, alliance, proposal, opening, news) if opening else proposal


def open_answers(
    connection: Connection, alliance: Alliance, proposal: Proposal, opening: Opening, news: News
) -> Proposal:
    """Open them in the order in which they were sealed. Objections are told now, for until now nobody could know."""
    to_open = sealed.to_open(proposal, alliance)
    proposal = facts.add(connection, alliance, proposal, opening)
    news.in_thread(proposal.id, f"answers_opened:{proposal.id}", "answers_opened", {})
    for answer in to_open:
        said = replace(sealed_words.opened(connection, answer), at=news.now)
        if said.kind is Kind.CONSENT:
            said = replace(said, text_sha256=proposal.current.text_sha256)
        proposal = facts.add(connection, alliance, proposal, said)
        _tell(alliance, proposal, news)
    sealed_words.keep_only(connection, proposal.id, [])
    return proposal


def _tell(alliance: Alliance, proposal: Proposal, news: News) -> None:
    said = proposal.responses[-1]
    about = {"response": said.id}
    if said.concern:
        news.in_thread(proposal.id, f"concern:{said.id}", "concern", about)
    if said.kind is not Kind.OBJECTION:
        return
    about |= {"again": False}
    news.in_thread(proposal.id, f"objection:{said.id}", "objection", about)
    for person in dict.fromkeys([proposal.author, *alliance.operations_managers]):
        if person != said.by:
            news.privately(person, proposal.id, f"objection_notice:{said.id}:{person}", "objection_notice", about)
