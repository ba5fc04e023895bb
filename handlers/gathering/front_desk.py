"""How is everything gathered that the front desk shows?"""

from sqlalchemy import Connection

from decisions.outcome import status
from decisions.proposal import Status
from handlers.gathering.waiting import open_proposals
from handlers.views.front_desk import Desk
from storage.alliance import alliances
from storage.record import proposals


def desk_contents(connection: Connection, alliance_id: int) -> Desk:
    """Gather it, in the caller's transaction."""
    alliance = alliances.load(connection, alliance_id)
    still_open = [status(proposal, alliance) for proposal in open_proposals(connection, alliance)]
    decided = proposals.count_decisions(connection, alliance_id)
    return Desk(alliance, len(still_open), still_open.count(Status.HELD), decided)
