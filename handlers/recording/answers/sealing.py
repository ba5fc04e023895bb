"""Records, in one transaction, that a partner answers a sealed round, or has the answers opened."""

import secrets

from sqlalchemy import Connection

from decisions.alliance.alliance import Alliance
from decisions.proposal import sealed
from decisions.proposal.proposal import Proposal, Response
from decisions.said.sealed_facts import Opening, SealedAnswer
from handlers.incoming.payloads import Act
from handlers.recording.agreement import agree_if_all_consent
from handlers.recording.openings import open_answers
from handlers.recording.receipts import receipt
from storage.record.news import News
from storage.record.proposals import facts, sealed_words

# Enough random bytes that nobody finds by trying what a digest was made from.
SALT = 32


def record_sealed(connection: Connection, alliance: Alliance, proposal: Proposal, said: Response, act: Act) -> Proposal:
    """Store that a partner has answered, and in its own place what; the last answer opens all."""
    salt = secrets.token_hex(SALT)
    proposal = facts.add(connection, alliance, proposal, sealed.seal(proposal, said, salt))
    sealed_words.keep(connection, proposal.sealed_answers[-1], said, salt)
    return _confirmed(connection, alliance, proposal, act)


def record_taken_back(
    connection: Connection, alliance: Alliance, proposal: Proposal, answer: SealedAnswer, act: Act
) -> Proposal:
    """Store that a partner has not answered after all; what it had sealed is not kept."""
    proposal = facts.add(connection, alliance, proposal, answer)
    return _confirmed(connection, alliance, proposal, act)


def record_opening(
    connection: Connection, alliance: Alliance, proposal: Proposal, opening: Opening, act: Act
) -> Proposal:
    """A partner that waits has the answers opened."""
    news = News(alliance.id, act.now)
    proposal = open_answers(connection, alliance, proposal, opening, news)
    receipt(proposal, act, news, "opened_receipt", {})
    agree_if_all_consent(connection, alliance, proposal, news)
    news.put_down(connection)
    return proposal


def record_worry(alliance: Alliance, proposal: Proposal, words: str, act: Act, news: News) -> None:
    """Tell the author and the managers, and nobody else. No log has it: it is no answer."""
    partner = alliance.partner_of(act.person)
    about = {"words": words, "by": act.person, "partner": partner.id if partner else 0}
    for person in dict.fromkeys([proposal.author, *alliance.operations_managers]):
        if person != act.person:
            news.privately(person, proposal.id, f"worry:{act.delivery}:{person}", "worry_notice", about)
    receipt(proposal, act, news, "worry_receipt", {})


def _confirmed(connection: Connection, alliance: Alliance, proposal: Proposal, act: Act) -> Proposal:
    news = News(alliance.id, act.now)
    receipt(proposal, act, news, "sealed_receipt", {"answer": proposal.sealed_answers[-1].id})
    agree_if_all_consent(connection, alliance, proposal, news)
    news.put_down(connection)
    return proposal
