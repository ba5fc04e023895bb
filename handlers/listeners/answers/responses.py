"""A representative consents, objects, adds a concern or takes a consent back."""

from functools import partial

from decisions.alliance import rights_refusal
from decisions.alliance.alliance import Partner
from decisions.answers import answer_refusal, response
from decisions.answers.objection_course import unsettled
from decisions.proposal.outcome import last_answered, standing_responses
from decisions.proposal.own_word import refuse_beforehand
from decisions.proposal.proposal import Kind
from decisions.proposal.sealed import is_sealed
from decisions.texts import suggestion
from decisions.texts.suggestion import Cure
from decisions.words.at_once import at_once
from decisions.words.refusal import AsksAgain, StandsAlready
from handlers.gathering.proposal_view import view_of
from handlers.incoming.alliance_of_act import proposal_acted_on
from handlers.incoming.drafts import cure, settlement
from handlers.incoming.payloads import Act
from handlers.incoming.refusals import was_counted
from handlers.recording.answers.consents import record_response
from handlers.recording.answers.objections import record_objection
from handlers.views.answers.objection import Ending
from handlers.views.answers.sealed import sealed_window
from handlers.views.blocks.kit import View
from handlers.views.blocks.proposal.proposal_view import ProposalView
from handlers.views.windows.answers.answer_windows import (
    answer_window,
    concern_window,
    consent_window,
    objection_window,
    recorded_window,
)
from storage.engine.database import Database


def consent(act: Act, database: Database) -> View | None:
    """Somebody presses *Consent* on the card, in a direct message, or in the window in which it was read."""
    return _consent(act, database, knows_it_decides=False) or _recorded(act, database)


def consent_after_all(act: Act, database: Database) -> View | None:
    """The window that asked once more is sent, perhaps with a concern."""
    return _consent(act, database, knows_it_decides=act.value.get("decides") is True)


def ask_for_objection(act: Act, database: Database) -> View | None:
    """Somebody presses *Object*: ask for the reason, with the text that stands now if the person saw another.

    An offer after a reply in the thread brings the reason along. Whoever objects already begins with its own words.
    """
    with database.snapshot() as connection:
        alliance, proposal = proposal_acted_on(connection, act)
        partner = response.refuse_unless_may_answer(proposal, alliance, act.person)
        shown = view_of(connection, alliance.id, proposal.id, act.now)
    said = unsettled(proposal, partner.id)
    reason = str(act.value.get("reason", "")) or (said.reason if said else "")
    acceptable_if = said.acceptable_if if said else ""
    if act.number("revision") == proposal.current.number:
        return objection_window(shown, reason=reason, acceptable_if=acceptable_if)
    outdated, seen = answer_refusal.outdated_text(proposal.number), last_answered(proposal, partner.id)
    return objection_window(shown, outdated.words, seen, reason, acceptable_if)


def object_to(act: Act, database: Database) -> View | None:
    """The objection window is sent."""
    reason, acceptable_if, brought = act.text("reason"), act.text("acceptable_if"), cure(act)
    try:
        with database.transaction() as connection:
            alliance, proposal = proposal_acted_on(connection, act, for_writing=True)
            objecting = partial(
                response.objection,
                proposal,
                alliance,
                by=act.person,
                revision=act.number("revision"),
                at=act.now,
                reason=reason,
                acceptable_if=acceptable_if,
                brings_a_text=brought.changes(proposal.current),
            )
            own = partial(refuse_beforehand, proposal, alliance, act.person, "own_consent")
            checks = objecting, partial(suggestion.refuse_unless_it_suggests, proposal, brought)
            at_once(*checks, *([own] if brought.consents else []))
            record_objection(connection, alliance, proposal, objecting(), act, brought)
    except AsksAgain as again:
        return _object_again(act, database, again, brought)
    return None


def ask_for_concern(act: Act, database: Database) -> View | None:
    """Somebody presses *Add a concern* on a receipt."""
    with database.snapshot() as connection:
        alliance, proposal = proposal_acted_on(connection, act)
        partner = response.refuse_unless_may_answer(proposal, alliance, act.person)
        stands = standing_responses(proposal).get(partner.id)
        if stands is None or stands.kind is not Kind.CONSENT:
            raise answer_refusal.no_consent_for_a_concern(proposal.number, partner.name)
        return concern_window(view_of(connection, alliance.id, proposal.id, act.now), stands.concern, act.receipt_url)


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


def undo(act: Act, database: Database) -> View | None:
    """Somebody presses *Undo* on a receipt, or *Take it back* in the window that shows the answer."""
    with database.transaction() as connection:
        alliance, proposal = proposal_acted_on(connection, act, for_writing=True)
        given = response.undo(proposal, alliance, by=act.person, response_id=act.number("response"), at=act.now)
        record_response(connection, alliance, proposal, given, act)
    return _recorded(act, database)


def _recorded(act: Act, database: Database) -> View | None:
    """Say in a window what was answered in it; receipts say it elsewhere."""
    if not act.is_in_window:
        return None
    shown, partner = _as_it_stands(act, database)
    if is_sealed(shown.proposal):
        return sealed_window(shown, partner)
    return recorded_window(shown, next(said for said in reversed(shown.proposal.responses) if said.by == act.person))


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
                settled_by=settlement(act),
                settled=act.text("settled"),
                has_word=act.value.get("has_word") is True,
            )
            record_response(connection, alliance, proposal, given, act)
    except StandsAlready as already:
        return None if was_counted(act, database) else _answer_that_stands(act, database, already)
    except AsksAgain as again:
        return _consent_again(act, database, again)
    return None


def _answer_that_stands(act: Act, database: Database, already: StandsAlready) -> View:
    shown, partner = _as_it_stands(act, database)
    stands = shown.standing.get(partner.id)
    if stands is None or stands.kind is not Kind.CONSENT:
        # It was taken back in between.
        raise already
    return answer_window(shown, already.words, stands)


def _consent_again(act: Act, database: Database, again: AsksAgain) -> View:
    """Ask once more, with the text that stands, and how the partner's own objection ends if it has one."""
    shown, partner = _as_it_stands(act, database)
    objected = unsettled(shown.proposal, partner.id)
    typed = act.text("concern") if act.text("settled_by") else None
    ending = Ending(objected, settlement(act), act.text("settled"), typed) if objected else None
    return consent_window(shown, again, last_answered(shown.proposal, partner.id), ending)


def _object_again(act: Act, database: Database, again: AsksAgain, brought: Cure) -> View:
    """The text has changed: show it, with what was typed. A suggestion is kept where it was one to the older text."""
    shown, partner = _as_it_stands(act, database)
    older = shown.proposal.revisions[act.number("revision") - 1]
    return objection_window(
        shown,
        again.words,
        last_answered(shown.proposal, partner.id),
        act.text("reason"),
        act.text("acceptable_if"),
        brought.rich_text if brought.changes(older) else None,
        consents=brought.consents,
    )


def _as_it_stands(act: Act, database: Database) -> tuple[ProposalView, Partner]:
    """Load what is shown when a person is asked again, and whom they speak for."""
    with database.snapshot() as connection:
        alliance, proposal = proposal_acted_on(connection, act)
        partner = alliance.partner_of(act.person)
        if partner is None:
            raise rights_refusal.not_a_representative(alliance)
        return view_of(connection, alliance.id, proposal.id, act.now), partner
