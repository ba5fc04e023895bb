"""Which channels the alliances are in, and who speaks and manages there, by the database and by the file."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from bot.setup.alliance_file import AllianceFile
from bot.setup.founding import of_file
from decisions.alliance.alliance import Alliance
from storage.alliance import alliances
from storage.alliance.installed import install_of
from storage.engine.database import Database
from storage.engine.schema import Schema, schema_of


@dataclass(frozen=True)
class Records:
    """In which channel an alliance is, whose part is what, by Slack user id, and what the file says otherwise."""

    channel: str
    parts: Mapping[str, str]
    differences: Sequence[str] = ()
    # Through which install of Accord it was founded; "" is that of SLACK_BOT_TOKEN.
    install: str = ""


def records(database: Database, file: AllianceFile | None, alliance_id: int | None = None) -> list[Records]:
    """Return them as the bot knows them: by the database, or by the file before the founding; without a file, all.

    One that is asked for by `alliance_id` is read from the database.
    """
    with suppress(SQLAlchemyError):
        if schema_of(database) is Schema.CURRENT:
            with database.snapshot() as connection:
                if alliance_id is not None:
                    return [_with_install(connection, alliance_id)]
                if there := _there(connection, file):
                    return there
    return by_file(file)


def by_file(file: AllianceFile | None) -> list[Records]:
    return [Records(file.channel, _parts(file.operations_managers, _speakers(file)))] if file else []


def _there(connection: Connection, file: AllianceFile | None) -> list[Records]:
    founded = alliances.founded(connection)
    if file is None:
        return [_with_install(connection, each) for each in founded]
    alliance_id = of_file(connection, file)
    return [_beside(alliances.load(connection, alliance_id), file)] if alliance_id in founded else []


def _with_install(connection: Connection, alliance_id: int) -> Records:
    alliance = alliances.load(connection, alliance_id)
    return replace(_of(alliance), install=install_of(connection, alliance.channel))


def _of(alliance: Alliance) -> Records:
    speakers = {person: partner.name for partner in alliance.partners for person in partner.representatives}
    return Records(alliance.channel, _parts(alliance.operations_managers, speakers))


def _beside(alliance: Alliance, file: AllianceFile) -> Records:
    """Compare it with the file."""
    told, by_file = _of(alliance), _speakers(file)
    ours = {person: partner.name for partner in alliance.partners for person in partner.representatives}
    differences = [
        f"alliance.toml: {person} speaks for {by_file[person]} by the file, but not by the records; the records count"
        for person in by_file
        if ours.get(person) != by_file[person]
    ]
    if alliance.channel != file.channel:
        differences.append(
            f"alliance.toml: the alliance is in the channel {alliance.channel} now; the file says {file.channel}"
        )
    return Records(told.channel, told.parts, differences)


def _parts(managers: Sequence[str], speakers: Mapping[str, str]) -> dict[str, str]:
    return dict.fromkeys(managers, "operations manager") | dict(speakers)


def _speakers(file: AllianceFile) -> dict[str, str]:
    return {person: partner.name for partner in file.partners for person in partner.representatives}
