"""A new text is put to whoever answers for a partner, by direct message."""

from collections.abc import Mapping
from typing import Any

from handlers.views.blocks.kit import Said, actions, beside, paragraph, small
from handlers.views.blocks.text import escape, possessive
from handlers.views.blocks.written import excerpt, read_button
from handlers.views.messages.reminder import Waiting, became, lateness, linked, objections, what_became

# About a screen of a telephone; a button opens the rest.
LONGEST_TEXT = 900


def asked(waiting: Waiting, about: Mapping[str, Any]) -> Said:
    """Ask, with the text; afterwards say what became of it."""
    picture = waiting.proposals[0]
    if words := became(waiting, picture):
        return Said(words, [what_became(waiting, picture)])
    text, value, partner = picture.proposal.current, picture.value(), escape(waiting.partner)
    if text.number != about["revision"]:
        words = f"{linked(picture)} has another text since. It waits for {possessive(partner)} answer."
        return Said(words, [beside(words, read_button(value, "Read and answer"))])
    what = "asks" if text.number == 1 else "has changed the text and asks again"
    headline = f"{picture.person(text.by)} {what} what {partner} answers to {linked(picture)}"
    when = lateness(picture, waiting.partner_id)
    return Said(
        headline,
        [
            paragraph(f"*{headline}*"),
            *excerpt(text.rich_text, LONGEST_TEXT, value),
            *(paragraph(words) for words in objections(picture)),
            small(f"{when[0].upper()}{when[1:]}. Silence is not consent."),
            actions(read_button(value, "Read and answer")),
        ],
    )
