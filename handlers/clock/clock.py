"""What happens when nobody clicks? Each function does once what is due now, whichever process is first."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from decisions.digest import last_moment
from handlers.clock.reminders import due_reminders, say_reminder
from handlers.clock.unreachable import due_reports, say_unreachable
from handlers.gathering.agenda import say_digest
from handlers.gathering.proposal_view import absent
from storage.alliance import alliances, looking
from storage.engine.database import Database
from storage.outbox import outbox
from storage.outbox.outbox import SaidAlready
from storage.record import proposals

# Every zone's hours and days begin at such a moment.
QUARTER = timedelta(minutes=15)

logger = logging.getLogger(__name__)


def look_after_alliances(database: Database, now: datetime) -> None:
    """Look at each alliance whose time has come, so that a tick costs what is due."""
    with database.snapshot() as connection:
        due = looking.to_look_at(connection, now)
    for alliance_id, since in due:
        try:
            _look_after(database, alliance_id, since, now)
        # One alliance's trouble, whatever it is, must not stop the others. It is looked at again.
        except Exception:
            logger.exception("the clock could not look after alliance %s", alliance_id)


def post_due_digest(database: Database, alliance_id: int, now: datetime) -> None:
    """Post the alliance's digest of this week, however late."""
    with database.snapshot() as connection:
        key = _due_digest(connection, alliance_id, now)
    if key:
        _once(database, partial(say_digest, alliance_id=alliance_id, key=key, now=now))


def send_due_reminders(database: Database, alliance_id: int, now: datetime) -> None:
    """Remind those who owe an answer, and managers of what is overdue, at a good hour of their own."""
    with database.snapshot() as connection:
        due = list(due_reminders(connection, alliance_id, now))
    for this in due:
        _once(database, partial(say_reminder, this=this, now=now))


def report_unreachable(database: Database, alliance_id: int, now: datetime) -> None:
    """Tell managers of partners whose people are all away or gone, once for each such time."""
    with database.snapshot() as connection:
        due = list(due_reports(connection, alliance_id, now))
    for this in due:
        _once(database, partial(say_unreachable, this=this, now=now))


def _look_after(database: Database, alliance_id: int, since: datetime, now: datetime) -> None:
    post_due_digest(database, alliance_id, now)
    send_due_reminders(database, alliance_id, now)
    report_unreachable(database, alliance_id, now)
    with database.snapshot() as connection:
        again = _next_look(connection, alliance_id, now)
    with database.transaction() as connection:
        looking.look_again(connection, alliance_id, since, again)


def _next_look(connection: Connection, alliance_id: int, now: datetime) -> datetime:
    """Tell when something may be due next; what is logged meanwhile brings it forward."""
    soon = datetime.fromtimestamp((now.timestamp() // QUARTER.total_seconds() + 1) * QUARTER.total_seconds(), UTC)
    alliance = alliances.load(connection, alliance_id)
    if proposals.open_ids(connection, alliance_id) or absent(connection, alliance, now):
        return soon
    settings = alliances.settings(connection, alliance_id)
    in_a_week = now + timedelta(weeks=1)
    return max(soon, last_moment(in_a_week, settings.timezone, settings.digest_day, settings.digest_time))


def _due_digest(connection: Connection, alliance_id: int, now: datetime) -> str | None:
    """Return the key of this week's digest while it is not posted."""
    settings = alliances.settings(connection, alliance_id)
    moment = last_moment(now, settings.timezone, settings.digest_day, settings.digest_time)
    key = f"digest:{alliance_id}:{moment.astimezone(ZoneInfo(settings.timezone)).date()}"
    is_old = moment < alliances.founded_at(connection, alliance_id)
    return None if is_old or outbox.was_said(connection, key) else key


def _once(database: Database, say: Callable[[Connection], None]) -> None:
    try:
        with database.transaction() as connection:
            say(connection)
    except SaidAlready:
        # Another process, or a manager, was quicker.
        return
