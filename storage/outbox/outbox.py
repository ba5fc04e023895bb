"""What Slack does not show yet: lanes that are out of date, and things to be said once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Connection, bindparam, case, func, insert, select, union_all, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.sql.dml import ReturningInsert, ReturningUpdate

from storage.engine.columns import BigId
from storage.engine.upserts import insert_unless_there
from storage.tables import lanes, messages, proposals, told_of

# In place of a person: what everybody in the channel sees.
WHOLE_CHANNEL = ""
# Likewise: the list of all decisions that the channel keeps (handlers/courier/living_log.py).
LIVING_LOG = "*"
# Likewise: the message whose buttons everybody can press (handlers/courier/front_desk.py).
FRONT_DESK = "#"
# Cards come first: what the front desk counts is true a little later, so that a busy hour costs it few calls of Slack.
DESK_AFTER = timedelta(seconds=5)


class SaidAlready(Exception):
    """A message with this key exists: the same press was counted before."""


_NEW = {
    "wanted": 1,
    "shown": "",
    "card_ts": "",
    "permalink": "",
    "is_card_lost": False,
    "has_home": False,
    "failures": 0,
}


@dataclass(frozen=True)
class CardPlace:
    """Where a proposal's card is in Slack: `ts` and `permalink` are "" while they are not known."""

    ts: str
    permalink: str
    is_lost: bool


@dataclass(frozen=True)
class NewMessage:
    """A thing that is to be said once from now on. `key` is unique; `about` must be JSON."""

    key: str
    kind: str
    about: Mapping[str, Any]


# Built once: every card or press needs these, and to build them takes longer than to run them.
_PLACE = select(lanes.c.card_ts, lanes.c.permalink, lanes.c.is_card_lost).where(
    lanes.c.proposal_id == bindparam("proposal_id")
)
_SAY = insert(messages)


def mark(
    connection: Connection, alliance_id: int, cards: Sequence[int], persons: Sequence[str], now: datetime
) -> dict[int | str, int]:
    """Mark what shows these proposals, these persons' lanes and every Home as out of date; return the lanes.

    Whoever marks more than one lane must hold the alliance's lock, or two of them could wait for each other.
    """
    which = {"alliance": alliance_id, "now": now, "later": now + DESK_AFTER}
    which |= {f"card_{place}": card for place, card in enumerate(cards)}
    which |= {f"person_{place}": person for place, person in enumerate(persons)}
    marked = connection.execute(_marked(len(cards), len(persons)), which)
    lane_of: dict[int | str, int] = {row.proposal_id or row.slack_user_id: row.id for row in marked}
    for proposal_id in cards:
        if proposal_id not in lane_of:
            lane_of[proposal_id] = card_lane(connection, alliance_id, proposal_id, now)
    for person in persons:
        if person not in lane_of:
            lane_of[person] = person_lane(connection, alliance_id, person, now)
    return lane_of


def card_lane(connection: Connection, alliance_id: int, proposal_id: int, now: datetime) -> int:
    """Mark a proposal's card as out of date; return its lane."""
    return _lane(connection, now, {"alliance_id": alliance_id, "proposal_id": proposal_id})


def mark_open_cards(connection: Connection, now: datetime, alliance_id: int) -> None:
    """Mark the cards of open proposals and the Home tabs as out of date.

    Whoever marks more than one lane must hold the alliance's lock, or two of them could wait for each other.
    """
    still_open = select(proposals.c.id).where(proposals.c.ended_at.is_(None))
    out_of_date = (lanes.c.alliance_id == alliance_id) & (lanes.c.proposal_id.in_(still_open) | lanes.c.has_home)
    connection.execute(update(lanes).where(out_of_date).values(wanted=lanes.c.wanted + 1, due_at=now))


def hurry(connection: Connection, alliance_id: int, now: datetime) -> None:
    """Have everything that waits for its time looked at now."""
    waits = (lanes.c.alliance_id == alliance_id) & lanes.c.due_at.is_not(None)
    connection.execute(update(lanes).where(waits), {"due_at": now})


def mark_without_address(connection: Connection, now: datetime) -> None:
    """Have Slack asked for the address of every card that was posted without learning it."""
    posted = lanes.c.proposal_id.is_not(None) & (lanes.c.card_ts != "") & ~lanes.c.is_card_lost
    connection.execute(update(lanes).where(posted, lanes.c.permalink == ""), {"due_at": now})


