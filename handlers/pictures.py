"""How is everything gathered that Slack is to show of a proposal?"""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from decisions.alliance import Alliance, Partner
from decisions.membership import PartnerLeaves
from decisions.proposal import Proposal
from handlers.views.picture import Picture
from storage import alliances, outbox, people, proposals


def picture(connection: Connection, alliance_id: int, proposal_id: int, now: datetime) -> Picture:
    """Gather it, in the caller's transaction."""
    alliance = alliances.load(connection, alliance_id)
    proposal = proposals.load(connection, proposal_id)
    ever = alliances.partners_ever(connection, alliance_id)
    lane = outbox.lane_of(connection, proposal_id)
    earlier = proposal.current.supersedes
    return Picture(
        proposal=proposal,
        alliance=_electorate(alliance, proposal, ever),
        partner_names={partner.id: partner.name for partner in ever.values()},
        names=people.names(connection, _people(alliance, proposal)),
        now=now,
        card_url=lane.permalink if lane else "",
        supersedes_title=(proposals.title_of_decision(connection, alliance_id, earlier) or "") if earlier else "",
        supersedes_url=proposals.permalink_of_number(connection, alliance_id, earlier) if earlier else "",
        superseded_by=proposals.superseded_by(connection, proposal_id) if proposal.agreement else (),
    )


def _electorate(alliance: Alliance, proposal: Proposal, ever: dict[int, Partner]) -> Alliance:
    """A decision is shown with the partners who made it, whoever joined or left since."""
    if proposal.agreement is None:
        return alliance
    return replace(alliance, partners=tuple(ever[partner_id] for partner_id in proposal.agreement.partners))


def _people(alliance: Alliance, proposal: Proposal) -> set[str]:
    everybody = {proposal.author, *alliance.operations_managers}
    everybody |= {revision.by for revision in proposal.revisions} | {response.by for response in proposal.responses}
    everybody |= {person for partner in alliance.partners for person in partner.representatives}
    if proposal.withdrawal:
        everybody.add(proposal.withdrawal.by)
    if proposal.change and not isinstance(proposal.change, PartnerLeaves):
        everybody |= set(proposal.change.representatives)
    return everybody
