"""Gathers what waits for whom, and when people can be reached."""

from collections.abc import Container, Iterable, Mapping, Set
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection

from decisions.alliance.alliance import Alliance, Partner, local_day
from decisions.alliance.voice import present
from decisions.asking.asking import state
from decisions.asking.reminder import Reach
from decisions.proposal.outcome import waited_for
from decisions.proposal.proposal import Proposal
from handlers.gathering.proposal_view import absent, view_of
from handlers.views.blocks.proposal.proposal_view import ProposalView
from handlers.views.blocks.words.text import escape
from handlers.views.blocks.words.text import person as called
from handlers.views.messages.reminder import Waiting
from handlers.views.people.absence import Cover
from storage.alliance import alliances
from storage.alliance.regions import region
from storage.personal import people
from storage.record.proposals import proposals

# The message that puts a new text to somebody.
ASKED = "asked"


def open_proposals(connection: Connection, alliance: Alliance) -> list[Proposal]:
    """Load the proposals that are neither agreed nor withdrawn, oldest first."""
    return [proposals.load(connection, open_id) for open_id in proposals.open_ids(connection, alliance.id)]


def reach(connection: Connection, alliance: Alliance, now: datetime, others: Set[str] = frozenset()) -> Reach:
    """Tell when those can be reached who speak or manage, and some others."""
    today = local_day(now, alliance)
    known = people.known(connection, alliance.people | others)
    return Reach(
        holidays=holidays(*region(connection, alliance.id)),
        zones={each.slack_user_id: each.timezone for each in known if each.timezone},
        away={each.slack_user_id for each in known if each.is_gone or (each.away_until or date.min) >= today},
        at_once={each.slack_user_id for each in known if each.at_once} & alliance.people,
    )


def states(connection: Connection, alliance_id: int, partner_id: int, ids: Iterable[int]) -> dict[int, str]:
    """Distinguish what a message to a partner's person has to say of each of these proposals."""
    alliance = alliances.load(connection, alliance_id)
    return {each: state(proposals.load(connection, each), alliance, partner_id) for each in ids}


def waiting(connection: Connection, alliance: Alliance, person: str, now: datetime) -> Waiting:
    """Gather what the person's partner has not answered."""
    partner = alliance.partner_of(person)
    owing = [
        proposal
        for proposal in open_proposals(connection, alliance)
        if partner and partner in waited_for(proposal, alliance)
    ]
    return _waiting(connection, alliance, partner, person, owing, now)


def asked_about(connection: Connection, alliance: Alliance, about: Mapping[str, Any], now: datetime) -> Waiting:
    """Gather what became of what a person was asked about for a partner."""
    person, partner_id = about["person"], about.get("partner")
    partner = alliance.partners_ever[partner_id] if partner_id else alliance.partner_of(person)
    these = [proposals.load(connection, proposal_id) for proposal_id in about["proposals"]]
    return _waiting(connection, alliance, partner, person, these, now)


def _waiting(
    connection: Connection,
    alliance: Alliance,
    partner: Partner | None,
    person: str,
    these: list[Proposal],
    now: datetime,
) -> Waiting:
    name, partner_id = (partner.name, partner.id) if partner else ("", 0)
    return Waiting(name, _pictures(connection, alliance, these, now), partner_id, person)


def cover(connection: Connection, alliance: Alliance, person: str, now: datetime) -> Cover:
    """Gather who speaks for a partner while this person is away, or that they are back."""
    away, partner = absent(connection, alliance, now), alliance.partner_of(person)
    others = [each for each in (present(partner, away) if partner else []) if each != person]
    names = people.names(connection, [person, *others])
    return Cover(
        partner=escape(partner.name) if partner else "",
        who=called(names, person),
        until=away.get(person),
        present=[called(names, each) for each in others],
    )


def overdue(connection: Connection, alliance: Alliance, now: datetime) -> list[ProposalView]:
    """Gather what is past its decide-by date, oldest first."""
    shown = _pictures(connection, alliance, open_proposals(connection, alliance), now)
    return [each for each in shown if each.is_overdue()]


def _pictures(connection: Connection, alliance: Alliance, these: list[Proposal], now: datetime) -> list[ProposalView]:
    return [view_of(connection, alliance.id, proposal.id, now) for proposal in these]


@lru_cache
def holidays(country: str, region: str) -> Container[date]:
    if not country:
        return frozenset()
    # It takes a tenth of the start to load.
    from holidays import country_holidays  # noqa: PLC0415 (slow to load)

    return country_holidays(country, subdiv=region or None)
