"""Tells the operations managers what Slack refuses: once each, and only what a person has to mend."""

import logging
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from handlers.courier.calls.meanings import Meaning
from handlers.courier.calls.slack import Refused
from storage.alliance import alliances
from storage.engine.database import Database
from storage.outbox import outbox
from storage.outbox.claims import Lane
from storage.record.news import tell_managers

logger = logging.getLogger(__name__)


def report(database: Database, lane: Lane, refused: Refused, now: datetime) -> None:
    """Something has to be mended before Slack takes it: the app, the channel, or how a message is made."""
    logger.error("Slack refuses lane %s: %s", lane.id, refused.error)
    about, of = {"error": refused.error}, refused.meaning.value
    with database.transaction() as connection:
        if refused.meaning not in (Meaning.APP, Meaning.CHANNEL):
            _tell_managers(connection, lane, _stuck_notice(lane), f"stuck:{lane.id}:{refused.error}", about, now)
        # A round may have begun before the channel got another id.
        elif alliances.channel(connection, lane.alliance_id) == lane.channel and alliances.note_trouble(
            connection, lane.alliance_id, of, now
        ):
            key = f"{of}_trouble:{lane.alliance_id}:{now.timestamp()}"
            _tell_managers(connection, lane, f"{of}_trouble_notice", key, about, now)


def is_well_again(connection: Connection, lane: Lane) -> None:
    """A lane that failed has come to its end: should there be trouble again, that is news."""
    alliances.note_trouble(connection, lane.alliance_id, Meaning.APP.value, None)
    if lane.proposal_id is not None or lane.slack_user_id == outbox.WHOLE_CHANNEL:
        alliances.note_trouble(connection, lane.alliance_id, Meaning.CHANNEL.value, None)


def card_is_lost(database: Database, lane: Lane, now: datetime) -> None:
    """Somebody deleted the card. Whoever notes that tells it, however the round ends."""
    with database.transaction() as connection:
        outbox.card_is_lost(connection, lane.id)
        _tell_managers(connection, lane, "card_lost_notice", f"card_lost:{lane.card_ts}", {}, now)


def card_is_frozen(database: Database, lane: Lane, error: str, now: datetime) -> None:
    """Slack does not let the card change: that is said under it, before anybody posts a new one."""
    key, about = f"card_frozen:{lane.card_ts}", {"error": error}
    with database.transaction() as connection:
        if lane.proposal_id is not None and not outbox.was_said(connection, key):
            outbox.say_once(connection, lane.id, key, "card_frozen", {"proposal": lane.proposal_id}, now)
            outbox.card_lane(connection, lane.alliance_id, lane.proposal_id, now)
        _tell_managers(connection, lane, "card_frozen_notice", key, about, now)


def _tell_managers(
    connection: Connection, lane: Lane, kind: str, key: str, about: Mapping[str, Any], now: datetime
) -> None:
    alliance = alliances.load(connection, lane.alliance_id, for_writing=True)
    tell_managers(connection, alliance, key, kind, {"proposal": lane.proposal_id, **about}, now)


def _stuck_notice(lane: Lane) -> str:
    if lane.proposal_id is not None:
        return "stuck_notice"
    return "stuck_digest_notice" if lane.slack_user_id == outbox.WHOLE_CHANNEL else "stuck_private_notice"
