"""What people are called, when they can be reached, and who is away."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, exists, insert, select, update

from storage.engine.upserts import insert_unless_there
from storage.tables import actions, operations_managers, people, representatives


@dataclass(frozen=True)
class Acquaintance:
    """What is known of a person: the name ("" when not), and the ids of their workspaces and organisations in Slack.

    `moved_to` is the id under which Slack keeps them now, "" where that is this one.
    """

    name: str = ""
    teams: frozenset[str] = frozenset()
    moved_to: str = ""


# What a row tells about somebody's acquaintance.
ACQUAINTED = people.c.name.label("called"), people.c.team, people.c.moved_to
# Built once: every press or card needs these, and to build them takes longer than to run them.
_these = people.c.slack_user_id.in_(bindparam("these", expanding=True))
_NAMES = select(people.c.slack_user_id, people.c.name).where(_these)
_ABSENT = select(people.c.slack_user_id, people.c.is_gone, people.c.away_until).where(
    _these, people.c.is_gone | (people.c.away_until >= bindparam("today"))
)
_TIME = select(
    people.c.slack_user_id, people.c.timezone, people.c.is_gone, people.c.away_until, people.c.at_once
).where(_these)
_MOVED_TO = select(people.c.moved_to).where(people.c.slack_user_id == bindparam("person"))
NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def names(connection: Connection, slack_user_ids: Iterable[str]) -> dict[str, str]:
    """Return the names that are known, by Slack user id."""
    rows = connection.execute(_NAMES, {"these": list(set(slack_user_ids))})
    return {row.slack_user_id: row.name for row in rows if row.name}


def acquaintance(connection: Connection, slack_user_id: str) -> Acquaintance:
    query = select(*ACQUAINTED).where(people.c.slack_user_id == slack_user_id)
    return acquainted(connection.execute(query).one_or_none())


def acquainted(row: Any) -> Acquaintance:
    """Read it from a row with the columns `ACQUAINTED`, None or with nothing in them for somebody unknown."""
    if not row:
        return Acquaintance()
    return Acquaintance(row.called or "", frozenset((row.team or "").split()), row.moved_to or "")


def everybody(connection: Connection) -> dict[str, str]:
    """Return all names by Slack user id, "" where none is known."""
    return {row.slack_user_id: row.name for row in connection.execute(select(people.c.slack_user_id, people.c.name))}


def not_asked_since(connection: Connection, moment: datetime, limit: int) -> list[str]:
    """List those who speak, manage or do something and were not asked about since then, longest ago first."""
    speaks = exists().where(
        representatives.c.slack_user_id == people.c.slack_user_id, representatives.c.until.is_(None)
    )
    manages = exists().where(operations_managers.c.slack_user_id == people.c.slack_user_id)
    owns = exists().where(actions.c.owner == people.c.slack_user_id)
    old = select(people.c.slack_user_id).where(people.c.asked_at < moment, speaks | manages | owns)
    return list(connection.scalars(old.order_by(people.c.asked_at, people.c.slack_user_id).limit(limit)))


def expect(connection: Connection, slack_user_ids: Iterable[str]) -> None:
    """Have a row for people who speak or manage from now on, so that Slack is asked for their names."""
    for person in slack_user_ids:
        introduce(connection, person, "")


def introduce(connection: Connection, slack_user_id: str, name: str) -> None:
    """Call a person by the name that came with what they did, until Slack was asked for a better one."""
    row = {
        "slack_user_id": slack_user_id,
        "name": name,
        "asked_at": NEVER,
        "timezone": "",
        "team": "",
        "is_gone": False,
        "moved_to": "",
        "at_once": False,
    }
    new = insert_unless_there(connection.dialect.name, people)
    unless_named = new.on_conflict_do_update(
        index_elements=["slack_user_id"], set_={"name": new.excluded.name}, where=people.c.name == ""
    )
    connection.execute(unless_named, row)


def known(connection: Connection, slack_user_ids: Iterable[str]) -> list[Row[Any]]:
    """Read what is known of these people's time: slack_user_id, timezone, is_gone, away_until, at_once."""
    return list(connection.execute(_TIME, {"these": list(set(slack_user_ids))}))


