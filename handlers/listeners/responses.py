"""A representative consents, objects, adds a concern or takes a consent back."""

from decisions import refusal, response
from decisions.alliance import Alliance
from decisions.outcome import last_answered, standing_responses
from decisions.proposal import Kind, Proposal, Revision
from decisions.refusal import AsksAgain
from handlers.gathering.proposal_view import picture
from handlers.incoming.payloads import Act
from handlers.incoming.whose import proposal_acted_on
from handlers.recording.events import record_response
from handlers.views.blocks.kit import View
from handlers.views.blocks.proposal_view import Picture
from handlers.views.windows.answer_windows import (
    concern_window,
    consent_window,
    objection_window,
    recorded_window,
)
from storage.engine.database import Database


def consent(act: Act, database: Database) -> View | None:
    """Consent is pressed on the card, in a direct message, or in the window in which it was read."""
    asked_again = _consent(act, database, knows_it_decides=False)
    if asked_again or not act.is_in_window:
        return asked_again
    shown, _ = _as_it_stands(act, database)
    return recorded_window(shown, next(said for said in reversed(shown.proposal.responses) if said.by == act.person))


def consent_after_all(act: Act, database: Database) -> View | None:
    """The window that asked once more is sent, perhaps with a concern."""
    return _consent(act, database, knows_it_decides=act.value.get("decides") is True)


def ask_for_objection(act: Act, database: Database) -> View | None:
    """Object is pressed: ask for the reason, with the text that stands now if the person saw another.

    An offer after a reply in the thread brings the reason along.
    """
    reason = str(act.value.get("reason", ""))
    with database.snapshot() as connection:
        alliance, proposal = proposal_acted_on(connection, act)
        response.refuse_unless_may_answer(proposal, alliance, act.person)
        shown = picture(connection, alliance.id, proposal.id, act.now)
    if act.number("revision") == proposal.current.number:
        return objection_window(shown, reason=reason)
    outdated = refusal.outdated_text(proposal.number)
    return objection_window(shown, outdated.words, _last_answered(alliance, proposal, act.person), reason)


def object_to(act: Act, database: Database) -> View | None:
    """The objection window is sent."""
    reason, acceptable_if = act.text("reason"), act.text("acceptable_if")
    try:
        with database.transaction() as connection:
            alliance, proposal = proposal_acted_on(connection, act, for_writing=True)
            given = response.objection(
                proposal,
                alliance,
                by=act.person,
                revision=act.number("revision"),
                at=act.now,
                reason=reason,
                acceptable_if=acceptable_if,
            )
            record_response(connection, alliance, proposal, given, act)
    except AsksAgain as again:
        shown, seen = _as_it_stands(act, database)
        return objection_window(shown, again.words, seen, reason, acceptable_if)
    return None


def ask_for_concern(act: Act, database: Database) -> View | None:
    """Add a concern is pressed on a receipt."""
    with database.snapshot() as connection:
        alliance, proposal = proposal_acted_on(connection, act)
        partner = response.refuse_unless_may_answer(proposal, alliance, act.person)
        stands = standing_responses(proposal).get(partner.id)
        if stands is None or stands.kind is not Kind.CONSENT:
            raise refusal.no_consent_for_a_concern(proposal.number, partner.name)
        return concern_window(picture(connection, alliance.id, proposal.id, act.now), stands.concern, act.receipt_url)


def add_concern(act: Act, database: Database) -> None:
    with database.transaction() as connection:
        alliance, proposal = proposal_acted_on(connection, act, for_writing=True)
        given = response.add_concern(
            proposal,
            alliance,
            by=act.person,
            revision=act.number("revision"),
            at=act.now,
            concern=act.text("concern"),
        )
        record_response(connection, alliance, proposal, given, act)


def undo(act: Act, database: Database) -> None:
    """Undo is pressed on a receipt."""
    with database.transaction() as connection:
        alliance, proposal = proposal_acted_on(connection, act, for_writing=True)
        given = response.undo(proposal, alliance, by=act.person, response_id=act.number("response"), at=act.now)
        record_response(connection, alliance, proposal, given, act)


def _consent(act: Act, database: Database, *, knows_it_decides: bool) -> View | None:
    try:
        with database.transaction() as connection:
            alliance, proposal = proposal_acted_on(connection, act, for_writing=True)
            given = response.consent(
                proposal,
                alliance,
                by=act.person,
                revision=act.number("revision"),
                at=act.now,
                concern=act.text("concern"),
                knows_it_decides=knows_it_decides,
            )
            record_response(connection, alliance, proposal, given, act)
    except AsksAgain as again:
        shown, seen = _as_it_stands(act, database)
        return consent_window(shown, again, seen)
    return None


def _as_it_stands(act: Act, database: Database) -> tuple[Picture, Revision | None]:
    """Load what is shown when a person is asked again: the proposal, and the text that their partner answered last."""
    with database.snapshot() as connection:
        alliance, proposal = proposal_acted_on(connection, act)
        shown = picture(connection, alliance.id, proposal.id, act.now)
    return shown, _last_answered(alliance, proposal, act.person)


def _last_answered(alliance: Alliance, proposal: Proposal, person: str) -> Revision | None:
    partner = alliance.partner_of(person)
    return last_answered(proposal, partner.id) if partner else None
