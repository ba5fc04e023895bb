"""Gathers what Slack is to show of a proposal."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from decisions.afterwards.review import near_from, review_due_on
from decisions.alliance.alliance import Alliance, Partner, local_day
from decisions.proposal.facts import people_of
from decisions.proposal.part import deciding
from decisions.proposal.proposal import Proposal
from handlers.gathering.papers import short_words
from handlers.views.blocks.proposal.proposal_view import ProposalView
from handlers.views.blocks.words.rich_text import mentioned
from storage.alliance import alliances
from storage.outbox import outbox
from storage.outbox.outbox import CardPlace
from storage.personal import people
from storage.record import meetings
from storage.record.proposals import papers, proposals

REVIEWS_AHEAD = timedelta(weeks=4)


def view_of(connection: Connection, alliance_id: int, proposal_id: int, now: datetime) -> ProposalView:
    """Gather it, in the caller's transaction."""
    alliance = alliances.load(connection, alliance_id)
    proposal = proposals.load(connection, proposal_id)
    ever = alliance.partners_ever
    place = outbox.place_of_card(connection, proposal_id)
    earlier = proposal.current.supersedes
    return ProposalView(
        proposal=proposal,
        alliance=_electorate(alliance, proposal, ever),
        partner_names={partner.id: partner.name for partner in ever.values()},
        names=people.names(connection, alliance.people | people_of(proposal) | _founders(alliance, proposal)),
        now=now,
        card_url=place.permalink if place else "",
        supersedes_title=(proposals.title_of_decision(connection, alliance_id, earlier) or "") if earlier else "",
        supersedes_url=proposals.permalink_of_number(connection, alliance_id, earlier) if earlier else "",
        superseded_by=proposals.superseded_by(connection, proposal_id) if proposal.agreement else (),
        away={} if proposal.is_final else absent(connection, alliance, now),
        thread_url=_thread_url(place, alliance.channel),
        paper_texts=short_words(connection, alliance_id, proposal),
        ratified_on=meetings.ratified_on(connection, alliance_id, proposal),
        paper_urls=papers.addresses(connection, alliance_id, papers.of_texts(proposal)),
    )


def _founders(alliance: Alliance, proposal: Proposal) -> set[str]:
    """Return whom the texts of a founding name, including those it no longer names; Accord wrote these texts itself."""
    return set() if alliance.is_founded else {who for text in proposal.revisions for who in mentioned(text.rich_text)}


def _thread_url(place: CardPlace | None, channel: str) -> str:
    return f"{place.permalink}?thread_ts={place.ts}&cid={channel}" if place and place.permalink else ""


def absent(connection: Connection, alliance: Alliance, now: datetime) -> dict[str, date | None]:
    """Find who is away today, with the last day of it; None for those whose account is closed."""
    return people.absent(connection, alliance.people, local_day(now, alliance))


def review_horizon(zone: str, now: datetime) -> date:
    """Tell up to which review date decisions are shown as to be looked at again."""
    return (now + REVIEWS_AHEAD).astimezone(ZoneInfo(zone)).date()


def next_midnight(now: datetime, zone: str) -> datetime:
    """Tell when what is shown changes by itself: ages grow at midnight, and people are back."""
    here = ZoneInfo(zone)
    tomorrow = now.astimezone(here).date() + timedelta(days=1)
    return datetime.combine(tomorrow, time(0, 0, 5), here)


def next_change(shown: ProposalView) -> datetime | None:
    """Tell when a card changes by itself: an open one at midnight, a decision's when its review or end comes near.

    A trial's changes once more when it is over, and another when nobody may correct its record any more.
    """
    if not shown.proposal.is_final:
        return next_midnight(shown.now, shown.zone)
    agreed = shown.proposal.agreement
    days = [agreed.correct_by + timedelta(days=1)] if agreed and agreed.correct_by else []
    if shown.is_in_force:
        due_on, until = review_due_on(shown.proposal), shown.proposal.current.tried_until
        days += [near_from(due_on)] if due_on else []
        days += [near_from(until), until + timedelta(days=1)] if until else []
    moments = (datetime.combine(each, time(0, 0, 5), ZoneInfo(shown.zone)) for each in days)
    return min((moment for moment in moments if moment > shown.now), default=None)


def _electorate(alliance: Alliance, proposal: Proposal, ever: dict[int, Partner]) -> Alliance:
    """A decision is shown with the partners who made it, whoever joined or left since; else with those who decide."""
    if proposal.agreement is None:
        return replace(alliance, partners=deciding(proposal, alliance))
    return replace(alliance, partners=tuple(ever[partner_id] for partner_id in proposal.agreement.partners))
