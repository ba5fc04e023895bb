"""Proposes the step that is due for a held decision: once, whichever process is first."""

from datetime import datetime
from zoneinfo import ZoneInfo

from decisions.asking.climb import due_step
from decisions.asking.reminder import is_a_good_hour
from handlers.clock.going_on import going_on_after
from handlers.gathering.waiting import open_proposals, reach
from handlers.recording.carried_out.ladders import record_proposed_step
from storage.alliance import alliances, ladders
from storage.engine.database import Database
from storage.record.proposals import proposals


def propose_due_steps(database: Database, now: datetime) -> None:
    """Propose what is due, at a good hour of each alliance. One alliance's trouble must not stop the others."""
    with database.snapshot() as connection:
        concerned = ladders.with_steps(connection, now)
    for alliance_id in concerned:
        with going_on_after(alliance_id):
            for proposal_id in _due(database, alliance_id, now):
                propose_step(database, alliance_id, proposal_id, now)


def _due(database: Database, alliance_id: int, now: datetime) -> list[int]:
    with database.snapshot() as connection:
        alliance = alliances.load(connection, alliance_id)
        if not is_a_good_hour(now.astimezone(ZoneInfo(alliance.timezone))):
            return []
        holidays = reach(connection, alliance, now).holidays
        still_open = open_proposals(connection, alliance)
        return [each.id for each in still_open if due_step(each, alliance, at=now, holidays=holidays)]


def propose_step(database: Database, alliance_id: int, proposal_id: int, now: datetime) -> None:
    """Another process may have proposed it meanwhile, or it is held no more: what stands now counts."""
    with database.transaction() as connection:
        alliance = alliances.load(connection, alliance_id, for_writing=True)
        proposal = proposals.load(connection, proposal_id)
        due = due_step(proposal, alliance, at=now, holidays=reach(connection, alliance, now).holidays)
        if due:
            record_proposed_step(connection, alliance, proposal, due)
