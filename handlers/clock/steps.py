"""Finds who is told of a step for a held decision, and told again while nobody has said what came of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from decisions.alliance.alliance import local_day
from decisions.asking.climb import climb, concerned, times_proposed
from decisions.asking.reminder import is_a_good_hour
from handlers.clock.look import Look
from handlers.gathering.waiting import reach
from storage.outbox import outbox

STEP_NOTICE = "step_notice"


@dataclass(frozen=True)
class StepNotice:
    """One message to one of those concerned about one step: the first, or again."""

    alliance_id: int
    proposal_id: int
    place: int
    person: str
    time: int

    @property
    def key(self) -> str:
        return f"{STEP_NOTICE}:{self.proposal_id}:{self.place}:{self.time}:{self.person}"


def due_step_notices(connection: Connection, seen: Look, now: datetime) -> Iterator[StepNotice]:
    """Find who is to be told at this hour of theirs; those who are away are told when they are back."""
    alliance, alliance_id = seen.alliance, seen.alliance.id
    if not alliance.ladder:
        return
    for proposal in seen.still_open:
        found = climb(proposal, alliance)
        if found is None or found.pending is None:
            continue
        can_be = reach(connection, alliance, now, {proposal.author})
        proposed_on, today = local_day(found.pending.at, alliance), local_day(now, alliance)
        time = times_proposed(found, proposed_on, today, can_be.holidays)
        for person in concerned(proposal, alliance):
            this = StepNotice(alliance_id, proposal.id, found.pending.place, person, time)
            is_good = is_a_good_hour(can_be.local(person, now, alliance.timezone))
            if is_good and person not in can_be.away and not outbox.was_said(connection, this.key):
                yield this


def say_step_notice(connection: Connection, this: StepNotice, now: datetime) -> None:
    """Have the courier say it. Raises SaidAlready."""
    lane = outbox.person_lane(connection, this.alliance_id, this.person, now)
    about = {"proposal": this.proposal_id, "place": this.place, "time": this.time}
    outbox.say_once(connection, lane, this.key, STEP_NOTICE, about, now)
