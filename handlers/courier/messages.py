"""Which messages does Accord send, where does each go, and which view writes it?"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto
from typing import Any

from sqlalchemy import Connection

from decisions.alliance import Alliance
from handlers.gathering.agenda import DIGEST, agenda
from handlers.gathering.appointments import appointed, welcomed
from handlers.gathering.proposal_view import picture
from handlers.gathering.waiting import cover, overdue, waiting
from handlers.views import absence, appointment, objection, question, report, review, suggestion
from handlers.views.absence import Cover
from handlers.views.agenda import Agenda, digest
from handlers.views.appointment import Appointed, Welcome
from handlers.views.blocks.desk_row import above_desk_row
from handlers.views.blocks.kit import Said
from handlers.views.blocks.proposal_view import Picture
from handlers.views.messages import channel, offer, receipts, reminder, thread
from handlers.views.messages.channel import Left
from handlers.views.messages.reminder import Waiting
from handlers.views.proposal_card import card
from storage.alliance import alliances
from storage.engine.database import Database
from storage.outbox.outbox import Message
from storage.personal import people


class Place(Enum):
    """CHANNEL and THREAD are for everybody; WHISPER is shown to one person in the channel; DIRECT is a DM.

    THREAD_AND_CHANNEL is a reply in the thread that the channel shows too. An OFFER is a whisper beside what
    called for it, in the thread or in the channel, and nowhere else. A DIRECT message that Slack
    refuses becomes a whisper, DIRECT_OR_THREAD a mention in the thread.
    """

    CHANNEL = auto()
    THREAD = auto()
    THREAD_AND_CHANNEL = auto()
    WHISPER = auto()
    OFFER = auto()
    DIRECT = auto()
    DIRECT_OR_THREAD = auto()


# Below these, as below the digest, stands what everybody can do.
DIRECTLY = (Place.DIRECT, Place.DIRECT_OR_THREAD)

About = Mapping[str, Any]


def of_proposal(connection: Connection, alliance_id: int, about: About, now: datetime) -> Picture:
    """Most messages are about one proposal."""
    return picture(connection, alliance_id, about["proposal"], now)


def what_waits(connection: Connection, alliance_id: int, about: About, now: datetime) -> Waiting:
    """A reminder is about everything that waits for one person when it is sent."""
    return waiting(connection, alliances.load(connection, alliance_id), about["person"], now)


def what_is_overdue(connection: Connection, alliance_id: int, _about: About, now: datetime) -> list[Picture]:
    return overdue(connection, alliances.load(connection, alliance_id), now)


def whose_cover(connection: Connection, alliance_id: int, about: About, now: datetime) -> Cover:
    """Some are about a person's absence, and who speaks for the partner meanwhile."""
    return cover(connection, alliances.load(connection, alliance_id), about["whose"], now)


def whose_name(connection: Connection, alliance_id: int, about: About, _now: datetime) -> str:
    return alliances.load(connection, alliance_id).partners_ever[about["partner"]].name


def who_left(connection: Connection, alliance_id: int, about: About, _now: datetime) -> Left:
    alliance = alliances.load(connection, alliance_id)
    return Left(alliance, about["people"], people.names(connection, about["people"]))


def who_speaks(connection: Connection, alliance_id: int, about: About, _now: datetime) -> Appointed:
    return appointed(connection, alliance_id, about["entry"])


def who_is_welcome(connection: Connection, alliance_id: int, about: About, now: datetime) -> Welcome:
    return welcomed(connection, alliance_id, about["person"], now)


def the_alliance(connection: Connection, alliance_id: int, _about: About, _now: datetime) -> Alliance:
    """Some are about the alliance itself."""
    return alliances.load(connection, alliance_id)


def of_all_proposals(connection: Connection, alliance_id: int, about: About, now: datetime) -> Agenda:
    """The digest is about all of them."""
    since, until = datetime.fromisoformat(about["since"]), datetime.fromisoformat(about["until"])
    return agenda(connection, alliance_id, since, until, now)


@dataclass(frozen=True)
class Kind:
    """`gather` reads what a message is made from, as late as possible; `write` makes it."""

    place: Place
    write: Callable[[Any, About], Said]
    gather: Callable[[Connection, int, About, datetime], Any] = of_proposal


def written(database: Database, alliance_id: int, message: Message, now: datetime) -> Said:
    kind = KINDS[message.kind]
    with database.snapshot() as connection:
        gathered = kind.gather(connection, alliance_id, message.about, now)
    said = kind.write(gathered, message.about)
    return above_desk_row(said, alliance_id) if message.kind == DIGEST or kind.place in DIRECTLY else said


# What earlier versions put down to be said, and nobody says any more. It ends unsaid.
NO_LONGER_SAID = ("whole_text",)

