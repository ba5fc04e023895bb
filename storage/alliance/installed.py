"""The install of Accord through which an alliance was founded. "" stands for that of SLACK_BOT_TOKEN."""

from sqlalchemy import Connection, null, select, update

from storage.alliance.alliances import of_person
from storage.tables import alliances


def install_of(connection: Connection, channel: str) -> str:
    return connection.scalar(select(alliances.c.installed_in).where(alliances.c.channel == channel)) or ""


def channels(connection: Connection, install: str, most: int) -> list[str]:
    """List the channels of alliances founded through this install, up to so many."""
    founded = alliances.c.founding.is_(null()) & (alliances.c.installed_in == install)
    return list(connection.scalars(select(alliances.c.channel).where(founded).order_by(alliances.c.id).limit(most)))


def every(connection: Connection) -> list[str]:
    """List the installs through which alliances were founded, except that of SLACK_BOT_TOKEN."""
    query = select(alliances.c.installed_in).where(alliances.c.installed_in != "").distinct()
    return list(connection.scalars(query.order_by(alliances.c.installed_in)))


def adopt(connection: Connection, install: str) -> int:
    """What was founded by SLACK_BOT_TOKEN goes on by the install of its workspace; return how many alliances do."""
    founded_by_token = update(alliances).where(alliances.c.installed_in == "")
    return int(connection.execute(founded_by_token, {"installed_in": install}).rowcount)


def of_person_here(connection: Connection, person: str, install: str) -> list[tuple[int, str]]:
    """List the alliances (id, name) in which somebody represents or manages, of those founded through this install."""
    theirs = of_person(connection, person)
    these = alliances.c.id.in_([alliance_id for alliance_id, _ in theirs]) & (alliances.c.installed_in == install)
    here = set(connection.scalars(select(alliances.c.id).where(these)))
    return [each for each in theirs if each[0] in here]


def awake_install_of(connection: Connection, person: str) -> str | None:
    """Return an install that may ask Slack about somebody: one through which they speak or manage; None without one."""
    theirs = [alliance_id for alliance_id, _ in of_person(connection, person)]
    awake = select(alliances.c.installed_in).where(alliances.c.id.in_(theirs), alliances.c.rests_since.is_(None))
    return connection.scalar(awake.order_by(alliances.c.id).limit(1))