def close_home(connection: Connection, slack_user_id: str) -> None:
    """Stop keeping a Home tab true: the person has another one."""
    connection.execute(update(lanes).where(lanes.c.slack_user_id == slack_user_id), {"has_home": False, "shown": ""})


def home_of(connection: Connection, slack_user_id: str) -> int | None:
    """Return the alliance that the person's Home tab shows, None while they have not opened it."""
    theirs = (lanes.c.slack_user_id == slack_user_id) & lanes.c.has_home
    return connection.scalar(select(lanes.c.alliance_id).where(theirs).order_by(lanes.c.alliance_id).limit(1))


def open_home(connection: Connection, alliance_id: int, slack_user_id: str, now: datetime, *, is_empty: bool) -> None:
    """Somebody looks at their Home: keep it true from now on. `is_empty` tells that Slack shows none.

    A person has one Home; what it showed of another alliance is no longer kept true.
    """
    others = (lanes.c.slack_user_id == slack_user_id) & (lanes.c.alliance_id != alliance_id) & lanes.c.has_home
    connection.execute(update(lanes).where(others), {"has_home": False, "shown": ""})
    lane_id = person_lane(connection, alliance_id, slack_user_id, now)
    forgotten = {"shown": ""} if is_empty else {}
    connection.execute(update(lanes).where(lanes.c.id == lane_id), {"has_home": True, **forgotten})


def has_lane(connection: Connection, alliance_id: int, slack_user_id: str) -> bool:
    """Whether something was to be said or shown to a person there before."""
    theirs = (lanes.c.alliance_id == alliance_id) & (lanes.c.slack_user_id == slack_user_id)
    return connection.scalar(select(lanes.c.id).where(theirs)) is not None


def person_lane(connection: Connection, alliance_id: int, slack_user_id: str, now: datetime) -> int:
    return _lane(connection, now, {"alliance_id": alliance_id, "slack_user_id": slack_user_id})


def open_log(connection: Connection, alliance_id: int, now: datetime) -> None:
    """Have the alliance's channel keep a living log from now on; whatever marks Home tabs marks it too."""
    lane_id = person_lane(connection, alliance_id, LIVING_LOG, now)
    connection.execute(update(lanes).where(lanes.c.id == lane_id), {"has_home": True})
    key = f"living_log:{alliance_id}"
    if not was_said(connection, key):
        say_once(connection, lane_id, key, "living_log", {}, now)


def open_desk(connection: Connection, alliance_id: int, now: datetime) -> None:
    """Have the alliance's channel keep a front desk, and look whether it still stands there."""
    lane_id = person_lane(connection, alliance_id, FRONT_DESK, now)
    connection.execute(update(lanes).where(lanes.c.id == lane_id), {"has_home": True, "shown": ""})
    key = f"desk:{alliance_id}"
    if not was_said(connection, key):
        say_once(connection, lane_id, key, "desk", {}, now)


def open_desk_anew(connection: Connection, alliance_id: int, lane_id: int, gone_ts: str, now: datetime) -> None:
    """The front desk that stood at `gone_ts` was deleted: have another one posted."""
    card_is_posted(connection, lane_id, "")
    say_once(connection, lane_id, f"desk:{alliance_id}:{gone_ts}", "desk", {}, now)


def say_once(
    connection: Connection, lane_id: int, key: str, kind: str, about: Mapping[str, Any], now: datetime
) -> None:
    """Add a thing to be said. Raises SaidAlready when its key was used, and then the transaction must end."""
    say_all(connection, [(lane_id, NewMessage(key, kind, about))], now)


def tell_channel(
    connection: Connection, alliance_id: int, key: str, kind: str, about: Mapping[str, Any], now: datetime
) -> None:
    """Say something once in the alliance's channel, beside the cards. Raises SaidAlready, likewise."""
    say_once(connection, person_lane(connection, alliance_id, WHOLE_CHANNEL, now), key, kind, about, now)


def say_all(connection: Connection, to_say: Sequence[tuple[int, NewMessage]], now: datetime) -> None:
    """Add things to be said, each in its lane, likewise."""
    if not to_say:
        return
    new = {"created_at": now, "words": "", "message_ts": "", "ended_as": ""}
    rows = [{"lane_id": lane_id, **vars(message), **new} for lane_id, message in to_say]
    try:
        connection.execute(_SAY, rows)
    except IntegrityError as error:
        # In the words of SQLite and of PostgreSQL.
        if any(words in str(error.orig) for words in ("messages.key", "uq_messages_key")):
            raise SaidAlready(to_say[0][1].key) from error
        raise


