"""Says that an alliance was closed, and what it still has."""

from decisions.alliance.alliance import Alliance
from handlers.views.blocks import ids
from handlers.views.blocks.kit import Element, button
from handlers.views.blocks.words.text import day, escape

# What only reads.
DOORS = {ids.HOME_SEARCH: "Search", ids.HOME_PARTNERS: "Partners", ids.HOME_HELP: "How it works"}


def closed_words(alliance: Alliance) -> str:
    """Say it in mrkdwn, "" of one that decides."""
    if alliance.closed_at is None:
        return ""
    return (
        f"The partners closed {escape(alliance.name)} for good on {day(alliance.closed_at, alliance.timezone)}. "
        "All that they decided can still be read here."
    )


def reading_doors(alliance: Alliance) -> list[Element]:
    return [button(words, action_id, {"alliance": alliance.id}) for action_id, words in DOORS.items()]
