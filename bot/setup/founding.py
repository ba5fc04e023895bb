"""How alliance.toml becomes an alliance in the database, and what happens if the two differ later."""

import logging
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from bot.setup.alliance_file import AllianceFile, PartnerEntry
from bot.setup.settings import BadSetting
from decisions.alliance.alliance import Alliance, Partner, Settings
from decisions.alliance.membership import PartnerJoins
from decisions.proposal.log_labels import LABELS
from decisions.set_up.settings import NewSettings, naming
from decisions.words.refusal import Refusal
from decisions.words.spelling import alike
from handlers.recording.carried_out.partners import log_change
from handlers.recording.settings import record_settings, were_changed_in_slack
from storage.alliance import alliances, foundings, memberships
from storage.engine.database import Database, wait_for_turn
from storage.outbox import outbox
from storage.personal import people
from storage.record import decision_log
from storage.record.proposals import proposals

# Several processes may start at once. Any number that nobody else on the same PostgreSQL is likely to choose.
FOUNDING_LOCK = 4_277_017

logger = logging.getLogger(__name__)


def found_or_compare(
    database: Database, file: AllianceFile, now: datetime, *, may_undo_slack: bool = False
) -> list[str]:
    """Found the alliance at the first start. Later, apply and log changed settings, and return what differs besides.

    The file changes no partner and nobody who speaks for one (rule 7). Once somebody changed settings in Slack, it
    changes none by itself: with `may_undo_slack` it does.
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
        renamed, refused = _renamed(connection, alliance, file)
        before = alliances.settings(connection, alliance.id)
        # A file says nothing about this.
        wanted = replace(_settings(file), correction_days=before.correction_days, first_round=before.first_round)
        new = NewSettings(before, wanted, renamed)
        differences = [*refused, *_differences(alliance, file)]
        if may_undo_slack or not were_changed_in_slack(connection, alliance_id):
            record_settings(connection, alliance, new, now)
            return differences
        return [*_undecided(new), *differences]


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
    for alliance_id in _akin(connection, file):
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


def _akin(connection: Connection, file: AllianceFile) -> list[int]:
    """List the alliances that may have most of the file's partners, as far as a name or a person tells."""
    called = {alike(entry.name): entry for entry in file.partners}
    found = defaultdict[int, set[str]](set)
    for alliance_id, name in memberships.names(connection):
        if alike(name) in called:
            found[alliance_id].add(called[alike(name)].name)
    for entry in file.partners:
        for person in entry.representatives:
            for alliance_id, _ in alliances.of_person(connection, person):
                found[alliance_id].add(entry.name)
    many = {alliance_id for alliance_id, same in found.items() if 2 * len(same) > len(file.partners)}
    return sorted(many.intersection(alliances.every(connection)))


def _found(connection: Connection, file: AllianceFile, drafted: int | None, now: datetime) -> None:
    """Found it, in place of one that is only `drafted` in its channel, if there is one."""
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


def _renamed(
    connection: Connection, alliance: Alliance, file: AllianceFile
) -> tuple[tuple[tuple[Partner, str], ...], list[str]]:
    """Return which partners get another name, and why others keep theirs: nobody could give them that one in Slack."""
    names = {partner_id: entry.name for partner_id, entry in _entries_of(alliance, file).items()}
    pending = proposals.pending_changes(connection, alliance.id)
    renamed, refused = [], []
    for partner in alliance.partners:
        if names.get(partner.id, partner.name) == partner.name:
            continue
        try:
            renamed.append(naming(alliance, partner, names, pending)())
        except Refusal as why:
            refused.append(f"{partner.name} is not called {names[partner.id]}, as the file says: {why.words}")
    return tuple(renamed), refused


def _undecided(new: NewSettings) -> list[str]:
    """Say which settings differ between the file and Slack, where they were changed."""
    changed = [(LABELS[name].words, *map(_words, values)) for name, values in new.changed.items()]
    changed += [("a partner's name", partner.name, name) for partner, name in new.renamed]
    return [
        f"{what} is {now} since settings changed in Slack, the file says {wanted}: `accord found --apply` does that"
        for what, now, wanted in changed
    ]


def _words(value: str | Sequence[str]) -> str:
    return (value if isinstance(value, str) else ", ".join(value)) or "nothing"


def _entries_of(alliance: Alliance, file: AllianceFile) -> dict[int, PartnerEntry]:
    """Find which entry of the file is about which partner, by its id."""
    matched: dict[int, PartnerEntry] = {}
    for entry in file.partners:
        partner = _same_partner(alliance, entry)
        if partner is not None:
            matched.setdefault(partner.id, entry)
    return matched


def _differences(alliance: Alliance, file: AllianceFile) -> list[str]:
    matched = _entries_of(alliance, file)
    differences = [
        f"{entry.name} is in the file but is not a partner" for entry in file.partners if entry not in matched.values()
    ]
    for partner_id, entry in matched.items():
        partner = alliance.partner(partner_id)
        if partner and partner.representatives != entry.representatives:
            differences.append(
                f"{entry.name} is represented by {', '.join(partner.representatives)}, "
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
