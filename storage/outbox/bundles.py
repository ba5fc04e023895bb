"""Each bundle's message in the channel is kept true by a lane of its own, while the bundle goes on."""

from datetime import datetime

from sqlalchemy import Connection, update

from storage.outbox import outbox
from storage.tables import lanes

# In place of a person, with the bundle's number behind it.
BUNDLE = "="


def open_message(connection: Connection, alliance_id: int, number: int, now: datetime) -> None:
    """Have the bundle of this number posted, and kept true from now on: whatever marks Home tabs marks it too."""
    lane_id = outbox.person_lane(connection, alliance_id, f"{BUNDLE}{number}", now)
    connection.execute(update(lanes).where(lanes.c.id == lane_id), {"has_home": True})
    outbox.say_once(connection, lane_id, f"bundle:{alliance_id}:{number}", "bundle", {"bundle": number}, now)


def open_anew(connection: Connection, alliance_id: int, lane_id: int, number: int, gone_ts: str, now: datetime) -> None:
    """The message that stood at `gone_ts` was deleted: have another one posted."""
    outbox.card_is_posted(connection, lane_id, "")
    outbox.say_once(connection, lane_id, f"bundle:{alliance_id}:{number}:{gone_ts}", "bundle", {"bundle": number}, now)


def close(connection: Connection, lane_id: int) -> None:
    """Nothing stands in it any more: what its message says stays."""
    connection.execute(update(lanes).where(lanes.c.id == lane_id), {"has_home": False})
