"""A proposal is agreed at the moment when all who decide it consent, and what it changes is carried out then."""

import logging
from datetime import datetime

from sqlalchemy import Connection

from decisions.alliance.alliance import Alliance
from decisions.alliance.ladder import LadderChanges
from decisions.alliance.matter import DeciderChange
from decisions.alliance.membership import (
    AllianceCloses,
    Change,
    ManagersChange,
    founders_fields,
)
from decisions.answers import interest
from decisions.proposal import outcome
from decisions.proposal.proposal import Proposal
from decisions.replay.replay import doubts_about_agreeing
from handlers.recording.afterwards.corrections import with_last_day
from handlers.recording.carried_out.closings import close_alliance
from handlers.recording.carried_out.ladders import change_ladder
from handlers.recording.carried_out.managing import name_managers
from handlers.recording.carried_out.matters import set_matter
from handlers.recording.carried_out.partners import change_partners
from handlers.recording.openings import open_if_all_answered
from handlers.recording.settings import settings_fields
from storage.alliance import alliances, foundings
from storage.outbox import outbox
from storage.record import decision_log
from storage.record.news import News
from storage.record.proposals import facts, proposals

logger = logging.getLogger(__name__)


def agree_if_all_consent(
    connection: Connection, alliance: Alliance, proposal: Proposal, news: News, said_as: str = "outcome"
) -> None:
    """Agree what all consent to who decide it, beginning with the proposal that a fact was just added to.

    A decision about the partners is carried out at once (rule 7); it changes who decides, so every open
    proposal is looked at again, in the order of the numbers. One that closes the alliance leaves none. `said_as` is the
    kind of the message that tells of it in the thread.
    """
    waiting, now = iter([proposal]), news.now
    doubtful: set[int] = set()
    while waited := next(waiting, None):
        proposal = waited
        news.card_is_old(proposal.id)
        proposal = _grant(connection, alliance, proposal, news)
        proposal = open_if_all_answered(connection, alliance, proposal, news)
        agreed = outcome.agreement(proposal, alliance, now)
        if agreed is None:
            continue
        if doubts := _doubts(connection, alliance, proposal):
            logger.error("No. %s is not agreed: the log does not bear it out (%s)", proposal.number, "; ".join(doubts))
            doubtful.add(proposal.id)
            continue
        proposal = facts.add(connection, alliance, proposal, with_last_day(connection, alliance, agreed))
        news.in_thread(proposal.id, f"outcome:{proposal.id}", said_as, {})
        if proposal.current.supersedes:
            _mark_superseded(connection, alliance, proposal.current.supersedes, news)
        if not alliance.is_founded:
            _found(connection, alliance, proposal, now)
        if proposal.change:
            _carry_out(connection, alliance, proposal, proposal.change, news)
            alliance = alliances.load(connection, alliance.id, for_writing=True)
            # Each is read when its turn comes: an earlier one may change who decides.
            waiting = (proposals.load(connection, open_id) for open_id in proposals.open_ids(connection, alliance.id))
    for proposal_id in doubtful:
        _tell_managers_of_doubt(connection, alliance, proposal_id, news)


def _grant(connection: Connection, alliance: Alliance, proposal: Proposal, news: News) -> Proposal:
    """Let those take part whom all others let. Each is one more who decides, and is asked."""
    while granted := interest.grants(proposal, alliance, news.now):
        proposal = facts.add(connection, alliance, proposal, granted[0])
        about = {"interest": proposal.interests[-1].id}
        news.in_thread(proposal.id, f"interest:{about['interest']}", "interest", about)
    return proposal


def _doubts(connection: Connection, alliance: Alliance, proposal: Proposal) -> list[str]:
    try:
        return doubts_about_agreeing(decision_log.entries_about(connection, alliance.id, proposal.number), proposal)
    except decision_log.Unreadable as unreadable:
        return [str(unreadable)]


def _tell_managers_of_doubt(connection: Connection, alliance: Alliance, proposal_id: int, news: News) -> None:
    """Nothing is agreed that does not follow from the log (rule 10). Each manager is told once of each proposal."""
    for manager in alliance.operations_managers:
        key = f"not_borne_out:{proposal_id}:{manager}"
        if not outbox.was_said(connection, key):
            news.privately(manager, proposal_id, key, "not_borne_out_notice", {})


def _found(connection: Connection, alliance: Alliance, proposal: Proposal, now: datetime) -> None:
    """All whom it names have consented: this is the moment at which the alliance is founded."""
    foundings.end(connection, alliance.id, now)
    decision_log.append(
        connection,
        alliance,
        at=now,
        kind="alliance_founded",
        actor="",
        number=proposal.number,
        founders=founders_fields(alliance.partners),
        **settings_fields(alliances.settings(connection, alliance.id)),
    )
    outbox.open_desk(connection, alliance.id, now)


def _carry_out(connection: Connection, alliance: Alliance, proposal: Proposal, change: Change, news: News) -> None:
    if isinstance(change, AllianceCloses):
        close_alliance(connection, alliance, proposal, news)
        return
    if isinstance(change, LadderChanges):
        change_ladder(connection, alliance, proposal, change, news)
        return
    if isinstance(change, DeciderChange):
        set_matter(connection, alliance, proposal.number, change, news)
        return
    if isinstance(change, ManagersChange):
        name_managers(connection, alliance, proposal, change, news)
        return
    change_partners(connection, alliance, proposal, change, news)


def _mark_superseded(connection: Connection, alliance: Alliance, number: int, news: News) -> None:
    earlier = proposals.id_of_number(connection, alliance.id, number)
    if earlier is not None:
        news.card_is_old(earlier)
