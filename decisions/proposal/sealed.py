"""Who has answered in a first round that is sealed, and when do all answers open?

Big and small have the same voice: nobody reads what the others say before it has spoken. While the round is sealed
the log tells who has answered, and a salted digest of what. The answers become ordinary responses when they open, all
together: at the moment when the last partner that decides has answered, or when one that has answered asks for it
after the decide-by date. An amendment, a withdrawal and the closing of the alliance end the round, and open it first.
"""

from datetime import date, datetime

from decisions.alliance.alliance import Alliance, Partner
from decisions.log.log_entry import canonical, sha256
from decisions.proposal import sealed_refusal
from decisions.proposal.part import deciding, is_said_since, last_stepped_back
from decisions.proposal.proposal import Proposal, Response, Revision
from decisions.said.sealed_facts import Opening, SealedAnswer, Why

# What a digest is of, besides the salt, the number and the text: what was said, and nothing about who said it when.
SAID = ("kind", "concern", "reason", "acceptable_if")

# How the first round of every proposal can be, as the settings call it.
FIRST_ROUNDS = {"open": "Open: answers are shown as they come", "sealed": "Sealed: all answers open together"}


def is_sealed(proposal: Proposal) -> bool:
    """Only the first text can have a sealed round, until its answers are opened."""
    return proposal.current.sealed and proposal.opening is None and not proposal.is_final


def sealed_answers(proposal: Proposal) -> dict[int, SealedAnswer]:
    """Find the newest sealed answer of each partner while the round is sealed: these open.

    What a partner took back, or said before it stepped back, does not.
    """
    return newest(proposal) if is_sealed(proposal) else {}


def newest(proposal: Proposal) -> dict[int, SealedAnswer]:
    """The same for a round that may have ended."""
    back = last_stepped_back(proposal)
    found = {
        answer.partner_id: answer
        for answer in proposal.sealed_answers
        if is_said_since(answer.id, back.get(answer.partner_id))
    }
    return {partner_id: answer for partner_id, answer in found.items() if answer.digest}


def digest(number: int, said: Response, salt: str) -> str:
    """Seal an answer: nobody can tell from this what was said, and nobody can say afterwards that it was otherwise."""
    words = {name: str(value) for name in SAID if (value := getattr(said, name))}
    return sha256(canonical({**words, "number": number, "revision": said.revision, "salt": salt}))


def seal(proposal: Proposal, said: Response, salt: str) -> SealedAnswer:
    sealed = digest(proposal.number, said, salt)
    return SealedAnswer(said.partner_id, said.revision, said.by, said.at, sealed)


def is_last(proposal: Proposal, alliance: Alliance, partner: Partner) -> bool:
    """Whether all others who decide have answered, so that this partner's answer opens all."""
    others = {each.id for each in deciding(proposal, alliance)} - {partner.id}
    return is_sealed(proposal) and others <= sealed_answers(proposal).keys()


def opening(proposal: Proposal, alliance: Alliance, at: datetime) -> Opening | None:
    """Open the answers when this is the moment: all who decide have answered."""
    they = {partner.id for partner in deciding(proposal, alliance)}
    if not is_sealed(proposal) or alliance.is_closed or not they or not they <= sealed_answers(proposal).keys():
        return None
    return Opening(proposal.current.number, "", at, Why.ALL)


def may_be_opened(proposal: Proposal, today: date) -> bool:
    """Whether a partner waits, and the day has passed until which all are waited for."""
    decide_by = proposal.current.decide_by
    return bool(sealed_answers(proposal)) and decide_by is not None and decide_by < today


def ended(proposal: Proposal, why: Why, by: str, at: datetime) -> Opening | None:
    """Open what is sealed before something ends the round, so that it is on record beside the text it answers."""
    return Opening(proposal.current.number, by, at, why) if is_sealed(proposal) else None


def to_open(proposal: Proposal, alliance: Alliance) -> list[SealedAnswer]:
    """List the answers that an opening opens, in the order of saying: of all partners that decide."""
    they = {partner.id for partner in deciding(proposal, alliance)}
    found = [answer for partner_id, answer in newest(proposal).items() if partner_id in they]
    return sorted(found, key=lambda answer: answer.id)


def refuse_unless_sealing_fits(text: Revision, owner: str) -> None:
    """`owner` is the partner that decides it alone, as its own matter by law, "" where all decide."""
    if text.sealed and owner:
        raise sealed_refusal.nobody_else_answers(text.matter, owner)
    if text.sealed and text.decide_by is None:
        raise sealed_refusal.needs_a_day()
