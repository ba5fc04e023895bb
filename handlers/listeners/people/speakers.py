"""A partner says who speaks for it, takes that back, or has seen what was recorded for another one."""

from sqlalchemy import Connection

from decisions.alliance import membership_refusal
from decisions.alliance.alliance import Alliance, Partner
from decisions.people import appointment
from decisions.people.appointment import Appointment
from decisions.proposal import proposal_refusal
from decisions.texts import revision
from handlers.incoming.alliance_of_act import alliance_kept
from handlers.incoming.payloads import Act
from handlers.views.blocks.kit import View
from handlers.views.windows.people.partner_windows import representatives_window, who_can_window
from storage.engine.database import Database
from storage.outbox import outbox
from storage.personal import people
from storage.record import decision_log
from storage.record.changes import appointments
from storage.record.proposals import proposals


def ask_who_speaks(act: Act, database: Database) -> View:
    """Somebody presses *Who speaks for a partner*: representatives change theirs, everybody else reads who can."""
    with database.snapshot() as connection:
        alliance = alliance_kept(connection, act)
        revision.refuse_unless_may_raise(alliance, act.person)
        partner = alliance.partner_of(act.person)
        names = people.names(connection, alliance.people)
    if partner and act.person in partner.lasting:
        return representatives_window(alliance, partner)
    return who_can_window(alliance, names)


def say_who_speaks(act: Act, database: Database) -> None:
    """The window is sent."""
    with database.transaction() as connection:
        alliance = alliance_kept(connection, act, for_writing=True)
        named = appointment.own_appointment(
            alliance,
            proposals.pending_changes(connection, alliance.id),
            partner := _partner(alliance, act.value.get("partner")),
            [*act.people("people"), *act.people("deputies")],
            by=act.person,
            at=decision_log.moment(connection, alliance, act.now),
            stand_ins=act.people("stand_ins"),
            until=act.day("until"),
        )
        appointments.add(connection, alliance, partner, named, act.delivery)


def undo(act: Act, database: Database) -> None:
    """Somebody presses *Undo* below who speaks for a partner now."""
    with database.transaction() as connection:
        alliance = alliance_kept(connection, act, for_writing=True)
        partner = _partner_of(alliance, _entry(connection, alliance, act))
        *earlier, newest = appointments.of_partner(connection, alliance.id, partner)
        put_back = appointment.undoing(
            alliance,
            proposals.pending_changes(connection, alliance.id),
            partner,
            newest,
            act.number("entry"),
            by=act.person,
            at=decision_log.moment(connection, alliance, act.now),
            earlier=earlier[-1] if earlier else None,
        )
        appointments.add(connection, alliance, partner, put_back, act.delivery)


def see(act: Act, database: Database) -> None:
    """Somebody presses *Seen* below what was recorded for a partner."""
    with database.transaction() as connection:
        alliance = alliance_kept(connection, act, for_writing=True)
        recorded = _entry(connection, alliance, act)
        partner = appointment.seen(alliance, recorded, act.person)
        appointments.add_seen(connection, alliance, partner, recorded.entry, act.person, act.now)
        lane = outbox.person_lane(connection, alliance.id, act.person, act.now)
        about = {"partner": partner.name, "of": recorded.partner, "is_direct": act.is_direct}
        outbox.say_once(connection, lane, act.delivery, "seen_receipt", about, act.now)


def _entry(connection: Connection, alliance: Alliance, act: Act) -> Appointment:
    named = appointments.of_entry(connection, alliance.id, act.number("entry"))
    if named is None:
        raise proposal_refusal.unknown_proposal()
    return named


def _partner_of(alliance: Alliance, named: Appointment) -> Partner:
    return _partner(alliance, next((each.id for each in alliance.partners if each.name == named.partner), None))


def _partner(alliance: Alliance, partner_id: object) -> Partner:
    partner = alliance.partner(partner_id) if isinstance(partner_id, int) else None
    if partner is None:
        raise membership_refusal.not_a_partner("people")
    return partner
