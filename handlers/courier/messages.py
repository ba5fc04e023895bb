"""The messages that Accord sends: where each goes, and which view writes it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto
from functools import partial
from typing import Any

from sqlalchemy import Connection

from decisions.alliance.alliance import Alliance
from decisions.alliance.matter import TAKEN_BACK
from decisions.said.statements import STATEMENTS
from handlers.gathering.appointments import appointed, welcomed
from handlers.gathering.bundles import bundle_now
from handlers.gathering.digest import DIGEST
from handlers.gathering.meetings import of_meeting, of_minutes
from handlers.gathering.overview import overview
from handlers.gathering.proposal_view import view_of
from handlers.gathering.settings import changed
from handlers.gathering.waiting import asked_about, cover, overdue
from handlers.views.afterwards import review
from handlers.views.answers import interest, objection, question, report, sealed, suggestion
from handlers.views.blocks.answers.statements import statement, statement_receipt
from handlers.views.blocks.desk_row import above_desk_row
from handlers.views.blocks.kit import Message, of_alliance
from handlers.views.blocks.proposal.proposal_view import ProposalView
from handlers.views.card import bundle
from handlers.views.card.bundle import AskedOfBundle, Bundle
from handlers.views.card.proposal_card import card
from handlers.views.desk.overview import Overview, digest
from handlers.views.meeting import meeting, meeting_minutes
from handlers.views.messages import action, asking, channel, offer, paper, receipts, reminder, step, thread
from handlers.views.messages.channel import Left
from handlers.views.messages.reminder import Waiting
from handlers.views.people import absence, appointment
from handlers.views.people.absence import Cover
from handlers.views.people.appointment import Appointed, Welcome
from handlers.views.set_up import matters, settings
from handlers.views.set_up.settings import Changed
from handlers.views.set_up.taking_back import decision_taken_back
from storage.alliance import alliances
from storage.engine.database import Database
from storage.outbox.attempts import OutboxMessage
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


def of_proposal(connection: Connection, alliance_id: int, about: About, now: datetime) -> ProposalView:
    """Most messages are about one proposal."""
    return view_of(connection, alliance_id, about["proposal"], now)


def of_several(connection: Connection, alliance_id: int, about: About, now: datetime) -> list[ProposalView]:
    return [view_of(connection, alliance_id, each, now) for each in about["proposals"]]


def what_waits(connection: Connection, alliance_id: int, about: About, now: datetime) -> Waiting:
    """What a person is asked about changes when it is answered."""
    return asked_about(connection, alliances.load(connection, alliance_id), about, now)


def which_bundle(connection: Connection, alliance_id: int, about: About, now: datetime) -> Bundle:
    return bundle_now(connection, alliance_id, about["bundle"], now)


def what_waits_in_it(connection: Connection, alliance_id: int, about: About, now: datetime) -> AskedOfBundle:
    return AskedOfBundle(
        which_bundle(connection, alliance_id, about, now), what_waits(connection, alliance_id, about, now)
    )


def what_is_overdue(connection: Connection, alliance_id: int, _about: About, now: datetime) -> list[ProposalView]:
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


def who_changed(connection: Connection, _alliance_id: int, about: About, _now: datetime) -> Changed:
    return changed(connection, about)


def who_decided(connection: Connection, alliance_id: int, about: About, _now: datetime) -> matters.Told:
    return matters.Told(alliances.load(connection, alliance_id), people.names(connection, [about["by"]]))


def the_alliance(connection: Connection, alliance_id: int, _about: About, _now: datetime) -> Alliance:
    """Some are about the alliance itself."""
    return alliances.load(connection, alliance_id)


def which_rests(connection: Connection, _alliance_id: int, about: About, _now: datetime) -> Alliance:
    """A manager is told of one alliance where another one reaches them."""
    return alliances.load(connection, about["rests"])


def of_all_proposals(connection: Connection, alliance_id: int, about: About, now: datetime) -> Overview:
    """The digest is about all of them."""
    since, until = datetime.fromisoformat(about["since"]), datetime.fromisoformat(about["until"])
    return overview(connection, alliance_id, since, until, now)


@dataclass(frozen=True)
class MessageKind:
    """`gather` reads what a message is made from, as late as possible; `write` makes it."""

    place: Place
    write: Callable[[Any, About], Message]
    gather: Callable[[Connection, int, About, datetime], Any] = of_proposal


def written(database: Database, alliance_id: int, message: OutboxMessage, now: datetime) -> Message:
    kind = KINDS[message.kind]
    with database.snapshot() as connection:
        gathered = kind.gather(connection, alliance_id, message.about, now)
    said = kind.write(gathered, message.about)
    return above_desk_row(said, alliance_id) if message.kind == DIGEST or kind.place in DIRECTLY else said


def written_to(database: Database, alliance_id: int, message: OutboxMessage, person: str, now: datetime) -> Message:
    """Write what stands in a person's direct messages: whoever takes part in several alliances reads whose it is."""
    said = written(database, alliance_id, message, now)
    with database.snapshot() as connection:
        theirs = dict(alliances.of_person(connection, person))
    return of_alliance(said, theirs[alliance_id]) if len(theirs) > 1 and alliance_id in theirs else said


