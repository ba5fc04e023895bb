"""From which facts are the pictures of the tests made?"""

from datetime import datetime, timedelta

from decisions.alliance import Alliance
from decisions.proposal import Kind, Proposal, Response
from handlers.views.blocks.proposal_view import Picture
from tests.cast import ALLIANCE, MONDAY, NAMES

THURSDAY = MONDAY + timedelta(days=3)


def picture_of(proposal: Proposal, alliance: Alliance = ALLIANCE, now: datetime = THURSDAY) -> Picture:
    names = {partner.id: partner.name for partner in alliance.partners}
    return Picture(proposal, alliance, names, NAMES, now, card_url="https://alliance.slack.com/archives/C0/p1")


def consent(partner: int, by: str, revision: int = 1, concern: str = "", at: datetime = MONDAY) -> Response:
    return Response(partner, revision, Kind.CONSENT, by, at, concern=concern, id=partner)


def objection(partner: int, by: str, reason: str, acceptable_if: str = "", at: datetime = MONDAY) -> Response:
    return Response(partner, 1, Kind.OBJECTION, by, at, reason=reason, acceptable_if=acceptable_if, id=partner)
