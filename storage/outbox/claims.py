"""Which lane is worked on next, and by whom. A lane is claimed for one round, by one thread of one process."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, bindparam, case, func, or_, select, update

from storage.tables import alliances, lanes, told_of

# Longer than any single round of the courier; a dead process's lane is free again after it.
CLAIM = timedelta(seconds=45)
# No lane waits longer before it is looked at again, as long as Slack may ask for a pause.
LONGEST_WAIT = timedelta(hours=1)
# What waits for longer was put down by a clock that has been set back since, and is due. Clocks differ a little.
CLOCKS_DIFFER = timedelta(minutes=5)
# How many lanes of one alliance are worked on at once: otherwise one that floods Slack would hold up others' cards.
MOST_OF_ONE = 4
# How long cards come first. After that whoever waits longest has its turn, or private words would never be said
# while many press.
CARDS_FIRST = timedelta(seconds=1)


@dataclass(frozen=True)
class Lane:
    """One line of things that reach Slack in order (storage/tables/)."""

    id: int
    alliance_id: int
    channel: str
    installed_in: str
    proposal_id: int | None
    slack_user_id: str | None
    wanted: int
    shown: str
    card_ts: str
    permalink: str
    is_card_lost: bool
    has_home: bool
    failures: int
    claim: int


# Built once: every card needs these, and to build them takes longer than to run them.
_now = bindparam("now", type_=lanes.c.due_at.type)
_too_far = bindparam("too_far", type_=lanes.c.due_at.type)
_held_too_long = bindparam("held_too_long", type_=lanes.c.due_at.type)
_is_free = or_(lanes.c.claimed_until.is_(None), lanes.c.claimed_until <= _now, lanes.c.claimed_until > _held_too_long)
_is_due, _waits_too_long = lanes.c.due_at <= _now, lanes.c.due_at > _too_far
_is_card = lanes.c.proposal_id.is_not(None)
_at_work = lanes.alias()
_served_enough = (
    select(_at_work.c.alliance_id)
    .where(_at_work.c.claimed_until > _now, _at_work.c.claimed_until <= _held_too_long)
    .group_by(_at_work.c.alliance_id)
    .having(func.count() >= MOST_OF_ONE)
)


def _first(*which: ColumnElement[bool]) -> Select[Any]:
    """Build the query of the one of these lanes that waits longest: an index on due_at leads to it.

    Nobody can be told anything about an alliance that rests: its lanes wait as they are.
    """
    of_alliance = ("channel", "installed_in")
    return (
        select(*((alliances if name in of_alliance else lanes).c[name] for name in Lane.__dataclass_fields__))
        .join(alliances, alliances.c.id == lanes.c.alliance_id)
        .where(*which, _is_free, alliances.c.rests_since.is_(None))
        .order_by(lanes.c.due_at)
        .limit(1)
    )


def _to_claim(*which: ColumnElement[bool]) -> Select[Any]:
    # Whoever holds a row is writing to it; it calls when it has committed.
    query = _first(*which, lanes.c.alliance_id.not_in(_served_enough))
    return query.with_for_update(of=lanes, skip_locked=True)


_CARDS = _to_claim(_is_due, _is_card)
_WAITING = _to_claim(_is_due, _is_card | (lanes.c.due_at <= bindparam("recently", type_=lanes.c.due_at.type)))
_DUE, _TOO_FAR = _to_claim(_is_due), _to_claim(_waits_too_long)
_IS_DUE = [_first(which).with_only_columns(lanes.c.id) for which in (_is_due, _waits_too_long)]
_rests = lanes.c.alliance_id.in_(select(alliances.c.id).where(alliances.c.rests_since.is_not(None)))
_CLAIM = (
    update(lanes)
    .where(lanes.c.id == bindparam("lane"))
    .values(claimed_until=bindparam("until"), shown="", claim=lanes.c.claim + 1)
)
# Whoever works on it now finds at its end that it does not know what is shown either: the last call may be ours.
UNKNOWN = "not known"
_LOST = (
    update(lanes).where(lanes.c.id == bindparam("lane")).values(shown=UNKNOWN, due_at=_now, wanted=lanes.c.wanted + 1)
)
_is_still_theirs = (lanes.c.id == bindparam("lane")) & (lanes.c.claim == bindparam("its_claim"))
_as_it_was = lanes.c.wanted == bindparam("was_wanted")
_RELEASE = (
    update(lanes)
    .where(_is_still_theirs)
    .values(
        shown=case((lanes.c.shown == UNKNOWN, ""), else_=bindparam("now_shown")),
        failures=0,
        claimed_until=None,
        due_at=case((_as_it_was, bindparam("next_due_at", type_=lanes.c.due_at.type)), else_=_now),
    )
)


def free_all_claims(connection: Connection) -> None:
    """Let go of what a dead process held. Only where no other process can be at work.

    What it did last is not known, nor what Slack shows where an older backup was restored: a lane that was worked on
    or was to be counts as not shown.
    """
    was_at_work = lanes.c.claimed_until.is_not(None) | lanes.c.due_at.is_not(None)
    connection.execute(update(lanes).where(was_at_work), {"claimed_until": None, "shown": ""})


def is_due(connection: Connection, now: datetime) -> bool:
    """Whether some lane has something to do that no courier works on."""
    return any(connection.execute(query, _moments(now)).first() for query in _IS_DUE)


def count_due(connection: Connection, now: datetime) -> int:
    """Count the lanes that Slack does not show as they are."""
    return connection.scalar(select(func.count()).select_from(lanes).where(lanes.c.due_at <= now, ~_rests)) or 0


def is_idle(connection: Connection, now: datetime) -> bool:
    """Whether nothing is due by then, and no courier is at work: Slack shows everything that is stored."""
    busy = select(lanes.c.id).where(or_(lanes.c.due_at <= now, lanes.c.claimed_until.is_not(None)))
    return connection.execute(busy.limit(1)).first() is None


def claim_next(connection: Connection, now: datetime, *, cards_first: bool = False) -> Lane | None:
    """Take, for one round, the lane that waits longest, or a card before what is private and has just come.

    With `cards_first` any card comes before all else. None when there is nothing to do. `shown` is forgotten until the
    round ends well: whatever a dead courier's last call did is not known.
    """
    queries = (*([_CARDS] if cards_first else []), _WAITING, _DUE, _TOO_FAR)
    moments = {**_moments(now), "recently": now - CARDS_FIRST}
    row = next(filter(None, (connection.execute(query, moments).one_or_none() for query in queries)), None)
    if row is None:
        return None
    connection.execute(_CLAIM, {"lane": row.id, "until": now + CLAIM})
    return replace(Lane(*row), claim=row.claim + 1)


def hold(connection: Connection, lane: Lane, now: datetime) -> bool:
    """Keep a lane for longer, in the middle of a long round; return False when somebody else has taken it."""
    held = update(lanes).where(lanes.c.id == lane.id, lanes.c.claim == lane.claim)
    return bool(connection.execute(held, {"claimed_until": now + CLAIM}).rowcount)


def release(connection: Connection, lane: Lane, *, shown: str, next_due_at: datetime | None, now: datetime) -> None:
    """End a round that went well. What was changed meanwhile makes the lane due at once.

    Likewise when the claim has run out and somebody else took the lane: which call Slack carried out last is not known.
    """
    seen = {"lane": lane.id, "its_claim": lane.claim, "was_wanted": lane.wanted, "now_shown": shown}
    if not connection.execute(_RELEASE, {**seen, "next_due_at": next_due_at, "now": now}).rowcount:
        _lose(connection, lane, now)


def postpone(connection: Connection, lane: Lane, *, until: datetime, is_failure: bool, now: datetime) -> None:
    """End a round that Slack cut short; it starts anew at `until`."""
    failures = lane.failures + 1 if is_failure else lane.failures
    put_off = {"failures": failures, "claimed_until": None, "due_at": until}
    this = update(lanes).where(lanes.c.id == lane.id, lanes.c.claim == lane.claim)
    if not connection.execute(this, put_off).rowcount:
        _lose(connection, lane, now)


def _lose(connection: Connection, lane: Lane, now: datetime) -> None:
    """Have the lane, and what its person was asked, made true once more."""
    connection.execute(_LOST, {"lane": lane.id, "now": now})
    connection.execute(update(told_of).where(told_of.c.lane_id == lane.id), {"shown": ""})


def _moments(now: datetime) -> dict[str, datetime]:
    too_far, held_too_long = now + LONGEST_WAIT + CLOCKS_DIFFER, now + CLAIM + CLOCKS_DIFFER
    return {"now": now, "too_far": too_far, "held_too_long": held_too_long}