# What earlier versions put down to be said, and nobody says any more. It ends unsaid.
NO_LONGER_SAID = ("whole_text",)

KINDS = {
    DIGEST: MessageKind(Place.CHANNEL, lambda overview, _about: digest(overview), of_all_proposals),
    "card": MessageKind(Place.CHANNEL, lambda view, _about: card(view)),
    "objection": MessageKind(Place.THREAD_AND_CHANNEL, objection.objection),
    "lift": MessageKind(Place.THREAD, objection.lift),
    "beforehand": MessageKind(Place.THREAD, suggestion.beforehand),
    "concern": MessageKind(Place.THREAD, thread.concern),
    "amendment": MessageKind(Place.THREAD, thread.amendment),
    "withdrawal": MessageKind(Place.THREAD, thread.withdrawal),
    "outcome": MessageKind(Place.THREAD_AND_CHANNEL, thread.outcome),
    "outcome_in_thread": MessageKind(Place.THREAD, thread.outcome),
    "answers_opened": MessageKind(Place.THREAD_AND_CHANNEL, sealed.answers_opened),
    "sealed_receipt": MessageKind(Place.WHISPER, sealed.sealed_receipt),
    "opened_receipt": MessageKind(Place.WHISPER, sealed.opened_receipt),
    "worry_notice": MessageKind(Place.DIRECT, sealed.worry_notice),
    "worry_receipt": MessageKind(Place.WHISPER, sealed.worry_receipt),
    "question": MessageKind(Place.THREAD, question.question),
    "interest": MessageKind(Place.THREAD, interest.interest),
    "interest_receipt": MessageKind(Place.WHISPER, interest.interest_receipt),
    "standing_interest_receipt": MessageKind(Place.WHISPER, interest.standing_interest_receipt, the_alliance),
    "report": MessageKind(Place.THREAD, report.report),
    "report_refused": MessageKind(Place.THREAD, report.report_refused),
    "reviewed": MessageKind(Place.THREAD, review.reviewed),
    "trial_notice": MessageKind(Place.DIRECT, review.trial_notice),
    "review_receipt": MessageKind(Place.WHISPER, review.review_receipt),
    "step_proposed": MessageKind(Place.THREAD, step.step_proposed),
    "step_notice": MessageKind(Place.DIRECT_OR_THREAD, step.step_notice),
    "step_recorded": MessageKind(Place.THREAD, step.step_recorded),
    "step_receipt": MessageKind(Place.WHISPER, step.step_receipt),
    **{it.name: MessageKind(Place.THREAD, partial(statement, which=which)) for which, it in STATEMENTS.items()},
    **{
        f"{it.name}_receipt": MessageKind(Place.WHISPER, partial(statement_receipt, which=which))
        for which, it in STATEMENTS.items()
    },
    "action_added": MessageKind(Place.THREAD, action.action_added),
    "action_done": MessageKind(Place.THREAD, action.action_ended),
    "action_taken_back": MessageKind(Place.THREAD, action.action_ended),
    "action_receipt": MessageKind(Place.WHISPER, action.action_receipt),
    "action_ended_receipt": MessageKind(Place.WHISPER, action.action_ended_receipt),
    "action_notice": MessageKind(Place.DIRECT_OR_THREAD, action.action_notice),
    "action_reminder": MessageKind(Place.DIRECT_OR_THREAD, action.action_reminder),
    "action_ended_notice": MessageKind(Place.DIRECT, action.action_ended_notice),
    "bundle": MessageKind(Place.CHANNEL, lambda here, _about: bundle.bundle_message(here), which_bundle),
    "bundle_asked": MessageKind(Place.DIRECT_OR_THREAD, bundle.bundle_asked, what_waits_in_it),
    "bundle_outcomes": MessageKind(Place.CHANNEL, lambda these, _about: bundle.bundle_outcomes(these), of_several),
    "bundle_made_receipt": MessageKind(Place.WHISPER, bundle.bundle_made_receipt),
    "bundle_receipt": MessageKind(Place.WHISPER, bundle.bundle_receipt, what_waits),
    "unbundled": MessageKind(Place.THREAD, bundle.unbundled),
    "unbundled_receipt": MessageKind(Place.WHISPER, bundle.unbundled_receipt),
    "raised_receipt": MessageKind(Place.WHISPER, receipts.raised_receipt),
    "response_receipt": MessageKind(Place.WHISPER, receipts.response_receipt),
    "amended_receipt": MessageKind(Place.WHISPER, receipts.amended_receipt),
    "withdrawn_receipt": MessageKind(Place.WHISPER, receipts.withdrawn_receipt),
    "reminded_receipt": MessageKind(Place.WHISPER, receipts.reminded_receipt),
    "question_receipt": MessageKind(Place.WHISPER, question.question_receipt),
    "report_receipt": MessageKind(Place.WHISPER, report.report_receipt),
    "report_refused_receipt": MessageKind(Place.WHISPER, report.report_refused_receipt),
    "posted_again_receipt": MessageKind(Place.DIRECT, receipts.posted_again_receipt),
    "notice": MessageKind(Place.WHISPER, receipts.notice, the_alliance),
    "papers_refused": MessageKind(Place.WHISPER, paper.papers_refused, the_alliance),
    "beforehand_receipt": MessageKind(Place.WHISPER, suggestion.beforehand_receipt),
    "not_beforehand_receipt": MessageKind(Place.WHISPER, suggestion.not_beforehand_receipt),
    "counted_notice": MessageKind(Place.DIRECT, suggestion.counted_notice),
    "lapsed_notice": MessageKind(Place.DIRECT, suggestion.lapsed_notice),
    "objection_notice": MessageKind(Place.DIRECT_OR_THREAD, objection.objection_notice),
    "amended_notice": MessageKind(Place.DIRECT, receipts.amended_notice),
    "two_voices_notice": MessageKind(Place.DIRECT, receipts.two_voices_notice),
    "question_notice": MessageKind(Place.DIRECT, question.question_notice),
    "report_request": MessageKind(Place.DIRECT_OR_THREAD, report.report_request),
    "report_confirmed_notice": MessageKind(Place.DIRECT, report.report_confirmed_notice),
    "report_refused_notice": MessageKind(Place.DIRECT, report.report_refused),
    "away_receipt": MessageKind(Place.DIRECT, absence.away_receipt, whose_cover),
    "away_notice": MessageKind(Place.DIRECT, absence.away_notice, whose_cover),
    "unreachable_notice": MessageKind(Place.DIRECT, absence.unreachable_notice, whose_name),
    "left_channel_notice": MessageKind(Place.DIRECT, channel.left_channel_notice, who_left),
    "person_moved": MessageKind(Place.CHANNEL, channel.person_moved, the_alliance),
    "form_made": MessageKind(Place.CHANNEL, settings.form_made, who_changed),
    "own_limit_set": MessageKind(Place.CHANNEL, matters.own_limit, who_decided),
    "delegated_decision_made": MessageKind(Place.CHANNEL, matters.delegated_decision, who_decided),
    TAKEN_BACK: MessageKind(Place.CHANNEL, decision_taken_back, who_decided),
    "settings_changed": MessageKind(Place.CHANNEL, settings.settings_changed, who_changed),
    "meeting_opened": MessageKind(Place.CHANNEL, meeting.meeting_opened, of_meeting),
    "meeting_minutes": MessageKind(Place.CHANNEL, meeting_minutes.minutes, of_minutes),
    "representatives_changed": MessageKind(Place.CHANNEL, appointment.representatives_changed, who_speaks),
    "seen_receipt": MessageKind(Place.WHISPER, appointment.seen_receipt, the_alliance),
    "welcome": MessageKind(Place.DIRECT, appointment.welcome, who_is_welcome),
    "offer": MessageKind(Place.OFFER, offer.offer),
    "asked": MessageKind(Place.DIRECT_OR_THREAD, asking.asked, what_waits),
    "reminder": MessageKind(Place.DIRECT_OR_THREAD, reminder.reminder, what_waits),
    "overdue_notice": MessageKind(Place.DIRECT, reminder.overdue_notice, what_is_overdue),
    "card_frozen": MessageKind(Place.THREAD, receipts.card_frozen),
    "card_frozen_notice": MessageKind(Place.DIRECT, receipts.card_frozen_notice),
    "card_lost_notice": MessageKind(Place.DIRECT, receipts.card_lost_notice),
    "app_trouble_notice": MessageKind(Place.DIRECT, receipts.app_trouble_notice, the_alliance),
    "channel_trouble_notice": MessageKind(Place.DIRECT, receipts.channel_trouble_notice, the_alliance),
    "not_borne_out_notice": MessageKind(Place.DIRECT, receipts.not_borne_out_notice),
    "rests_notice": MessageKind(Place.DIRECT, receipts.rests_notice, which_rests),
    "stuck_digest_notice": MessageKind(Place.DIRECT, receipts.stuck_digest_notice, the_alliance),
    "stuck_notice": MessageKind(Place.DIRECT, receipts.stuck_notice),
    "stuck_private_notice": MessageKind(Place.DIRECT, receipts.stuck_private_notice, the_alliance),
}
