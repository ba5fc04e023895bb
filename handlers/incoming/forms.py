"""What was filled in of a form, in the window in which a proposal is written?"""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import Connection

from decisions.alliance.alliance import Alliance
from decisions.proposal.proposal import Revision
from decisions.texts import template
from decisions.texts.revision import Draft
from decisions.texts.template import Filled, Template
from decisions.texts.template_refusal import form_is_gone
from handlers.incoming.payloads import Act
from handlers.views.windows.texts.prefilled import SELDOM
from storage.record.changes import templates


def forms_for(connection: Connection, alliance: Alliance, text: Revision | None = None) -> Sequence[Template]:
    """List the forms that a new text, or the next one after this `text`, can be written in."""
    there = templates.every(connection, alliance.id)
    return template.offered_for(there, text) if text else there


def has_more(act: Act) -> bool:
    """Whether the seldom fields stand in the window, or are asked for."""
    return act.value.get("more") is True or any(name in act.typed for name in SELDOM)


def with_form(
    connection: Connection, alliance: Alliance, act: Act, written: Draft, text: Revision | None = None
) -> Draft:
    """Add what was filled in, when the window with a form in it is sent. Raises a Refusal when that is another now."""
    if not act.value.get("template"):
        return written
    form = template.find(forms_for(connection, alliance, text), act.value["template"])
    if form is None:
        raise form_is_gone()
    typed = {name: act.text(name) for name in act.typed if name.startswith(template.FIELDS)}
    return replace(written, template=form.name, form=template.filled_in(form, typed))


def with_chosen_form(forms: Sequence[Template], act: Act, written: Draft, text: Revision | None = None) -> Draft:
    """Add what there is for the fields of the form that was just chosen; none is chosen where it is gone."""
    form = template.find(forms, act.value.get("template"))
    if form is None:
        return written
    stands = dict(text.filled) if text else {}
    inputs = {each.name: template.field_of(each.name) for each in form.fields}
    filled = (
        Filled(name, act.text(field) if field in act.typed else stands.get(name, "")) for name, field in inputs.items()
    )
    return replace(written, template=form.name, form=tuple(filled))
