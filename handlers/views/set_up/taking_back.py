"""What people see when a manager takes back what was decided alone."""

from collections.abc import Mapping
from typing import Any

from decisions.alliance.alliance import Alliance
from decisions.alliance.matter import DelegatedDecision
from decisions.alliance.pounds import say_pounds
from handlers.views.blocks import ids
from handlers.views.blocks.kit import Message, View, field, long_words, modal, paragraph, small
from handlers.views.blocks.proposal.matters import left_of
from handlers.views.blocks.words import rich_text
from handlers.views.blocks.words.text import escape, person
from handlers.views.set_up.matters import Told

About = Mapping[str, Any]


def taking_back_window(alliance: Alliance, decided: DelegatedDecision) -> View:
    """Ask why; both stay on record."""
    words = f"*{decided.called}* · {escape(decided.matter)} · {say_pounds(decided.sum)}\n{escape(decided.what)}"
    return modal(
        ids.TAKING_BACK_WINDOW,
        "Take it back",
        [
            paragraph(words),
            small("Its sum is left again. Both stay in the log, and everybody in the channel is told."),
            field("reason", "Why it is taken back", long_words(), hint="Everybody in the channel sees it."),
        ],
        submit="Take back",
        close="Cancel",
        keeps={"alliance": alliance.id, "decision": decided.number},
    )


def decision_taken_back(told: Told, about: About) -> Message:
    """Tell everybody what is no more, why, and what is left of the sum as it was right then."""
    matters = told.alliance.matters
    decided = matters.made[about["decision"] - 1]
    back = decided.taken_back
    if back is None:
        raise ValueError(f"{decided.called} was not taken back")
    text = f"{decided.called} · Taken back by {person(told.names, back.by)}: {escape(decided.what)}"
    stood = [each for each in matters.made if each.at <= back.at]
    stood = [each for each in stood if not (each.taken_back and each.taken_back.at <= back.at)]
    sums = f"{say_pounds(decided.sum)}{left_of(matters, decided.under, stood)}"
    return Message(
        text,
        [
            paragraph(f"↩️ *{text}*"),
            rich_text.block(rich_text.quote(back.reason)),
            small(f"{escape(decided.matter)} · {sums} · delegated by No. {decided.under}"),
        ],
    )
