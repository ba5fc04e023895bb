"""Tells somebody that a text was not put, because its papers did not come."""

from collections.abc import Mapping
from typing import Any

from decisions.alliance.alliance import Alliance
from handlers.views.blocks import ids
from handlers.views.blocks.kit import Message, actions, button, paragraph


def papers_refused(alliance: Alliance, about: Mapping[str, Any]) -> Message:
    """The words are mrkdwn, escaped already; what was typed is opened again by a press."""
    text = f"Nothing was put to the partners. {about['words']}\nWhat you typed is kept."
    again = button("Open it again", ids.PAPERS_AGAIN, {"alliance": alliance.id, "kept": about["kept"]})
    return Message(text, [paragraph(text), actions(again)])
