"""Finds who is asked at this hour about a bundle: whoever is asked for a partner, once, in one message."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from decisions.alliance.alliance import Partner
from decisions.asking.reminder import is_a_good_hour, owed
from decisions.bundle.bundle import bundle_of
from decisions.proposal.proposal import Proposal
from decisions.words.working_days import is_working_day
from handlers.clock.asks import Ask
from handlers.clock.look import BUNDLE_ASKED, Look
from storage.outbox import outbox, told_of


@dataclass(frozen=True)
class BundleAsk:
    """One message to one person about a bundle; `proposals` are all that stand in it."""

    alliance_id: int
    number: int
    person: str
    partner: Partner
    proposals: Sequence[Proposal]

    @property
    def key(self) -> str:
        return f"{BUNDLE_ASKED}:{self.alliance_id}:{self.number}:{self.person}"


def due_bundle_asks(connection: Connection, seen: Look, now: datetime) -> Iterator[BundleAsk]:
    """Find who is to be asked at this hour: in working hours, or at any hour those who want that."""
    alliance, can_be, bundled = seen.alliance, seen.can_be, _bundled(seen.still_open)
    if not bundled:
        return
    speak = ((person, partner) for partner in alliance.partners for person in partner.representatives)
    for person, partner in speak:
        local = can_be.local(person, now, alliance.timezone)
        is_the_hour = is_a_good_hour(local) and is_working_day(local.date(), can_be.holidays)
        if not is_the_hour and person not in can_be.at_once:
            continue
        for number, these in bundled.items():
            ask = BundleAsk(alliance.id, number, person, partner, these)
            is_asked = owed(person, these, alliance, local.date(), can_be)
            if is_asked and not outbox.was_said(connection, ask.key):
                yield ask


def without_bundled(asks: Iterable[Ask], of_bundles: Sequence[BundleAsk]) -> list[Ask]:
    """Whoever is asked about a bundle is not asked about each proposal in it as well."""
    asked = {(ask.person, proposal.id) for ask in of_bundles for proposal in ask.proposals}
    return [ask for ask in asks if (ask.person, ask.proposal.id) not in asked]


def _bundled(proposals: Iterable[Proposal]) -> dict[int, list[Proposal]]:
    bundled = defaultdict[int, list[Proposal]](list)
    for proposal in proposals:
        if number := bundle_of(proposal):
            bundled[number].append(proposal)
    return bundled


def say_bundle_ask(connection: Connection, this: BundleAsk, now: datetime) -> None:
    """Have the courier say it. Raises SaidAlready."""
    lane = outbox.person_lane(connection, this.alliance_id, this.person, now)
    ids = [proposal.id for proposal in this.proposals]
    about = {
        "bundle": this.number,
        "person": this.person,
        "partner": this.partner.id,
        "proposal": ids[0],
        "proposals": ids,
    }
    outbox.say_once(connection, lane, this.key, BUNDLE_ASKED, about, now)
    told_of.keep_true(connection, lane, this.key, ids)
