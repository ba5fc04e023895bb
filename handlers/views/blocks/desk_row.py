"""The buttons that everybody has, from whichever workspace: at the front desk and below what Accord sends."""

from handlers.views.blocks import ids
from handlers.views.blocks.kit import Block, Message, actions, button

# How texts that stand elsewhere name the place.
THE_DESK = "Accord's desk in the channel"

_DOORS = {
    ids.HOME_RAISE: "Raise a proposal",
    ids.DESK_WAITS: "What waits for us",
    ids.HOME_SEARCH: "Search",
    ids.AWAY: "I'm away",
    ids.HOME_PARTNERS: "Partners",
    ids.HOME_HELP: "How it works",
}


def desk_row(alliance_id: int) -> Block:
    return actions(*(button(words, action_id, {"alliance": alliance_id}) for action_id, words in _DOORS.items()))


def above_desk_row(said: Message, alliance_id: int) -> Message:
    return Message(said.headline, [*said.blocks, desk_row(alliance_id)])
