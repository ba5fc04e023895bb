"""Gathers what one person's Home tab shows."""

from datetime import datetime

from sqlalchemy import Connection

from decisions.afterwards.follow_up import to_do
from decisions.proposal.outcome import last_answered, waited_for
from decisions.proposal.proposal import Status
from decisions.said.action import Action
from handlers.gathering.proposal_view import absent, review_horizon, view_of
from handlers.views.blocks.proposal.proposal_view import ProposalView
from handlers.views.desk.home import Asked, Home
from storage.alliance import alliances
from storage.alliance.installed import install_of, of_person_here
from storage.personal import people
from storage.record.proposals import proposals, search
from storage.record.proposals.actions import ids_with_actions

MOST_DECISIONS = 3


def home_contents(connection: Connection, alliance_id: int, person: str, now: datetime) -> Home:
    """Gather it, in the caller's transaction."""
    alliance = alliances.load(connection, alliance_id)
    partner = alliance.partner_of(person)
    still_open = [
        view_of(connection, alliance_id, proposal_id, now)
        for proposal_id in proposals.open_ids(connection, alliance_id)
        if alliance.may_raise(person)
    ]
    decided = search.find(connection, alliance_id, "", limit=MOST_DECISIONS) if alliance.may_raise(person) else []
    return Home(
        alliance=alliance,
        person=person,
        now=now,
        names=people.names(connection, alliance.people),
        asked=[
            Asked(shown, last_answered(shown.proposal, partner.id))
            for shown in still_open
            if partner and partner in waited_for(shown.proposal, alliance)
        ],
        open=still_open,
        held=[shown for shown in still_open if shown.status is Status.HELD],
        reviews=[
            shown
            for proposal_id in proposals.ids_to_review(connection, alliance_id, review_horizon(alliance.timezone, now))
            if alliance.may_raise(person)
            and not (shown := view_of(connection, alliance_id, proposal_id, now)).has_ended
        ],
        decided=[view_of(connection, alliance_id, proposal_id, now) for proposal_id in decided],
        away_until=absent(connection, alliance, now).get(person),
        at_once=any(each.at_once for each in people.known(connection, [person])),
        theirs=of_person_here(connection, person, install_of(connection, alliance.channel)),
        to_do=_to_do(connection, alliance_id, person, now),
        is_the_only_one=alliances.only_one(connection) == alliance_id,
    )


def _to_do(connection: Connection, alliance_id: int, person: str, now: datetime) -> list[tuple[ProposalView, Action]]:
    """Find what somebody has to do after decisions, the next first."""
    views = [view_of(connection, alliance_id, each, now) for each in ids_with_actions(connection, alliance_id)]
    theirs = [
        (view, this)
        for view in views
        for this in to_do(view.proposal)
        if people.id_now(connection, this.owner) == person
    ]
    return sorted(theirs, key=lambda each: each[1].due_on)