def was_said(connection: Connection, key: str) -> bool:
    return connection.scalar(select(messages.c.id).where(messages.c.key == key)) is not None


def channel_told_at(connection: Connection, alliance_id: int, kind: str) -> datetime | None:
    """Return when a message of this kind was last put down for the alliance's channel."""
    query = select(func.max(messages.c.created_at)).join(lanes, lanes.c.id == messages.c.lane_id)
    ours = (lanes.c.alliance_id == alliance_id) & (lanes.c.slack_user_id == WHOLE_CHANNEL)
    said_at: datetime | None = connection.scalar(query.where(ours, messages.c.kind == kind))
    return said_at


def is_said(connection: Connection, key: str) -> bool:
    """Whether Slack has shown it, or it was given up."""
    return connection.scalar(select(messages.c.ended_at).where(messages.c.key == key)) is not None


def card_is_posted(connection: Connection, lane_id: int, card_ts: str) -> None:
    connection.execute(
        update(lanes).where(lanes.c.id == lane_id), {"card_ts": card_ts, "permalink": "", "is_card_lost": False}
    )


def keep_address(connection: Connection, lane_id: int, permalink: str) -> None:
    connection.execute(update(lanes).where(lanes.c.id == lane_id), {"permalink": permalink})


def card_is_lost(connection: Connection, lane_id: int) -> None:
    connection.execute(update(lanes).where(lanes.c.id == lane_id), {"is_card_lost": True})


def place_of_card(connection: Connection, proposal_id: int) -> CardPlace | None:
    row = connection.execute(_PLACE, {"proposal_id": proposal_id}).one_or_none()
    return CardPlace(*row) if row else None


def _lane(connection: Connection, now: datetime, whose: Mapping[str, Any]) -> int:
    """Mark a lane as out of date, or make it; return its id."""
    key = "proposal_id" if "proposal_id" in whose else "slack_user_id"
    upsert = _marked_or_made(connection.dialect.name, key)
    return int(connection.execute(upsert, {**_NEW, **whose, "due_at": now}).scalar_one())


@cache
def _marked_or_made(dialect: str, key: str) -> ReturningInsert[int]:
    """Build it once: to build it takes ten times as long as to run it."""
    new = insert_unless_there(dialect, lanes)
    marked = {"wanted": lanes.c.wanted + 1, "due_at": new.excluded.due_at}
    there = ["proposal_id"] if key == "proposal_id" else ["alliance_id", key]
    return new.on_conflict_do_update(index_elements=there, set_=marked).returning(lanes.c.id)


@cache
def _marked(cards: int, persons: int) -> ReturningUpdate[Any]:
    """Build it once for so many: to build it takes longer than to run it, as does a list that is filled in each time.

    Each lane is found through an index of its own; with OR between them SQLite scans all lanes.
    """
    ours = lanes.c.alliance_id == bindparam("alliance")
    these = [select(lanes.c.id).where(ours, lanes.c.has_home)]
    if cards:
        shown = [bindparam(f"card_{place}", type_=BigId) for place in range(cards)]
        these += [
            select(lanes.c.id).where(lanes.c.proposal_id.in_(shown)),
            select(told_of.c.lane_id).where(told_of.c.proposal_id.in_(shown)),
        ]
    if persons:
        theirs = [bindparam(f"person_{place}", type_=lanes.c.slack_user_id.type) for place in range(persons)]
        these.append(select(lanes.c.id).where(ours, lanes.c.slack_user_id.in_(theirs)))
    now, later = (bindparam(name, type_=lanes.c.due_at.type) for name in ("now", "later"))
    is_desk = lanes.c.slack_user_id == FRONT_DESK
    due_at = case((is_desk & (lanes.c.due_at < later), lanes.c.due_at), (is_desk, later), else_=now)
    return (
        update(lanes)
        .where(lanes.c.id.in_(union_all(*these)))
        .values(wanted=lanes.c.wanted + 1, due_at=due_at)
        .returning(lanes.c.id, lanes.c.proposal_id, lanes.c.slack_user_id)
    )
