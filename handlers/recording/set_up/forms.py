"""Tells everybody that a form was made, changed or removed."""

from sqlalchemy import Connection

from decisions.alliance.alliance import Alliance
from decisions.texts.proposal_form import ProposalForm
from handlers.incoming.payloads import Act
from storage.outbox import outbox

FORM_MADE = "form_made"


def tell_of_form(connection: Connection, alliance: Alliance, form: ProposalForm, act: Act, done: str) -> None:
    """Tell everybody in the channel. Raises SaidAlready when this act was counted before."""
    about = {"by": act.person, "done": done, "name": form.name, "fields": [each.name for each in form.fields]}
    outbox.tell_channel(connection, alliance.id, act.delivery, FORM_MADE, about, act.now)
