"""How does alliance.toml become an alliance in the database, and what if the two differ later?"""

import logging
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from bot.setup.alliance_file import AllianceFile, PartnerEntry
from bot.setup.settings import BadSetting
from decisions.alliance import Alliance, Partner, Settings
from decisions.membership import PartnerJoins
from decisions.spelling import alike
from handlers.recording.settlement import log_change
from storage.alliance import alliances, foundings, memberships
from storage.engine.database import Database, wait_for_turn
from storage.outbox import outbox
from storage.personal import people
from storage.record import decision_log

# Several processes may start at once. Any number that nobody else on the same PostgreSQL is likely to choose.
FOUNDING_LOCK = 4_277_017

logger = logging.getLogger(__name__)


def found_or_compare(database: Database, file: AllianceFile, now: datetime) -> list[str]:
    """Found the alliance at the first start. Later, apply and log changed settings, and return what differs besides.

    The file changes no partner and nobody who speaks for one (rule 7).
    """
    with database.transaction() as connection:
        wait_for_turn(connection, FOUNDING_LOCK)
        file = _as_called_now(connection, file)
        alliance_id = of_file(connection, file)
        if alliance_id is None or not decision_log.length(connection, alliance_id):
            _refuse_twin(connection, file)
            _found(connection, file, alliance_id, now)
            return []
        alliance = alliances.load(connection, alliance_id, for_writing=True)
        if not alliance.is_founded:
            return ["its partners are asked in Slack to found this alliance, and the file founds none beside it"]
        if alliance.is_closed:
            return ["its partners closed this alliance for good, and the file changes nothing about it"]
        _apply_settings(connection, alliance, file, now)
        return _differences(connection, alliance, file, now)


def of_file(connection: Connection, file: AllianceFile) -> int | None:
    """Find the alliance of the file's channel, also when that has another id by now; None before the founding."""
    by_channel = alliances.of_channel(connection, file.channel)
    return decision_log.formerly_in(connection, file.channel) if by_channel is None else by_channel


def _as_called_now(connection: Connection, file: AllianceFile) -> AllianceFile:
    """Read the file with the ids that people have by now, should Slack have given them others."""

    def called(those: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(people.id_now(connection, person) for person in those)

    return replace(
        file,
        operations_managers=called(file.operations_managers),
        partners=tuple(PartnerEntry(entry.name, called(entry.representatives)) for entry in file.partners),
    )


def _refuse_twin(connection: Connection, file: AllianceFile) -> None:
    """Refuse to found an alliance anew for most of the partners of one that is there: its channel got another id."""
    for alliance_id in alliances.every(connection):
        there = alliances.load(connection, alliance_id, for_writing=True)
        if there.is_closed:
            continue
        same = [entry for entry in file.partners if _same_partner(there, entry)]
        if 2 * len(same) > len(file.partners):
            raise BadSetting(
                f"ALLIANCE_FILE: no alliance is in the channel {file.channel}, and the partners are those of "
                f"{there.name} in {there.channel}. If the channel has another id now, run `accord channel moved "
                f"{there.channel} {file.channel}`; if this is another alliance of the same partners, give it a "
                "database of its own (DATABASE_URL)"
            )


def _found(connection: Connection, file: AllianceFile, drafted: int | None, now: datetime) -> None:
    """Found it, in the place of one that is only `drafted` in its channel, if there is one."""
    if drafted is None:
        alliance_id = alliances.found(connection, file.channel, _settings(file), now)
    else:
        alliance_id = drafted
        alliances.change_settings(connection, drafted, _settings(file), now)
        foundings.end(connection, drafted, now)
    alliance = alliances.load(connection, alliance_id, for_writing=True)
    decision_log.append(
        connection,
        alliance,
        at=now,
        kind="alliance_founded",
        actor="",
        name=file.name,
        timezone=file.timezone,
        operations_managers=list(file.operations_managers),
    )
    for entry in file.partners:
        joins = PartnerJoins(entry.name, entry.representatives)
        memberships.apply_change(connection, alliance_id, joins, now)
        log_change(connection, alliance, joins, now, number=None)
    outbox.open_desk(connection, alliance_id, now)


def _apply_settings(connection: Connection, alliance: Alliance, file: AllianceFile, now: datetime) -> None:
    before, after = alliances.settings(connection, alliance.id), _settings(file)
    changed: dict[str, Any] = {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in vars(after).items()
        if getattr(before, name) != value
    }
    if changed:
        alliances.change_settings(connection, alliance.id, after, now)
        decision_log.append(connection, alliance, at=now, kind="settings_changed", actor="", **changed)
        outbox.mark_open_cards(connection, now, alliance.id)


def _differences(connection: Connection, alliance: Alliance, file: AllianceFile, now: datetime) -> list[str]:
    differences: list[str] = []
    matched: set[int] = set()
    for entry in file.partners:
        partner = _same_partner(alliance, entry)
        if partner is None or partner.id in matched:
            differences.append(f"{entry.name} is in the file but is not a partner")
            continue
        matched.add(partner.id)
        if partner.name != entry.name:
            _rename(connection, alliance, partner, entry.name, now)
        if partner.representatives != entry.representatives:
            differences.append(
                f"{entry.name} is spoken for by {', '.join(partner.representatives)}, "
                f"the file says {', '.join(entry.representatives)}"
            )
    if alliance.channel != file.channel:
        logger.warning("the alliance is in the channel %s now; the file says %s", alliance.channel, file.channel)
    missing = [partner.name for partner in alliance.partners if partner.id not in matched]
    return differences + [f"{name} is a partner but is not in the file" for name in missing]


def _same_partner(alliance: Alliance, entry: PartnerEntry) -> Partner | None:
    """A partner is known by its name, or under a new name by the very same representatives."""
    by_name = next((partner for partner in alliance.partners if alike(partner.name) == alike(entry.name)), None)
    by_people = (partner for partner in alliance.partners if partner.representatives == entry.representatives)
    return by_name or next(by_people, None)


def _rename(connection: Connection, alliance: Alliance, partner: Partner, name: str, now: datetime) -> None:
    memberships.rename_partner(connection, partner.id, name)
    decision_log.append(
        connection, alliance, at=now, kind="partner_renamed", actor="", partner=name, before=partner.name
    )
    outbox.mark_open_cards(connection, now, alliance.id)


def _settings(file: AllianceFile) -> Settings:
    return Settings(
        name=file.name,
        timezone=file.timezone,
        digest_day=file.digest.day.lower(),
        digest_time=file.digest.time,
        operations_managers=file.operations_managers,
        country=file.holidays.country,
        region=file.holidays.region,
    )
