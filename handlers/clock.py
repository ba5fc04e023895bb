"""What happens when nobody clicks? Each function does once what is due now, whichever process is first."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from decisions.digest import last_moment
from handlers.agendas import say_digest
from storage import alliances, outbox
from storage.database import Database
from storage.outbox import SaidAlready


def post_due_digests(database: Database, now: datetime) -> None:
    """Post each alliance's digest of this week, however late."""
    with database.snapshot() as connection:
        due = {alliance_id: _due_digest(connection, alliance_id, now) for alliance_id in alliances.every(connection)}
    for alliance_id, key in due.items():
        if key:
            _say_digest_once(database, alliance_id, key, now)


def _due_digest(connection: Connection, alliance_id: int, now: datetime) -> str | None:
    """Return the key of this week's digest while it is not posted."""
    settings = alliances.settings(connection, alliance_id)
    moment = last_moment(now, settings.timezone, settings.digest_day, settings.digest_time)
    key = f"digest:{alliance_id}:{moment.astimezone(ZoneInfo(settings.timezone)).date()}"
    is_old = moment < alliances.founded_at(connection, alliance_id)
    return None if is_old or outbox.was_said(connection, key) else key


def _say_digest_once(database: Database, alliance_id: int, key: str, now: datetime) -> None:
    try:
        with database.transaction() as connection:
            alliances.load(connection, alliance_id, for_writing=True)
            say_digest(connection, alliance_id, key, now)
    except SaidAlready:
        # Another process was quicker.
        return
