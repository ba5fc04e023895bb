"""What does Slack not show yet? Lanes that are out of date, and things to be said once."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Connection, Insert, Row, bindparam, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from storage.engine import ready
from storage.engine.upserts import insert_unless_there
from storage.outbox.claims import CLAIM
from storage.tables import lanes, messages, proposals

# In the place of a person: what everybody in the channel sees.
WHOLE_CHANNEL = ""
# Likewise: the list of all decisions that the channel keeps (handlers/courier/living_log.py).
LIVING_LOG = "*"


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
_SAY = insert(messages).inline()


@dataclass(frozen=True)
class Message:
    """A thing to be said once. `about` holds what its text is made from."""

    id: int
    key: str
    kind: str
    about: Mapping[str, Any]
    attempted_at: datetime | None


@dataclass(frozen=True)
class CardPlace:
    """Where a proposal's card is in Slack: `ts` and `permalink` are "" while they are not known."""

    ts: str
    permalink: str
    is_lost: bool


_PLACE = select(lanes.c.card_ts, lanes.c.permalink, lanes.c.is_card_lost).where(
    lanes.c.proposal_id == bindparam("proposal_id")
)
# Built once: to build them anew takes longer than to run them.
_UNSAID = (
    select(*(messages.c[name] for name in Message.__dataclass_fields__))
    .where(messages.c.lane_id == bindparam("lane"), messages.c.ended_at.is_(None))
    .order_by(messages.c.id)
)
_ATTEMPT = (
    update(messages)
    .where(
        messages.c.id == bindparam("message"),
        messages.c.attempted_at.is_not_distinct_from(bindparam("last_attempt", type_=messages.c.attempted_at.type)),
        messages.c.ended_at.is_(None),
    )
    .values(attempted_at=bindparam("now"), words=bindparam("new_words"))
    .returning(messages.c.lane_id)
)
_HOLD_ON = update(lanes).where(lanes.c.id == bindparam("lane")).values(claimed_until=bindparam("until"))
_FINISH = (
    update(messages)
    .where(messages.c.id == bindparam("message"))
    .values(ended_at=bindparam("now"), ended_as=bindparam("how"), message_ts=bindparam("ts"))
)


@dataclass(frozen=True)
class NewMessage:
    """A thing that is to be said once from now on. `key` is unique; `about` must be JSON."""

    key: str
    kind: str
    about: Mapping[str, Any]


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


def open_home(connection: Connection, alliance_id: int, slack_user_id: str, now: datetime, *, is_empty: bool) -> None:
    """Somebody looks at their Home: keep it true from now on. `is_empty` tells that Slack shows none."""
    lane_id = person_lane(connection, alliance_id, slack_user_id, now)
    forgotten = {"shown": ""} if is_empty else {}
    connection.execute(update(lanes).where(lanes.c.id == lane_id), {"has_home": True, **forgotten})


def person_lane(connection: Connection, alliance_id: int, slack_user_id: str, now: datetime) -> int:
    return _lane(connection, now, {"alliance_id": alliance_id, "slack_user_id": slack_user_id})


def channel_lane(connection: Connection, alliance_id: int, now: datetime) -> int:
    """Return the lane of what the alliance's channel is told beside the cards."""
    return person_lane(connection, alliance_id, WHOLE_CHANNEL, now)


def open_log(connection: Connection, alliance_id: int, now: datetime) -> None:
    """Have the alliance's channel keep a living log from now on; whatever marks Home tabs marks it too."""
    lane_id = person_lane(connection, alliance_id, LIVING_LOG, now)
    connection.execute(update(lanes).where(lanes.c.id == lane_id), {"has_home": True})
    key = f"living_log:{alliance_id}"
    if not was_said(connection, key):
        say_once(connection, lane_id, key, "living_log", {}, now)


def say_once(
    connection: Connection, lane_id: int, key: str, kind: str, about: Mapping[str, Any], now: datetime
) -> None:
    """Add a thing to be said. Raises SaidAlready when its key was used, and then the transaction must end."""
    say_all(connection, [(lane_id, NewMessage(key, kind, about))], now)


def say_all(connection: Connection, to_say: Sequence[tuple[int, NewMessage]], now: datetime) -> None:
    """Add things to be said, each in its lane, likewise."""
    if not to_say:
        return
    with refusing_what_was_said(to_say[0][1].key):
        rows = [{"lane_id": lane_id, **row(message, now)} for lane_id, message in to_say]
        if len(rows) == 1:
            ready.run(connection, _SAY, rows[0])
        else:
            # SQLAlchemy sends several in one turn.
            connection.execute(_SAY, rows)


