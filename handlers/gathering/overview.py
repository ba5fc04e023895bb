"""Gathers where an alliance stands: for the digest, for /accord status, and for the agenda of a meeting."""

from datetime import datetime

from sqlalchemy import Connection

from decisions.alliance.alliance import local_day
from decisions.alliance.matter import DelegatedDecision
from decisions.answers.standing_interest import to_look_at
from handlers.gathering.appointments import recorded
from handlers.gathering.proposal_view import review_horizon, view_of
from handlers.views.blocks.proposal.matters import left_words
from handlers.views.blocks.proposal.proposal_view import ProposalView
from handlers.views.desk.overview import Overview
from storage.alliance import alliances
from storage.personal import people
from storage.record import decision_log
from storage.record.changes import interests
from storage.record.proposals import proposals
from storage.record.proposals.actions import ids_with_actions


def overview(connection: Connection, alliance_id: int, since: datetime, until: datetime, now: datetime) -> Overview:
    """Gather it, in the caller's transaction: what ended after `since` and up to `until`, and what stands `now`."""
    alliance = alliances.load(connection, alliance_id)
    zone = alliance.timezone

    def views(ids: list[int]) -> list[ProposalView]:
        return [view_of(connection, alliance_id, proposal_id, now) for proposal_id in ids]

    still_open = views(proposals.open_ids(connection, alliance_id))
    ended = views(proposals.ended_ids(connection, alliance_id, since, until))
    reviews = views(proposals.ids_to_review(connection, alliance_id, review_horizon(zone, now)))
    length, head = decision_log.head(connection, alliance_id)
    return Overview(
        log_length=length,
        log_head=head,
        now=now,
        zone=zone,
        since=since,
        ended=[*ended, *(shown for shown in reviews if shown not in ended and ended_since(shown, since))],
        open=sorted(still_open, key=lambda shown: shown.proposal.raised_at),
        reviews=[shown for shown in reviews if not shown.has_ended],
        recorded=recorded(connection, alliance),
        alliance_id=alliance_id,
        delegated=left_words(alliance.matters, local_day(now, alliance)),
        made=[each for each in alliance.matters.made if _is_news(each, since, until)],
        names=people.names(connection, [who for each in alliance.matters.made for who in each.people]),
        followed_up=views(ids_with_actions(connection, alliance_id, since)),
        interests=[
            *dict.fromkeys(each.partner for each in to_look_at(interests.standing(connection, alliance_id), now))
        ],
    )


def _is_news(made: DelegatedDecision, since: datetime, until: datetime) -> bool:
    """Whether a manager decided it in this time, or took it back."""
    return any(since < at <= until for at in (made.at, made.taken_back.at if made.taken_back else made.at))


def ended_since(shown: ProposalView, since: datetime) -> bool:
    """Whether a trial was over later than that."""
    until = shown.proposal.current.tried_until
    return shown.has_ended and until is not None and local_day(since, shown.alliance) <= until