KINDS = {
    DIGEST: Kind(Place.CHANNEL, lambda agenda, _about: digest(agenda), of_all_proposals),
    "card": Kind(Place.CHANNEL, lambda picture, _about: card(picture)),
    "objection": Kind(Place.THREAD_AND_CHANNEL, objection.objection),
    "lift": Kind(Place.THREAD, objection.lift),
    "beforehand": Kind(Place.THREAD, suggestion.beforehand),
    "concern": Kind(Place.THREAD, thread.concern),
    "amendment": Kind(Place.THREAD, thread.amendment),
    "withdrawal": Kind(Place.THREAD, thread.withdrawal),
    "outcome": Kind(Place.THREAD_AND_CHANNEL, thread.outcome),
    "question": Kind(Place.THREAD, question.question),
    "report": Kind(Place.THREAD, report.report),
    "report_refused": Kind(Place.THREAD, report.report_refused),
    "reviewed": Kind(Place.THREAD, review.reviewed),
    "review_receipt": Kind(Place.WHISPER, review.review_receipt),
    "raised_receipt": Kind(Place.WHISPER, receipts.raised_receipt),
    "response_receipt": Kind(Place.WHISPER, receipts.response_receipt),
    "amended_receipt": Kind(Place.WHISPER, receipts.amended_receipt),
    "withdrawn_receipt": Kind(Place.WHISPER, receipts.withdrawn_receipt),
    "reminded_receipt": Kind(Place.WHISPER, receipts.reminded_receipt),
    "question_receipt": Kind(Place.WHISPER, question.question_receipt),
    "report_receipt": Kind(Place.WHISPER, report.report_receipt),
    "report_refused_receipt": Kind(Place.WHISPER, report.report_refused_receipt),
    "posted_again_receipt": Kind(Place.DIRECT, receipts.posted_again_receipt),
    "notice": Kind(Place.WHISPER, receipts.notice, the_alliance),
    "beforehand_receipt": Kind(Place.WHISPER, suggestion.beforehand_receipt),
    "not_beforehand_receipt": Kind(Place.WHISPER, suggestion.not_beforehand_receipt),
    "counted_notice": Kind(Place.DIRECT, suggestion.counted_notice),
    "lapsed_notice": Kind(Place.DIRECT, suggestion.lapsed_notice),
    "objection_notice": Kind(Place.DIRECT_OR_THREAD, objection.objection_notice),
    "amended_notice": Kind(Place.DIRECT, receipts.amended_notice),
    "two_voices_notice": Kind(Place.DIRECT, receipts.two_voices_notice),
    "question_notice": Kind(Place.DIRECT, question.question_notice),
    "report_request": Kind(Place.DIRECT_OR_THREAD, report.report_request),
    "report_refused_notice": Kind(Place.DIRECT, report.report_refused),
    "away_receipt": Kind(Place.DIRECT, absence.away_receipt, whose_cover),
    "away_notice": Kind(Place.DIRECT, absence.away_notice, whose_cover),
    "unreachable_notice": Kind(Place.DIRECT, absence.unreachable_notice, whose_name),
    "left_channel_notice": Kind(Place.DIRECT, channel.left_channel_notice, who_left),
    "person_moved": Kind(Place.CHANNEL, channel.person_moved, the_alliance),
    "representatives_changed": Kind(Place.CHANNEL, appointment.representatives_changed, who_speaks),
    "seen_receipt": Kind(Place.WHISPER, appointment.seen_receipt, the_alliance),
    "welcome": Kind(Place.DIRECT, appointment.welcome, who_is_welcome),
    "offer": Kind(Place.OFFER, offer.offer),
    "reminder": Kind(Place.DIRECT_OR_THREAD, reminder.reminder, what_waits),
    "overdue_notice": Kind(Place.DIRECT, reminder.overdue_notice, what_is_overdue),
    "card_frozen": Kind(Place.THREAD, receipts.card_frozen),
    "card_frozen_notice": Kind(Place.DIRECT, receipts.card_frozen_notice),
    "card_lost_notice": Kind(Place.DIRECT, receipts.card_lost_notice),
    "app_trouble_notice": Kind(Place.DIRECT, receipts.app_trouble_notice, the_alliance),
    "channel_trouble_notice": Kind(Place.DIRECT, receipts.channel_trouble_notice, the_alliance),
    "not_borne_out_notice": Kind(Place.DIRECT, receipts.not_borne_out_notice),
    "stuck_digest_notice": Kind(Place.DIRECT, receipts.stuck_digest_notice, the_alliance),
    "stuck_notice": Kind(Place.DIRECT, receipts.stuck_notice),
    "stuck_private_notice": Kind(Place.DIRECT, receipts.stuck_private_notice, the_alliance),
}
