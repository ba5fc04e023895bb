"""Which messages does Accord send, where does each go, and which view writes it?"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from handlers.views import receipts, thread
from handlers.views.kit import Said
from handlers.views.picture import Picture
from handlers.views.proposal_card import card


class Place(Enum):
    """CHANNEL and THREAD are for everybody; WHISPER is shown to one person in the channel; DIRECT is a DM.

    THREAD_AND_CHANNEL is a reply in the thread that the channel shows too. A DIRECT message that Slack
    refuses becomes a whisper, DIRECT_OR_THREAD a mention in the thread.
    """

    CHANNEL = auto()
    THREAD = auto()
    THREAD_AND_CHANNEL = auto()
    WHISPER = auto()
    DIRECT = auto()
    DIRECT_OR_THREAD = auto()


@dataclass(frozen=True)
class Kind:
    place: Place
    write: Callable[[Picture, Mapping[str, Any]], Said]


KINDS = {
    "card": Kind(Place.CHANNEL, lambda picture, _about: card(picture)),
    "whole_text": Kind(Place.THREAD, thread.whole_text),
    "objection": Kind(Place.THREAD, thread.objection),
    "concern": Kind(Place.THREAD, thread.concern),
    "amendment": Kind(Place.THREAD, thread.amendment),
    "withdrawal": Kind(Place.THREAD, thread.withdrawal),
    "outcome": Kind(Place.THREAD_AND_CHANNEL, thread.outcome),
    "raised_receipt": Kind(Place.WHISPER, receipts.raised_receipt),
    "response_receipt": Kind(Place.WHISPER, receipts.response_receipt),
    "amended_receipt": Kind(Place.WHISPER, receipts.amended_receipt),
    "withdrawn_receipt": Kind(Place.WHISPER, receipts.withdrawn_receipt),
    "reminded_receipt": Kind(Place.WHISPER, receipts.reminded_receipt),
    "posted_again_receipt": Kind(Place.DIRECT, receipts.posted_again_receipt),
    "notice": Kind(Place.WHISPER, receipts.notice),
    "amended_notice": Kind(Place.DIRECT, receipts.amended_notice),
    "two_voices_notice": Kind(Place.DIRECT, receipts.two_voices_notice),
    "reminder": Kind(Place.DIRECT_OR_THREAD, receipts.reminder),
    "card_lost_notice": Kind(Place.DIRECT, receipts.card_lost_notice),
    "channel_trouble_notice": Kind(Place.DIRECT, receipts.channel_trouble_notice),
    "stuck_notice": Kind(Place.DIRECT, receipts.stuck_notice),
}
