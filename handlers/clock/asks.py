"""To whom is a text put at this hour that is too new for a reminder?"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from decisions.alliance import Partner
from decisions.asking import is_to_be_asked
from decisions.proposal import Proposal
from handlers.clock.bundles import BUNDLE_ASKED
from handlers.clock.reminders import LOOK_BACK, REMINDER
from handlers.gathering.waiting import ASKED, open_proposals, reach
from storage.alliance import alliances
from storage.outbox import outbox, told_of

# Whoever had one of these about a text knows it. A welcome is about all that is open.
WELCOME = "welcome"
TELLING = (ASKED, REMINDER, WELCOME, BUNDLE_ASKED, "amended_notice", "lapsed_notice", "report_request")


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


def due_asks(connection: Connection, alliance_id: int, now: datetime) -> Iterator[Ask]:
    """Find who is to be asked at this hour."""
    alliance = alliances.load(connection, alliance_id)
    can_be, still_open = reach(connection, alliance, now), open_proposals(connection, alliance)
    told = _told(connection, alliance_id, now)
    for partner in alliance.partners:
        for person in partner.representatives:
            local = can_be.local(person, now, alliance.timezone)
            for each in still_open:
                told_at = max(filter(None, (told.get((person, each.id)), told.get((person, None)))), default=None)
                if is_to_be_asked(person, each, alliance, local=local, told_at=told_at, reach=can_be):
                    yield Ask(alliance_id, person, partner, each)


def _told(connection: Connection, alliance_id: int, now: datetime) -> dict[tuple[str, int | None], datetime]:
    """Find when each person was last told of each proposal; None stands for all that were open."""
    told: dict[tuple[str, int | None], datetime] = {}
    for kind in TELLING:
        for row in outbox.said_to_people(connection, alliance_id, kind, now - LOOK_BACK):
            of = [None] if kind == WELCOME else row.about.get("proposals") or [row.about["proposal"]]
            told |= {(row.slack_user_id, proposal_id): row.created_at for proposal_id in of}
    return told
