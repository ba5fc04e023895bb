"""Somebody reads a suggested text, consents to it beforehand, takes that back, or takes the text."""

from sqlalchemy import Connection

from decisions.alliance.alliance import Alliance
from decisions.answers.objection_course import unsettled
from decisions.proposal import proposal_refusal
from decisions.proposal.proposal import Proposal, Suggestion
from decisions.texts import suggestion
from decisions.texts.revision import refuse_unless_may_amend
from decisions.words.refusal import AsksAgain
from handlers.gathering.proposal_view import view_of
from handlers.incoming.alliance_of_act import proposal_acted_on
from handlers.incoming.drafts import settlement, superseded
from handlers.incoming.forms import forms_for
from handlers.incoming.papers import choice
from handlers.incoming.payloads import Act
from handlers.recording.texts.proposals import record_amendment
from handlers.recording.texts.suggestions import record_answer_beforehand
from handlers.views.answers.objection import Ending, wishes
from handlers.views.blocks.kit import View
from handlers.views.windows.answers.suggestion_windows import not_beforehand_window, suggestion_window, taking_window
from handlers.views.windows.texts.prefilled import prefilled_with
from handlers.views.windows.texts.proposal_window import amend_window
from storage.engine.database import Database


def read(act: Act, database: Database) -> View:
    """Somebody presses *Read it and answer*. Everybody in the channel may read it; partners may consent beforehand."""
    return _shown(act, database, has_choice=True)


def turn_page(act: Act, database: Database) -> View:
    """Another page of a long text is wanted; the last has what can be answered."""
    return _shown(act, database, has_choice=False)


def _shown(act: Act, database: Database, *, has_choice: bool) -> View:
    with database.snapshot() as connection:
        alliance, proposal, suggested = _suggested(connection, act)
        shown = view_of(connection, alliance.id, proposal.id, act.now)
    partner, page = alliance.partner_of(act.person), act.value.get("page", 0)
    if partner is None or proposal.is_final or suggested.revision != proposal.current.number:
        return suggestion_window(shown, suggested, may_consent=False, ending=None, page=page)
    given = suggestion.would_consent(proposal, suggested.text_sha256).get(partner.id)
    if given and has_choice:
        return not_beforehand_window(shown, suggested, given)
    objected = unsettled(proposal, partner.id)
    ending = Ending(objected, text=suggested) if objected else None
    return suggestion_window(shown, suggested, may_consent=given is None, ending=ending, page=page)


def consent_beforehand(act: Act, database: Database) -> View | None:
    """The window is sent."""
    try:
        with database.transaction() as connection:
            alliance, proposal, suggested = _suggested(connection, act, for_writing=True)
            given = suggestion.consent_beforehand(
                proposal,
                alliance,
                suggested,
                by=act.person,
                at=act.now,
                concern=act.text("concern"),
                settled_by=settlement(act),
                settled=act.text("settled"),
            )
            record_answer_beforehand(connection, alliance, proposal, suggested, given, act)
    except AsksAgain:
        # The partner has objected since the window was opened.
        return read(act, database)
    return None


def take_back(act: Act, database: Database) -> None:
    """Somebody presses *Take it back* on the receipt, or sends the window."""
    with database.transaction() as connection:
        alliance, proposal, suggested = _suggested(connection, act, for_writing=True)
        given = suggestion.no_consent_beforehand(proposal, alliance, suggested, by=act.person, at=act.now)
        record_answer_beforehand(connection, alliance, proposal, suggested, given, act)


def take(act: Act, database: Database) -> View | None:
    """Somebody presses *Take this text*, or sends the window that asked once more."""
    try:
        with database.transaction() as connection:
            alliance, proposal, suggested = _suggested(connection, act, for_writing=True)
            amended = suggestion.taking(
                proposal,
                alliance,
                superseded(connection, alliance, suggestion.with_suggestion(proposal.current, suggested)),
                suggested,
                by=act.person,
                at=act.now,
                knows_it_decides=act.value.get("decides") is True,
            )
            record_amendment(connection, alliance, proposal, amended, act)
    except AsksAgain as again:
        with database.snapshot() as connection:
            alliance, proposal, suggested = _suggested(connection, act)
            return taking_window(view_of(connection, alliance.id, proposal.id, act.now), suggested, again)
    return None


def edit(act: Act, database: Database) -> View:
    """Somebody presses *Change it first*: the window to amend begins with the suggestion's words."""
    with database.snapshot() as connection:
        alliance, proposal, suggested = _suggested(connection, act)
        refuse_unless_may_amend(proposal, alliance, act.person)
        suggestion.refuse_if_past(proposal, suggested)
        shown = view_of(connection, alliance.id, proposal.id, act.now)
        forms = forms_for(connection, alliance, proposal.current)
    papers = choice(act, proposal.current.papers)
    prefilled = prefilled_with(
        proposal.current, shown.supersedes_title, suggested.rich_text, forms, papers, alliance.matters
    )
    return amend_window(proposal.number, shown.value(), prefilled, wishes=wishes(shown))


def _suggested(connection: Connection, act: Act, *, for_writing: bool = False) -> tuple[Alliance, Proposal, Suggestion]:
    alliance, proposal = proposal_acted_on(connection, act, for_writing=for_writing)
    wanted = act.number("suggestion")
    found = next((each for each in proposal.suggestions if each.id == wanted), None)
    if found is None:
        raise proposal_refusal.unknown_proposal()
    return alliance, proposal, found
