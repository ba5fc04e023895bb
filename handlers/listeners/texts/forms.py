"""Somebody chooses a form for a proposal, and an operations manager makes the alliance's forms."""

from dataclasses import replace

from decisions.texts import form_refusal, proposal_form, revision
from decisions.texts.proposal_form import OFFERED, FormField, ProposalForm
from handlers.gathering.proposal_view import view_of
from handlers.incoming.alliance_of_act import alliance_kept, proposal_acted_on
from handlers.incoming.drafts import draft
from handlers.incoming.forms import forms_for, has_more, with_chosen_form
from handlers.incoming.papers import as_chosen
from handlers.incoming.payloads import Act
from handlers.incoming.renewals import papers_of_renewed, renewed
from handlers.recording.set_up.forms import tell_of_form
from handlers.views.answers.objection import wishes
from handlers.views.answers.sealed import ends_round
from handlers.views.blocks.kit import View
from handlers.views.windows.texts.form_windows import form_window, forms_window
from handlers.views.windows.texts.prefilled import prefilled_as_typed
from handlers.views.windows.texts.proposal_window import amend_window, raise_window
from storage.engine.database import Database
from storage.record.changes import forms
from storage.record.proposals import proposals


def choose(act: Act, database: Database) -> View:
    """Somebody chooses a form while writing a proposal, or presses *More*: what was typed stays."""
    return _amending(act, database) if "proposal" in act.value else _raising(act, database)


def _raising(act: Act, database: Database) -> View:
    with database.snapshot() as connection:
        alliance = alliance_kept(connection, act)
        revision.refuse_unless_may_raise(alliance, act.person)
        forms = forms_for(connection, alliance)
        written = with_chosen_form(forms, act, draft(act))
        title = proposals.title_of_decision(connection, alliance.id, written.supersedes) if written.supersedes else None
        standing = papers_of_renewed(connection, alliance, act)
    papers = as_chosen(act, standing)
    prefilled = prefilled_as_typed(written, title, forms, papers, alliance.matters, has_more=has_more(act))
    prefilled = replace(prefilled, renews=renewed(act))
    return raise_window(alliance.id, alliance.name, prefilled, seals=alliance.seals_first_rounds)


def _amending(act: Act, database: Database) -> View:
    with database.snapshot() as connection:
        alliance, proposal = proposal_acted_on(connection, act)
        revision.refuse_unless_may_amend(proposal, alliance, act.person)
        forms = forms_for(connection, alliance, proposal.current)
        written = with_chosen_form(forms, act, draft(act), proposal.current)
        title = proposals.title_of_decision(connection, alliance.id, written.supersedes) if written.supersedes else None
        shown = view_of(connection, alliance.id, proposal.id, act.now)
    # The text that the person saw when the window opened is the one that is amended.
    keeps = {name: act.value[name] for name in shown.value() if name in act.value}
    papers = as_chosen(act, proposal.current.papers)
    prefilled = prefilled_as_typed(written, title, forms, papers, alliance.matters, has_more=has_more(act))
    return amend_window(proposal.number, keeps, prefilled, wishes=[*ends_round(shown), *wishes(shown)])


def show_forms(act: Act, database: Database) -> View:
    """Somebody presses *Forms for proposals*, below the settings."""
    with database.snapshot() as connection:
        alliance = alliance_kept(connection, act)
        proposal_form.refuse_unless_may_make(alliance, act.person)
        return forms_window(alliance.id, forms.every(connection, alliance.id))


def ask_what_it_asks(act: Act, database: Database) -> View:
    """Somebody presses *A new form*, *Use this* beside one that comes along, or *Change* beside one that is there."""
    with database.snapshot() as connection:
        alliance = alliance_kept(connection, act)
        proposal_form.refuse_unless_may_make(alliance, act.person)
        before = _before(forms.every(connection, alliance.id), act)
    return form_window(alliance.id, before, proposal_form.find(OFFERED, act.value.get("offered")))


def make(act: Act, database: Database) -> None:
    """That window is sent."""
    rows = [
        FormField(
            act.text(f"name.{place}"), act.text(f"asks.{place}"), is_required=bool(act.typed.get(f"required.{place}"))
        )
        for place in range(proposal_form.MOST_FIELDS)
    ]
    with database.transaction() as connection:
        alliance = alliance_kept(connection, act, for_writing=True)
        there = forms.every(connection, alliance.id)
        before = _before(there, act)
        made = proposal_form.made(there, alliance, before, act.text("name"), rows, by=act.person)
        forms.add(connection, alliance, made, before, act.person, act.now)
        tell_of_form(connection, alliance, made, act, "changed" if before else "made")


def remove(act: Act, database: Database) -> View:
    """Somebody chooses *Remove* beside a form: nobody is offered it any more. Texts that are written in it keep it."""
    with database.transaction() as connection:
        alliance = alliance_kept(connection, act, for_writing=True)
        proposal_form.refuse_unless_may_make(alliance, act.person)
        gone = _before(forms.every(connection, alliance.id), act)
        if gone is None:
            raise form_refusal.form_is_gone()
        forms.remove(connection, alliance, gone, act.person, act.now)
        tell_of_form(connection, alliance, gone, act, "removed")
        return forms_window(alliance.id, forms.every(connection, alliance.id))


def _before(there: tuple[ProposalForm, ...], act: Act) -> ProposalForm | None:
    """Find the form as the person saw it. Raises a Refusal when it is gone, or another one by now."""
    seen = act.value.get("form")
    if not seen:
        return None
    found = next((each for each in there if each.version == seen), None)
    if found is None:
        raise form_refusal.form_is_gone()
    return found
