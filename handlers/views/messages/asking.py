"""A new text is put to whoever answers for a partner, by direct message."""

from collections.abc import Mapping
from typing import Any

from handlers.views.blocks.kit import Message, actions, beside, paragraph, small
from handlers.views.blocks.proposal.form import excerpt_with_form
from handlers.views.blocks.words.text import escape, possessive
from handlers.views.blocks.written import read_button
from handlers.views.messages.reminder import Waiting, became, lateness, linked, objections, what_became

# About a screen of a telephone; a button opens the rest.
LONGEST_TEXT = 900


def asked(waiting: Waiting, about: Mapping[str, Any]) -> Message:
    """Ask, with the text; afterwards say what became of it."""
    view = waiting.proposals[0]
    if words := became(waiting, view):
        return Message(words, [what_became(waiting, view)])
    text, value, partner = view.proposal.current, view.value(), escape(waiting.partner)
    if text.number != about["revision"]:
        words = f"{linked(view)} has another text since. It waits for {possessive(partner)} answer."
        return Message(words, [beside(words, read_button(value, "Read and answer"))])
    what = "asks" if text.number == 1 else "has changed the text and asks again"
    headline = f"{view.person(text.by)} {what} what {partner} answers to {linked(view)}"
    when = lateness(view, waiting.partner_id)
    return Message(
        headline,
        [
            paragraph(f"*{headline}*"),
            *excerpt_with_form(text, LONGEST_TEXT, value),
            *(paragraph(words) for words in objections(view)),
            small(f"{when[0].upper()}{when[1:]}. Silence is not consent."),
            actions(read_button(value, "Read and answer")),
        ],
    )
