"""Gathers what the front desk shows."""

from datetime import datetime

from sqlalchemy import Connection

from decisions.alliance.alliance import Alliance, local_day
from decisions.proposal.outcome import status
from decisions.proposal.proposal import Status
from handlers.gathering.foundings import to_be
from handlers.gathering.waiting import open_proposals
from handlers.views.blocks.kit import Message
from handlers.views.blocks.proposal.matters import left_words
from handlers.views.desk.front_desk import Desk, desk
from handlers.views.set_up.founding import founding_desk
from storage.alliance import alliances, foundings
from storage.record.proposals import proposals


def desk_now(connection: Connection, alliance_id: int, now: datetime) -> tuple[Message, str]:
    """Write what stands there now, and tell in which zone its day ends."""
    draft = foundings.load(connection, alliance_id)
    if draft is not None:
        return founding_desk(to_be(connection, alliance_id, draft)), draft.settings.timezone
    seen = desk_contents(connection, alliance_id, now)
    return desk(seen), seen.alliance.timezone


def desk_contents(connection: Connection, alliance_id: int, now: datetime) -> Desk:
    """Gather it, in the caller's transaction."""
    alliance = alliances.load(connection, alliance_id)
    still_open = [status(proposal, alliance) for proposal in open_proposals(connection, alliance)]
    decided = proposals.count_decisions(connection, alliance_id)
    return Desk(alliance, len(still_open), still_open.count(Status.HELD), decided, _delegated(alliance, now))


def _delegated(alliance: Alliance, now: datetime) -> str:
    return "" if alliance.is_closed else left_words(alliance.matters, local_day(now, alliance))
