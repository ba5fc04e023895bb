"""Where does an alliance's desk stand when it goes on in another channel, and what of a desk that was there?"""

from datetime import datetime

from sqlalchemy import Connection, delete, select, update

from storage.outbox import outbox
from storage.tables import lanes, messages


def cleared(connection: Connection, alliance_id: int) -> str:
    """Drop what an alliance that nobody was asked to found has to say; return where its desk stands, "" for nowhere."""
    ours = lanes.c.alliance_id == alliance_id
    place = connection.scalar(select(lanes.c.card_ts).where(ours, lanes.c.slack_user_id == outbox.FRONT_DESK))
    connection.execute(delete(messages).where(messages.c.lane_id.in_(select(lanes.c.id).where(ours))))
    connection.execute(delete(lanes).where(ours))
    return place or ""


def take_place(connection: Connection, alliance_id: int, place: str, now: datetime) -> None:
    """Have the desk be this message, or look for it where the alliance is now, and post it anew if it is not there."""
    outbox.open_desk(connection, alliance_id, now)
    if place:
        ours = (lanes.c.alliance_id == alliance_id) & (lanes.c.slack_user_id == outbox.FRONT_DESK)
        connection.execute(update(lanes).where(ours), {"card_ts": place})


def begin_list_anew(connection: Connection, alliance_id: int, channel: str, now: datetime) -> None:
    """Have the list of all decisions begun in this channel, where an earlier one has it."""
    ours = (lanes.c.alliance_id == alliance_id) & (lanes.c.slack_user_id == outbox.LIVING_LOG)
    lane_id = connection.scalar(select(lanes.c.id).where(ours))
    if lane_id is not None:
        connection.execute(update(lanes).where(ours), {"card_ts": "", "shown": ""})
        key = f"living_log:{alliance_id}:{channel}:{now.isoformat()}"
        outbox.say_once(connection, lane_id, key, "living_log", {}, now)
