"""What are people called, when can they be reached, and who is away?"""

from collections.abc import Iterable
from datetime import UTC, date, datetime

from sqlalchemy import Connection, insert, select, update

from storage.tables import operations_managers, people, representatives
from storage.upserts import insert_unless_there

NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def names(connection: Connection, slack_user_ids: Iterable[str]) -> dict[str, str]:
    """Return the names that are known, by Slack user id."""
    wanted = set(slack_user_ids)
    rows = connection.execute(select(people.c.slack_user_id, people.c.name).where(people.c.slack_user_id.in_(wanted)))
    return {row.slack_user_id: row.name for row in rows if row.name}


def not_asked_since(connection: Connection, moment: datetime) -> list[str]:
    """List those who speak or manage now and whose names were not asked for since this moment."""
    now_here = select(representatives.c.slack_user_id).where(representatives.c.until.is_(None))
    everybody = now_here.union(select(operations_managers.c.slack_user_id))
    fresh = select(people.c.slack_user_id).where(people.c.asked_at >= moment)
    return sorted(set(connection.scalars(everybody)) - set(connection.scalars(fresh)))


def introduce(connection: Connection, slack_user_id: str, name: str) -> None:
    """Call a person by the name that came with what they did, until Slack was asked for a better one."""
    row = {"slack_user_id": slack_user_id, "name": name, "asked_at": NEVER, "timezone": "", "is_gone": False}
    connection.execute(insert_unless_there(connection, people).values(row).on_conflict_do_nothing())


def zones(connection: Connection) -> dict[str, str]:
    """Return people's time zones as far as they are known, by Slack user id."""
    rows = connection.execute(select(people.c.slack_user_id, people.c.timezone).where(people.c.timezone != ""))
    return {row.slack_user_id: row.timezone for row in rows}


def gone(connection: Connection) -> set[str]:
    """Return those whose Slack account is closed."""
    return set(connection.scalars(select(people.c.slack_user_id).where(people.c.is_gone)))


def away(connection: Connection, today: date) -> dict[str, date]:
    """Return the last day away of those who are away on this day, by Slack user id."""
    rows = connection.execute(select(people.c.slack_user_id, people.c.away_until).where(people.c.away_until >= today))
    return {row.slack_user_id: row.away_until for row in rows}


def set_away(connection: Connection, slack_user_id: str, until: date | None) -> None:
    """Store that a person whom we know by name is away up to and including a day, or with None that they are back."""
    connection.execute(update(people).where(people.c.slack_user_id == slack_user_id), {"away_until": until})


def keep(
    connection: Connection, slack_user_id: str, asked_at: datetime, name: str = "", zone: str = "", *, is_gone: bool
) -> bool:
    """Store what Slack tells; return whether the name is new. "" notes only that Slack was asked."""
    known = connection.scalar(select(people.c.name).where(people.c.slack_user_id == slack_user_id))
    name = name or known or ""
    row = {"name": name, "asked_at": asked_at, "timezone": zone, "is_gone": is_gone}
    if known is None:
        connection.execute(insert(people), {"slack_user_id": slack_user_id, **row})
    else:
        connection.execute(update(people).where(people.c.slack_user_id == slack_user_id), row)
    return known != name
