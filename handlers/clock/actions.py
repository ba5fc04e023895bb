"""Finds who is reminded now of what they do after a decision: once before the day, and once when it has passed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from decisions.afterwards.follow_up import nudge, to_do
from decisions.alliance.alliance import local_day
from decisions.asking.reminder import is_a_good_hour
from handlers.clock.look import Look
from handlers.gathering.waiting import reach
from storage.outbox import outbox
from storage.record.proposals import proposals
from storage.record.proposals.actions import ids_with_actions

ACTION_REMINDER = "action_reminder"


@dataclass(frozen=True)
class ActionReminder:
    """One message to an owner about one action."""

    alliance_id: int
    proposal_id: int
    place: int
    owner: str
    why: str

    @property
    def key(self) -> str:
        return f"{ACTION_REMINDER}:{self.proposal_id}:{self.place}:{self.why}"


def due_action_reminders(connection: Connection, seen: Look, now: datetime) -> Iterator[ActionReminder]:
    """Find what is due at this hour of the owners'; those who are away are reminded when they are back."""
    alliance = seen.alliance
    found = [proposals.load(connection, each) for each in ids_with_actions(connection, alliance.id)]
    if not found:
        return
    can_be = reach(connection, alliance, now, {this.owner for proposal in found for this in to_do(proposal)})
    for proposal in found:
        for this in to_do(proposal):
            local = can_be.local(this.owner, now, alliance.timezone)
            why = nudge(this, local_day(this.at, alliance), local.date(), can_be.holidays)
            if why is None or not is_a_good_hour(local) or this.owner in can_be.away:
                continue
            reminder = ActionReminder(alliance.id, proposal.id, this.place, this.owner, why.value)
            if not outbox.was_said(connection, reminder.key):
                yield reminder


def say_action_reminder(connection: Connection, this: ActionReminder, now: datetime) -> None:
    """Have the courier say it. Raises SaidAlready."""
    lane = outbox.person_lane(connection, this.alliance_id, this.owner, now)
    about = {"proposal": this.proposal_id, "action": this.place}
    outbox.say_once(connection, lane, this.key, ACTION_REMINDER, about, now)
