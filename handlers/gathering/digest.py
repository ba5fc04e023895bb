"""Has the weekly digest posted, and knows since when it tells. Its words: handlers/views/desk/overview.py."""

from datetime import datetime

from sqlalchemy import Connection

from storage.alliance import alliances
from storage.outbox import outbox

DIGEST = "digest"


def since_last_digest(connection: Connection, alliance_id: int) -> datetime:
    """Tell up to when the channel was told what ended: the last digest, or the founding."""
    return outbox.channel_told_at(connection, alliance_id, DIGEST) or alliances.founded_at(connection, alliance_id)


def say_digest(connection: Connection, alliance_id: int, key: str, now: datetime) -> None:
    """Have the courier post a digest of what happened since the last one. Raises SaidAlready."""
    about = {"since": since_last_digest(connection, alliance_id).isoformat(), "until": now.isoformat()}
    outbox.tell_channel(connection, alliance_id, key, DIGEST, about, now)
