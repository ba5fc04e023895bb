"""Agrees what was not to be decided before a day, when that day begins."""

from datetime import datetime

from decisions.proposal.outcome import agreement
from handlers.clock.going_on import going_on_after
from handlers.recording.agreement import agree_if_all_consent
from storage.alliance import alliances, due
from storage.engine.database import Database
from storage.record.news import News
from storage.record.proposals import proposals


def agree_what_may_be_agreed(database: Database, now: datetime) -> None:
    """Agree what all have consented to before now, and only that. One alliance's trouble must not stop the others."""
    with database.snapshot() as connection:
        ready = [
            (alliance_id, proposal_id)
            for alliance_id, proposal_id in due.with_notice(connection, now)
            if agreement(proposals.load(connection, proposal_id), alliances.load(connection, alliance_id), now)
        ]
    for alliance_id, proposal_id in ready:
        with going_on_after(alliance_id):
            _agree(database, alliance_id, proposal_id, now)


def _agree(database: Database, alliance_id: int, proposal_id: int, now: datetime) -> None:
    """Somebody may have answered meanwhile: what stands now counts."""
    with database.transaction() as connection:
        alliance = alliances.load(connection, alliance_id, for_writing=True)
        proposal = proposals.load(connection, proposal_id)
        if agreement(proposal, alliance, now):
            news = News(alliance_id, now)
            agree_if_all_consent(connection, alliance, proposal, news)
            news.put_down(connection)
