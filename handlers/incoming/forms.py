"""Which fields of a form were filled in, in the window in which a proposal is written."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import Connection

from decisions.alliance.alliance import Alliance
from decisions.proposal.proposal import Revision
from decisions.texts import proposal_form
from decisions.texts.form_refusal import form_is_gone
from decisions.texts.proposal_form import Filled, ProposalForm
from decisions.texts.revision import Draft
from handlers.incoming.payloads import Act
from handlers.views.windows.texts.prefilled import SELDOM
from storage.record.changes import forms


def forms_for(connection: Connection, alliance: Alliance, text: Revision | None = None) -> Sequence[ProposalForm]:
    """List the forms that a new text, or the next one after this `text`, can be written in."""
    there = forms.every(connection, alliance.id)
    return proposal_form.offered_for(there, text) if text else there


def has_more(act: Act) -> bool:
    """Whether the rarely used fields stand in the window, or are asked for."""
    return act.value.get("more") is True or any(name in act.typed for name in SELDOM)


def with_form(
    connection: Connection, alliance: Alliance, act: Act, written: Draft, text: Revision | None = None
) -> Draft:
    """Add what was filled in, when the window with a form in it is sent. Raises a Refusal if the form has changed."""
    if not act.value.get("template"):
        return written
    form = proposal_form.find(forms_for(connection, alliance, text), act.value["template"])
    if form is None:
        raise form_is_gone()
    typed = {name: act.text(name) for name in act.typed if name.startswith(proposal_form.FIELDS)}
    return replace(written, template=form.name, form=proposal_form.filled_in(form, typed))


def with_chosen_form(forms: Sequence[ProposalForm], act: Act, written: Draft, text: Revision | None = None) -> Draft:
    """Fill in what we have for the form just chosen; choose none if it has gone."""
    form = proposal_form.find(forms, act.value.get("template"))
    if form is None:
        return written
    stands = dict(text.filled) if text else {}
    inputs = {each.name: proposal_form.field_of(each.name) for each in form.fields}
    filled = (
        Filled(name, act.text(field) if field in act.typed else stands.get(name, "")) for name, field in inputs.items()
    )
    return replace(written, template=form.name, form=tuple(filled))