def row(message: NewMessage, now: datetime) -> dict[str, Any]:
    """Return the row of a thing that is to be said, but for its lane."""
    return {**vars(message), "created_at": now, "words": "", "message_ts": "", "ended_as": ""}


@contextmanager
def refusing_what_was_said(key: str) -> Iterator[None]:
    try:
        yield
    except IntegrityError as error:
        # As SQLite and PostgreSQL say it.
        if any(words in str(error.orig) for words in ("messages.key", "uq_messages_key")):
            raise SaidAlready(key) from error
        raise


def was_said(connection: Connection, key: str) -> bool:
    return connection.scalar(select(messages.c.id).where(messages.c.key == key)) is not None


def channel_told_at(connection: Connection, alliance_id: int, kind: str) -> datetime | None:
    """Tell when a message of this kind was last put down for the alliance's channel."""
    query = select(func.max(messages.c.created_at)).join(lanes, lanes.c.id == messages.c.lane_id)
    ours = (lanes.c.alliance_id == alliance_id) & (lanes.c.slack_user_id == WHOLE_CHANNEL)
    said_at: datetime | None = connection.scalar(query.where(ours, messages.c.kind == kind))
    return said_at


def said_to_people(connection: Connection, alliance_id: int, kind: str, since: datetime) -> list[Row[Any]]:
    """List what was put down for single persons: slack_user_id, about, created_at."""
    query = select(lanes.c.slack_user_id, messages.c.about, messages.c.created_at).join(
        lanes, lanes.c.id == messages.c.lane_id
    )
    persons = (lanes.c.alliance_id == alliance_id) & (lanes.c.slack_user_id > WHOLE_CHANNEL)
    theirs = persons & (messages.c.kind == kind) & (messages.c.created_at >= since)
    return list(connection.execute(query.where(theirs).order_by(messages.c.id)))


def is_said(connection: Connection, key: str) -> bool:
    """Whether Slack has shown it, or it was given up."""
    return connection.scalar(select(messages.c.ended_at).where(messages.c.key == key)) is not None


def card_is_posted(connection: Connection, lane_id: int, card_ts: str, permalink: str) -> None:
    connection.execute(
        update(lanes).where(lanes.c.id == lane_id),
        {"card_ts": card_ts, "permalink": permalink, "is_card_lost": False},
    )


def card_is_lost(connection: Connection, lane_id: int) -> None:
    connection.execute(update(lanes).where(lanes.c.id == lane_id), {"is_card_lost": True})


def place_of_card(connection: Connection, proposal_id: int) -> CardPlace | None:
    row = ready.one_or_none(connection, _PLACE, {"proposal_id": proposal_id})
    return CardPlace(*row) if row else None


def unsaid(connection: Connection, lane_id: int) -> list[Message]:
    return [Message(*row) for row in ready.run(connection, _UNSAID, {"lane": lane_id})]


def attempt(connection: Connection, message: Message, words: str, now: datetime) -> bool:
    """Note, before Slack is called, that these words may be there from now on, and hold the lane a while longer.

    Return False when somebody else has attempted it meanwhile: whoever lost a claim must say nothing any more.
    """
    known = {"message": message.id, "last_attempt": message.attempted_at}
    attempted = ready.one_or_none(connection, _ATTEMPT, {**known, "new_words": words, "now": now})
    if attempted:
        ready.run(connection, _HOLD_ON, {"lane": attempted.lane_id, "until": now + CLAIM})
    return attempted is not None


def not_attempted(connection: Connection, message_id: int) -> None:
    """Slack said for certain that the message was not posted."""
    connection.execute(update(messages).where(messages.c.id == message_id), {"attempted_at": None})


def end(connection: Connection, message_id: int, *, ended_as: str, message_ts: str, now: datetime) -> None:
    """Close a message: said (with its ts), or given up with Slack's reason."""
    ready.run(connection, _FINISH, {"message": message_id, "how": ended_as[:200], "ts": message_ts, "now": now})


def _lane(connection: Connection, now: datetime, whose: Mapping[str, Any]) -> int:
    """Mark a lane as out of date, or make it; return its id."""
    upsert = _upsert(connection.dialect.name, *(name for name in whose if name != "alliance_id"))
    return int(ready.one(connection, upsert, {**_NEW, **whose, "due_at": now}).id)


@cache
def _upsert(dialect: str, of: str) -> Insert:
    which = ["proposal_id"] if of == "proposal_id" else ["alliance_id", "slack_user_id"]
    new = insert_unless_there(dialect, lanes)
    marked = {"wanted": lanes.c.wanted + 1, "due_at": new.excluded.due_at}
    return new.on_conflict_do_update(index_elements=which, set_=marked).returning(lanes.c.id)
