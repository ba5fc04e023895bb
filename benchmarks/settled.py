"""Any day but the first: desks stand in their channels, and Slack has told about everybody."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, insert, select

from storage.outbox.outbox import FRONT_DESK
from storage.tables import alliances, lanes, messages, people, representatives


def settle_in(connection: Connection, now: datetime) -> None:
    """Slack told about one person after another in the course of the last day, and is asked again a day later."""
    others = select(alliances.c.id).where(alliances.c.id.not_in(select(lanes.c.alliance_id)))
    ids = list(connection.scalars(others))
    connection.execute(insert(lanes), [_desk(each) for each in ids])
    desks = {row.alliance_id: row.id for row in connection.execute(select(lanes.c.alliance_id, lanes.c.id))}
    connection.execute(insert(messages), [_posted(each, desks[each], now) for each in ids])
    persons = list(connection.scalars(select(representatives.c.slack_user_id).distinct()))
    apart = timedelta(days=1) / len(persons)
    of_representatives = select(representatives.c.slack_user_id)
    connection.execute(people.delete().where(people.c.slack_user_id.in_(of_representatives)))
    connection.execute(insert(people), [_known(each, now - place * apart) for place, each in enumerate(persons)])


def _desk(alliance_id: int) -> dict[str, object]:
    kept = {"alliance_id": alliance_id, "slack_user_id": FRONT_DESK, "card_ts": f"{alliance_id}.000001"}
    return {**kept, "wanted": 1, "shown": "", "permalink": "", "is_card_lost": False, "has_home": True, "failures": 0}


def _posted(alliance_id: int, lane_id: int, at: datetime) -> dict[str, object]:
    said = {"lane_id": lane_id, "key": f"desk:{alliance_id}", "kind": "desk", "about": {}, "words": ""}
    ended = {"ended_at": at, "ended_as": "said", "message_ts": f"{alliance_id}.000001"}
    return {**said, "created_at": at, "attempted_at": at, **ended}


def _known(person: str, asked_at: datetime) -> dict[str, object]:
    told = {"slack_user_id": person, "name": f"Person {person}", "asked_at": asked_at, "timezone": "Europe/London"}
    return {**told, "team": "", "is_gone": False, "at_once": False, "moved_to": ""}
