"""Where desks and cards stand, also when an alliance goes on in another channel or by another install."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, select, update

from storage.outbox import outbox
from storage.tables import lanes, messages


def look_at_desks(connection: Connection, turns: Mapping[int, datetime]) -> None:
    """Have each of these alliances' channels keep its front desk, which is looked at when it is its turn."""
    there = _marked(connection, outbox.FRONT_DESK, turns, {"shown": ""})
    for alliance_id in turns.keys() - there:
        outbox.open_desk(connection, alliance_id, turns[alliance_id])


def look_at_logs(connection: Connection, turns: Mapping[int, datetime]) -> None:
    """Likewise its living log."""
    there = _marked(connection, outbox.LIVING_LOG, turns, {})
    for alliance_id in turns.keys() - there:
        outbox.open_log(connection, alliance_id, turns[alliance_id])


def _marked(connection: Connection, what: str, turns: Mapping[int, datetime], changed: Mapping[str, str]) -> set[int]:
    """Mark those that are kept already; return their alliances. Among ten thousand that is nearly every one."""
    kept = select(lanes.c.id, lanes.c.alliance_id).where(lanes.c.slack_user_id == what, lanes.c.has_home)
    there = connection.execute(kept.where(lanes.c.alliance_id.in_(turns))).all()
    if there:
        this = update(lanes).where(lanes.c.id == bindparam("lane")).values(wanted=lanes.c.wanted + 1, **changed)
        at = this.values(due_at=bindparam("turn", type_=lanes.c.due_at.type))
        connection.execute(at, [{"lane": row.id, "turn": turns[row.alliance_id]} for row in there])
    return {row.alliance_id for row in there}


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


def begin_desk_anew(connection: Connection, alliance_id: int, now: datetime) -> None:
    """Have the desk posted anew; one that is still to be posted is only posted."""
    lane_id = outbox.person_lane(connection, alliance_id, outbox.FRONT_DESK, now)
    before = connection.scalar(select(lanes.c.card_ts).where(lanes.c.id == lane_id))
    if before:
        outbox.open_desk_anew(connection, alliance_id, lane_id, before, now)


def begin_card_anew(connection: Connection, alliance_id: int, proposal_id: int, channel: str, now: datetime) -> None:
    lane_id = outbox.card_lane(connection, alliance_id, proposal_id, now)
    key = f"card:{proposal_id}:{channel}:{now.isoformat()}"
    outbox.say_once(connection, lane_id, key, "card", {"proposal": proposal_id}, now)


def begin_list_anew(connection: Connection, alliance_id: int, channel: str, now: datetime) -> None:
    """Have the list of all decisions begun in this channel, where an earlier one has it."""
    ours = (lanes.c.alliance_id == alliance_id) & (lanes.c.slack_user_id == outbox.LIVING_LOG)
    lane_id = connection.scalar(select(lanes.c.id).where(ours))
    if lane_id is not None:
        connection.execute(update(lanes).where(ours), {"card_ts": "", "shown": ""})
        key = f"living_log:{alliance_id}:{channel}:{now.isoformat()}"
        outbox.say_once(connection, lane_id, key, "living_log", {}, now)
