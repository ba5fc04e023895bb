"""Carries out, at the moment when it is agreed, that a partner joins or leaves."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from decisions.alliance import membership
from decisions.alliance.alliance import Alliance
from decisions.alliance.membership import OfPartner, PartnerJoins, PartnerLeaves
from decisions.proposal.proposal import Proposal
from storage.alliance import memberships
from storage.personal import people
from storage.record import decision_log
from storage.record.news import News


def change_partners(
    connection: Connection, alliance: Alliance, agreed: Proposal, change: OfPartner, news: News
) -> None:
    """Let a partner join or leave, at this moment (rule 7), or others speak for it, as earlier versions proposed."""
    if not isinstance(change, PartnerJoins) and (partner := alliance.partner(change.partner_id)):
        # It may have been renamed by now.
        change = replace(change, name=partner.name)
    if not isinstance(change, PartnerLeaves):
        # Somebody may have another id in Slack since it was proposed.
        now_called = tuple(people.id_now(connection, person) for person in change.representatives)
        change = replace(change, representatives=now_called)
    memberships.apply_change(connection, alliance.id, change, news.now)
    log_change(connection, alliance, change, news.now, number=agreed.number)
    _welcome(alliance, agreed, change, news)


def _welcome(alliance: Alliance, agreed: Proposal, change: OfPartner, news: News) -> None:
    """Tell whoever speaks for a partner from now on, and did not before, what waits for it."""
    for person in membership.people_of(change):
        if alliance.partner_of(person) is None:
            key = f"welcome:{alliance.id}:decision:{agreed.number}:{person}"
            news.privately(person, agreed.id, key, "welcome", {"person": person})


def log_change(
    connection: Connection, alliance: Alliance, change: OfPartner, now: datetime, number: int | None
) -> None:
    """Log that a partner joined or left, or that others speak for it; `number` is the decision that says so."""
    kind = {
        "PartnerJoins": "partner_joined",
        "PartnerLeaves": "partner_left",
        "RepresentativesChange": "representatives_changed",
    }
    named = {"representatives": list(change.representatives)} if hasattr(change, "representatives") else {}
    decision_log.append(
        connection,
        alliance,
        at=now,
        kind=kind[type(change).__name__],
        actor="",
        partner=change.name,
        number=number,
        **named,
    )
