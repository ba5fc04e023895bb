"""The alliances in which something may be due, so that the clock looks at no others."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, String, cast, exists, literal, null, or_, select, union

from decisions.afterwards.review import NEAR
from storage.tables import (
    actions,
    actions_done,
    actions_taken_back,
    agreements,
    alliances,
    messages,
    people,
    proposals,
    representatives,
    revisions,
)

# Looking at one costs some milliseconds, and there is a minute for all.
MOST_AT_ONCE = 200
# A prime, so that a clock that comes around only every few minutes leaves none out for good.
TURNS = 13

_decides = alliances.c.closed_at.is_(None)

# Of actions: nobody has said yet what came of it.
IS_TO_DO = ~or_(
    *(
        exists().where(ends.c.proposal_id == actions.c.proposal_id, ends.c.place == actions.c.place)
        for ends in (actions_done, actions_taken_back)
    )
)


@dataclass(frozen=True)
class Weekly:
    """When the digest of some alliances is due: a day of the week and "HH:MM" in a zone."""

    timezone: str
    digest_day: str
    digest_time: str


# What rests is looked after when Accord is installed again, as it is then.
_is_awake = alliances.c.rests_since.is_(null())
_awake = select(alliances.c.id).where(_is_awake)


def weeklies(connection: Connection) -> list[Weekly]:
    columns = (alliances.c.timezone, alliances.c.digest_day, alliances.c.digest_time)
    return [Weekly(*row) for row in connection.execute(select(*columns).distinct())]


def digests(connection: Connection, weekly: Weekly, moment: datetime, day: date) -> list[tuple[int, str]]:
    """List those (id, key of the message) whose digest for this moment, on this day of theirs, is not put down yet."""
    key = literal("digest:") + cast(alliances.c.id, String) + f":{day}"
    is_put_down = select(messages.c.id).where(messages.c.key == key).exists()
    theirs = [alliances.c[name] == value for name, value in vars(weekly).items()]
    query = select(alliances.c.id, key).where(*theirs, alliances.c.digest_since <= moment, ~is_put_down)
    query = query.where(alliances.c.founding.is_(null()), _decides, _is_awake)
    return [(alliance_id, key) for alliance_id, key in connection.execute(query.order_by(alliances.c.id))]


def with_people_to_remind(connection: Connection, now: datetime) -> list[int]:
    """List those in which a proposal is open, something is to be done after a decision, or a trial's end comes near.

    If there are very many, each has its turn within TURNS minutes; one with a new text has it at once.
    """
    still_open = proposals.c.ended_at.is_(None) & proposals.c.alliance_id.in_(_awake)
    query = select(proposals.c.alliance_id).where(still_open).distinct()
    # Not joined: SQLite would begin at the alliances, and scan all their decisions.
    with_actions = proposals.c.id.in_(select(actions.c.proposal_id).where(IS_TO_DO))
    to_do = select(proposals.c.alliance_id).where(with_actions, proposals.c.alliance_id.in_(_awake.where(_decides)))
    # Somewhere it may still be yesterday, or tomorrow already.
    ends = revisions.c.tried_until.between(now.date() - timedelta(days=1), now.date() + NEAR + timedelta(days=1))
    trying = select(proposals.c.alliance_id).join(revisions, revisions.c.proposal_id == proposals.c.id).join(alliances)
    # Of a decision that nothing has superseded.
    trying = trying.where(ends, proposals.c.review_on.is_not(None), _decides, _is_awake)
    found = sorted(connection.scalars(union(query, to_do, trying)))
    if len(found) <= MOST_AT_ONCE:
        return found
    is_new = revisions.c.at > now - timedelta(minutes=2 * TURNS)
    new = {*connection.scalars(query.join(revisions, revisions.c.proposal_id == proposals.c.id).where(is_new))}
    return [each for each in found if each in new or has_its_turn(each, now)]


def has_its_turn(alliance_id: int, now: datetime) -> bool:
    return (alliance_id + int(now.timestamp()) // 60) % TURNS == 0


def with_notice(connection: Connection, now: datetime) -> list[tuple[int, int]]:
    """List the open proposals (alliance, proposal) whose text names an earliest day that may have begun."""
    # Somewhere it is tomorrow already.
    named = revisions.c.earliest_on <= now.date() + timedelta(days=1)
    query = (
        select(proposals.c.alliance_id, proposals.c.id)
        .join(revisions, revisions.c.proposal_id == proposals.c.id)
        .join(alliances, alliances.c.id == proposals.c.alliance_id)
        .where(proposals.c.ended_at.is_(None), named, _decides)
        .distinct()
    )
    return sorted((alliance_id, proposal_id) for alliance_id, proposal_id in connection.execute(query))


def trials(connection: Connection, alliance_id: int, first: date, last: date) -> list[int]:
    """List an alliance's decisions that nothing has superseded and that end on one of these days."""
    is_the_text = (agreements.c.proposal_id == proposals.c.id) & (agreements.c.revision == revisions.c.number)
    query = (
        select(proposals.c.id)
        .join(revisions, revisions.c.proposal_id == proposals.c.id)
        .join(agreements, is_the_text)
        .where(proposals.c.alliance_id == alliance_id, proposals.c.review_on <= last)
        .where(revisions.c.tried_until.between(first, last))
        .order_by(proposals.c.number)
    )
    return list(connection.scalars(query))


def with_stand_ins_over(connection: Connection, now: datetime) -> list[int]:
    over = representatives.c.until.is_(None) & (representatives.c.ends_at <= now)
    query = select(representatives.c.alliance_id).join(alliances).where(over, _decides).distinct()
    return list(connection.scalars(query.order_by(representatives.c.alliance_id)))


def with_absent_people(connection: Connection, today: date) -> list[int]:
    """List those in which a representative is away or gone."""
    query = (
        select(representatives.c.alliance_id)
        .join(people, people.c.slack_user_id == representatives.c.slack_user_id)
        .join(alliances, alliances.c.id == representatives.c.alliance_id)
        .where(_decides, representatives.c.until.is_(None), people.c.is_gone | (people.c.away_until >= today))
        .where(_is_awake)
        .distinct()
    )
    return list(connection.scalars(query.order_by(representatives.c.alliance_id)))