def absent(connection: Connection, slack_user_ids: Iterable[str], today: date) -> dict[str, date | None]:
    """Find which of these are away on this day, with the last day of it; None for those whose account is closed."""
    rows = connection.execute(_ABSENT, {"these": list(set(slack_user_ids)), "today": today})
    return {row.slack_user_id: None if row.is_gone else row.away_until for row in rows}


def at_once(connection: Connection, slack_user_ids: Iterable[str]) -> set[str]:
    """Find which of these want to be asked about a new text at any hour."""
    wanted = people.c.slack_user_id.in_(set(slack_user_ids)) & people.c.at_once
    return set(connection.scalars(select(people.c.slack_user_id).where(wanted)))


def set_at_once(connection: Connection, slack_user_id: str, *, wanted: bool) -> None:
    connection.execute(update(people).where(people.c.slack_user_id == slack_user_id), {"at_once": wanted})


def note_asked(connection: Connection, slack_user_id: str, asked_at: datetime) -> None:
    """Slack was asked about somebody, and told nothing."""
    connection.execute(update(people).where(people.c.slack_user_id == slack_user_id), {"asked_at": asked_at})


def ask_again(connection: Connection, slack_user_ids: Iterable[str]) -> None:
    """Have Slack asked soon about those whom we know among these."""
    connection.execute(update(people).where(people.c.slack_user_id.in_(set(slack_user_ids))), {"asked_at": NEVER})


def id_now(connection: Connection, slack_user_id: str) -> str:
    """Return the id under which Slack keeps this person now."""
    return connection.scalar(_MOVED_TO, {"person": slack_user_id}) or slack_user_id


def ids_ever(connection: Connection, slack_user_id: str) -> list[str]:
    """List the ids of one person, whichever of them is given: the present one first."""
    now = id_now(connection, slack_user_id)
    earlier = select(people.c.slack_user_id).where(people.c.moved_to == now).order_by(people.c.slack_user_id)
    return [now, *connection.scalars(earlier)]


def is_known(connection: Connection, slack_user_ids: Iterable[str]) -> bool:
    known = select(people.c.slack_user_id).where(people.c.slack_user_id.in_(set(slack_user_ids))).limit(1)
    return connection.scalar(known) is not None


def move(connection: Connection, before: str, after: str) -> None:
    """Slack keeps a person whom we know under another id now; the earlier ones lead there."""
    known = connection.execute(select(people).where(people.c.slack_user_id == before)).one()
    introduce(connection, after, known.name)
    connection.execute(
        update(people).where(people.c.slack_user_id == after),
        {
            "timezone": known.timezone,
            "away_until": known.away_until,
            "at_once": known.at_once,
            "asked_at": NEVER,
            "moved_to": "",
        },
    )
    earlier = (people.c.slack_user_id == before) | (people.c.moved_to == before)
    connection.execute(update(people).where(earlier), {"moved_to": after})


def set_away(connection: Connection, slack_user_id: str, until: date | None) -> None:
    """Store that a person whom we know by name is away up to and including a day, or with None that they are back."""
    connection.execute(update(people).where(people.c.slack_user_id == slack_user_id), {"away_until": until})


def keep(
    connection: Connection,
    slack_user_id: str,
    asked_at: datetime,
    name: str = "",
    zone: str = "",
    team: str = "",
    *,
    is_gone: bool,
) -> bool:
    """Store what Slack tells; return whether the name or its end is new. A name that it does not tell is kept."""
    known = connection.execute(
        select(people.c.name, people.c.is_gone).where(people.c.slack_user_id == slack_user_id)
    ).one_or_none()
    name = name or (known.name if known else "")
    row = {"name": name, "asked_at": asked_at, "timezone": zone, "team": team, "is_gone": is_gone}
    if known is None:
        connection.execute(insert(people), {"slack_user_id": slack_user_id, "moved_to": "", "at_once": False, **row})
    else:
        connection.execute(update(people).where(people.c.slack_user_id == slack_user_id), row)
    return known is None or tuple(known) != (name, is_gone)
