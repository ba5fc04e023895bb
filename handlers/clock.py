"""What happens when nobody clicks? Each function does once what is due now, whichever process is first."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from decisions.digest import last_moment
from handlers.agendas import say_digest
from handlers.reminding import due_reminders, say_reminder
from handlers.unreachable import due_reports, say_unreachable
from storage import alliances, outbox
from storage.database import Database
from storage.outbox import SaidAlready


def post_due_digests(database: Database, now: datetime) -> None:
    """Post each alliance's digest of this week, however late."""
    with database.snapshot() as connection:
        due = {alliance_id: _due_digest(connection, alliance_id, now) for alliance_id in alliances.every(connection)}
    for alliance_id, key in due.items():
        if key:
            _once(database, partial(say_digest, alliance_id=alliance_id, key=key, now=now))


def send_due_reminders(database: Database, now: datetime) -> None:
    """Remind those who owe an answer, and managers of what is overdue, at a good hour of their own."""
    with database.snapshot() as connection:
        due = [this for each in alliances.every(connection) for this in due_reminders(connection, each, now)]
    for this in due:
        _once(database, partial(say_reminder, this=this, now=now))


def report_unreachable(database: Database, now: datetime) -> None:
    """Tell managers of partners whose people are all away or gone, once for each such time."""
    with database.snapshot() as connection:
        due = [this for each in alliances.every(connection) for this in due_reports(connection, each, now)]
    for this in due:
        _once(database, partial(say_unreachable, this=this, now=now))


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
