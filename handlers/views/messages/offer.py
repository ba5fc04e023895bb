"""What is offered, privately, to somebody whose words or sign sound like an answer."""

from collections.abc import Mapping
from typing import Any

from decisions.proposal.proposal import Kind
from handlers.views.blocks import ids
from handlers.views.blocks.kit import Message, actions, button, paragraph, small
from handlers.views.blocks.proposal.form import excerpt_with_form
from handlers.views.blocks.proposal.proposal_view import ProposalView, name
from handlers.views.blocks.words.text import escape, shorten

About = Mapping[str, Any]
# With its quotes and line breaks escaped, this much fits into a button's value.
LONGEST_REASON = 800
LONGEST_TEXT = 300


def offer(view: ProposalView, about: About) -> Message:
    """Offer the button that records just that. Only a press records anything."""
    partner = escape(about["partner"])
    value = view.value(about["revision"])
    if about["answer"] == Kind.CONSENT:
        text = f"Shall I record that {partner} consents to {name(view)}?"
        pressed = button("Record our consent", ids.CONSENT, value, style="primary")
    else:
        text = f"Shall I record that {partner} objects to {name(view)}? You can look at the reason first."
        reason = shorten(about["reason"], LONGEST_REASON)
        pressed = button("Record our objection", ids.OBJECT, {**value, "reason": reason})
    what = excerpt_with_form(view.proposal.revisions[about["revision"] - 1], LONGEST_TEXT, value)
    return Message(text, [paragraph(text), *what, actions(pressed), small("Nothing is recorded unless you press it.")])
