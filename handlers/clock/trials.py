"""Finds the trials that end soon, and who is still to be told, so that all can renew them in time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from decisions.afterwards.review import NEAR, is_ending
from decisions.alliance.alliance import local_day
from decisions.asking.reminder import is_a_good_hour
from handlers.clock.look import Look
from storage.alliance import due
from storage.outbox import outbox
from storage.record.proposals import proposals


@dataclass(frozen=True)
class Ending:
    """One message to one person, the owner or a manager, about one decision: once."""

    alliance_id: int
    proposal_id: int
    person: str

    @property
    def key(self) -> str:
        return f"trial:{self.proposal_id}:{self.person}"


def due_endings(connection: Connection, seen: Look, now: datetime) -> Iterator[Ending]:
    """Find who is to be told, at a good hour of theirs."""
    # Somewhere it may still be yesterday, or tomorrow already.
    first, last = now.date() - timedelta(days=1), now.date() + NEAR + timedelta(days=1)
    alliance = seen.alliance
    for proposal_id in due.trials(connection, alliance.id, first, last):
        proposal = proposals.load(connection, proposal_id)
        if not is_ending(proposal, local_day(now, alliance)):
            continue
        for person in dict.fromkeys(filter(None, [proposal.current.owner, *alliance.operations_managers])):
            this = Ending(alliance.id, proposal_id, person)
            is_good = is_a_good_hour(seen.can_be.local(person, now, alliance.timezone))
            if is_good and not outbox.was_said(connection, this.key):
                yield this


def say_ending(connection: Connection, this: Ending, now: datetime) -> None:
    """Have the courier say it. Raises SaidAlready."""
    lane = outbox.person_lane(connection, this.alliance_id, this.person, now)
    outbox.say_once(connection, lane, this.key, "trial_notice", {"proposal": this.proposal_id}, now)
