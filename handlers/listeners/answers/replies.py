"""Somebody writes in a card's thread, or puts a sign under a card, and it sounds like an answer."""

from decisions.alliance.alliance import Alliance
from decisions.proposal.outcome import standing_responses
from decisions.proposal.proposal import Kind, Proposal
from decisions.texts import reply
from handlers.incoming.payloads import Act
from storage.alliance import alliances
from storage.engine.database import Database
from storage.outbox import outbox
from storage.outbox.outbox import SaidAlready
from storage.record.proposals import proposals


def offer_after_reply(act: Act, database: Database) -> None:
    """A reply in the thread: only words that sound like an answer are looked at further."""
    answer = reply.meant(act.words)
    if answer:
        _offer(act, database, answer, reply.reason_in(act.words), is_in_thread=True)


def offer_after_sign(act: Act, database: Database) -> None:
    """A reaction."""
    answer = reply.meant_by_sign(act.words)
    if answer:
        _offer(act, database, answer, "", is_in_thread=False)


def _offer(act: Act, database: Database, answer: Kind, reason: str, *, is_in_thread: bool) -> None:
    """Offer the button that records it, privately. Nothing is recorded before it is pressed."""
    card_ts = str(act.value.get("card", ""))
    with database.snapshot() as connection:
        alliance_id = alliances.of_channel(connection, act.channel)
        proposal_id = proposals.of_card(connection, alliance_id, card_ts) if alliance_id else None
        if alliance_id is None or proposal_id is None:
            return
        alliance = alliances.load(connection, alliance_id)
        proposal = proposals.load(connection, proposal_id)
    partner = alliance.partner_of(act.person)
    if partner is None or not _is_news(proposal, alliance, act.person, answer):
        return
    about = {
        "proposal": proposal.id,
        "revision": proposal.current.number,
        "partner": partner.name,
        "answer": answer,
        "reason": reason if answer is Kind.OBJECTION else "",
        "thread_ts": card_ts if is_in_thread else "",
    }
    try:
        with database.transaction() as connection:
            lane = outbox.person_lane(connection, alliance.id, act.person, act.now)
            outbox.say_once(connection, lane, act.delivery, "offer", about, act.now)
    except SaidAlready:
        # Slack delivered the event twice.
        return


def _is_news(proposal: Proposal, alliance: Alliance, person: str, answer: Kind) -> bool:
    partner = alliance.partner_of(person)
    stands = standing_responses(proposal).get(partner.id) if partner else None
    return not proposal.is_final and (stands is None or stands.kind is not answer)
