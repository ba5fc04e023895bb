"""Slack gives a channel or a person another id: the alliance goes on with it, and its log says so."""

from datetime import datetime

from sqlalchemy import Connection

from decisions.alliance.alliance import Alliance
from storage.alliance import alliances, foundings, memberships
from storage.outbox import desks, outbox
from storage.personal import people
from storage.record import decision_log
from storage.record.proposals import proposals


class NotMoved(Exception):
    """The id can't take the place of the other; the words say why."""


def move_channel(connection: Connection, alliance: Alliance, channel: str, now: datetime, *, is_empty: bool) -> None:
    """The alliance, loaded for writing, goes on in this channel; into an empty one the open cards are posted anew."""
    place = _place_of_draft(connection, alliance, channel)
    alliances.move(connection, alliance.id, channel)
    # The log of one that is only drafted begins when it is put to its partners.
    if decision_log.length(connection, alliance.id):
        decision_log.append(
            connection, alliance, at=now, kind="channel_moved", actor="", before=alliance.channel, channel=channel
        )
    alliances.note_trouble(connection, alliance.id, "channel", None)
    if is_empty:
        for proposal_id in proposals.open_ids(connection, alliance.id):
            desks.begin_card_anew(connection, alliance.id, proposal_id, channel, now)
        desks.begin_list_anew(connection, alliance.id, channel, now)
    desks.take_place(connection, alliance.id, place, now)
    outbox.mark_open_cards(connection, now, alliance.id)
    outbox.hurry(connection, alliance.id, now)


def _place_of_draft(connection: Connection, alliance: Alliance, channel: str) -> str:
    """Return where a desk stands in a channel to which Accord was only invited: a draft there gives way."""
    there = alliances.of_channel(connection, channel)
    if there is None:
        return ""
    alliances.load(connection, there, for_writing=True)
    is_draft = foundings.load(connection, there) is not None and not decision_log.length(connection, there)
    if there == alliance.id or not is_draft:
        raise NotMoved(f"another alliance is in {channel} already")
    place = desks.cleared(connection, there)
    foundings.remove(connection, there)
    return place


def move_person(connection: Connection, before: str, after: str, now: datetime) -> list[Alliance]:
    """Everything goes on with a person's other id; return the alliances in which they speak or manage.

    What was put down for the earlier id goes to the other one (handlers/courier/person.py).
    It is the same person, and the channel is told: who speaks for a partner is not changed by this (rule 7).
    """
    theirs = [
        alliances.load(connection, alliance_id, for_writing=True)
        for alliance_id, _ in alliances.of_person(connection, before)
    ]
    if not theirs or before == after:
        raise NotMoved(f"{before} neither speaks for a partner nor manages")
    if taken := next((alliance for alliance in theirs if after in alliance.people), None):
        raise NotMoved(f"{after} speaks or manages in {taken.name} already")
    people.move(connection, before, after)
    outbox.close_home(connection, before)
    for alliance in theirs:
        partner = alliance.partner_of(before)
        memberships.move_person(connection, alliance.id, before, after, now)
        decision_log.append(
            connection,
            alliance,
            at=now,
            kind="person_moved",
            actor="",
            partner=partner.name if partner else "",
            before=before,
            person=after,
        )
        about = {"person": after, "partner": partner.name if partner else ""}
        outbox.tell_channel(
            connection, alliance.id, f"person_moved:{alliance.id}:{before}:{after}", "person_moved", about, now
        )
        outbox.mark_open_cards(connection, now, alliance.id)
    return theirs
