"""Finds who is asked at this hour about a text that is too new for a reminder."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from decisions.alliance.alliance import Partner
from decisions.asking.asking import is_to_be_asked
from decisions.proposal.proposal import Proposal
from handlers.clock.look import TELLING, Look
from handlers.gathering.waiting import ASKED
from storage.outbox import outbox, told_of


@dataclass(frozen=True)
class Ask:
    """One message to one person about one text."""

    alliance_id: int
    person: str
    partner: Partner
    proposal: Proposal

    @property
    def key(self) -> str:
        return f"{ASKED}:{self.proposal.id}:{self.proposal.current.number}:{self.person}"


def say_ask(connection: Connection, this: Ask, now: datetime) -> None:
    """Have the courier say it. Raises SaidAlready."""
    lane = outbox.person_lane(connection, this.alliance_id, this.person, now)
    about = {
        "person": this.person,
        "partner": this.partner.id,
        "proposal": this.proposal.id,
        "proposals": [this.proposal.id],
        "revision": this.proposal.current.number,
    }
    outbox.say_once(connection, lane, this.key, ASKED, about, now)
    told_of.keep_true(connection, lane, this.key, [this.proposal.id])


def due_asks(seen: Look, now: datetime) -> Iterator[Ask]:
    """Find who is to be asked at this hour."""
    alliance, can_be = seen.alliance, seen.can_be
    told = {(person, proposal_id): at for person, proposal_id, at in seen.told(*TELLING)}
    for partner in alliance.partners:
        for person in partner.representatives:
            local = can_be.local(person, now, alliance.timezone)
            for each in seen.still_open:
                told_at = max(filter(None, (told.get((person, each.id)), told.get((person, None)))), default=None)
                if is_to_be_asked(person, each, alliance, local=local, told_at=told_at, reach=can_be):
                    yield Ask(alliance.id, person, partner, each)
