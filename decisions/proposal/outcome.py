"""When is a proposal agreed, and whom does it wait for?"""

from collections.abc import Iterable
from datetime import datetime

from decisions.alliance.alliance import Alliance, Partner
from decisions.proposal.notice import has_begun
from decisions.proposal.part import can_decide, decided_by, deciding, is_said_since, last_stepped_back, stepped_back
from decisions.proposal.proposal import Agreement, Kind, Part, Proposal, Response, Revision, Status
from decisions.proposal.sealed import sealed_answers

_AGAIN = (Part.LET_BY_ALL, Part.TAKES_PART)


def standing_responses(proposal: Proposal, revision: int | None = None) -> dict[int, Response]:
    """Find each partner's standing response to a revision, the current one by default, by partner id (rules 3 and 5).

    The newest stands, whoever gave it. Undo takes a partner's consent back: what it said before
    consenting, an objection or nothing, stands again. What a partner said before it stepped back stands no more.
    """
    text = revision or proposal.current.number
    standing: dict[int, Response] = {}
    objections: dict[int, Response] = {}
    back = last_stepped_back(proposal)
    for response in proposal.responses:
        if response.revision != text or not is_said_since(response.id, back.get(response.partner_id)):
            continue
        if response.kind is Kind.OBJECTION:
            objections[response.partner_id] = response
        if response.kind is not Kind.UNDO:
            standing[response.partner_id] = response
        elif response.partner_id in objections:
            standing[response.partner_id] = objections[response.partner_id]
        else:
            standing.pop(response.partner_id, None)
    return standing


def consents(proposal: Proposal, partners: Iterable[Partner]) -> list[Partner]:
    return _who_said(Kind.CONSENT, proposal, partners)


def objects(proposal: Proposal, partners: Iterable[Partner]) -> list[Partner]:
    return _who_said(Kind.OBJECTION, proposal, partners)


def waited_for(proposal: Proposal, alliance: Alliance) -> list[Partner]:
    """List who decides and has not answered the current revision. Silence is never consent (rule 2)."""
    return waits_for(proposal, deciding(proposal, alliance))


def waits_for(proposal: Proposal, partners: Iterable[Partner]) -> list[Partner]:
    """List those of the partners that decide who have not answered."""
    those = heard(proposal)
    return [partner for partner in partners if partner.id not in those]


def heard(proposal: Proposal) -> set[int]:
    """Find who is not waited for, by partner id: who answered, if only sealed, or stepped back."""
    return {*standing_responses(proposal), *sealed_answers(proposal), *stepped_back(proposal)}


def asked_at(proposal: Proposal, partner: Partner) -> datetime:
    """Tell since when a partner is asked about the text that stands: since it was put, the partner joined, or takes
    part again.
    """
    again = [said.at for said in proposal.interests if said.whose == partner.id and said.kind in _AGAIN]
    return max([proposal.current.at, *again, *([partner.joined_at] if partner.joined_at else [])])


def last_answered(proposal: Proposal, partner_id: int) -> Revision | None:
    """Find the text that a partner answered last (rule 5), None when it has answered none."""
    answered = [said.revision for said in proposal.responses if said.partner_id == partner_id]
    return proposal.revisions[answered[-1] - 1] if answered else None


def earlier_answers(proposal: Proposal) -> dict[int, Response]:
    """Find what partners said last to an earlier text and are asked about again, by partner id (rule 5)."""
    found: dict[int, Response] = {}
    for text in proposal.revisions[:-1]:
        found |= standing_responses(proposal, text.number)
    standing = standing_responses(proposal)
    return {partner_id: said for partner_id, said in found.items() if partner_id not in standing}


def _who_said(kind: Kind, proposal: Proposal, partners: Iterable[Partner]) -> list[Partner]:
    standing = standing_responses(proposal)
    return [partner for partner in partners if partner.id in standing and standing[partner.id].kind is kind]


def is_unanimous(proposal: Proposal, alliance: Alliance) -> bool:
    """The standing response to the current revision is a consent of every partner that decides (rule 1).

    These are all current partners that have not stepped back; an alliance without partners agrees nothing.
    """
    they = deciding(proposal, alliance)
    return can_decide(proposal, alliance) and len(consents(proposal, they)) == len(they)


def decides(proposal: Proposal, alliance: Alliance, at: datetime) -> bool:
    """All consent who decide it, and it may be decided at this moment: its text may name a first day (notice.py)."""
    return is_unanimous(proposal, alliance) and has_begun(proposal, alliance, at)


def agreement(proposal: Proposal, alliance: Alliance, at: datetime) -> Agreement | None:
    """Return the agreement when this is the moment of it. Nothing else agrees a proposal (rule 1).

    It is recorded only where the log bears it out (rule 10).
    """
    if proposal.is_final or alliance.is_closed or not decides(proposal, alliance, at):
        return None
    return Agreement(proposal.current.number, at, **decided_by(proposal, alliance))


def status(proposal: Proposal, alliance: Alliance) -> Status:
    if proposal.agreement:
        return Status.AGREED
    if proposal.withdrawal:
        return Status.WITHDRAWN
    return Status.HELD if objects(proposal, alliance.partners) else Status.OPEN
