"""Records, in one transaction, that settings are changed."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from decisions.alliance.alliance import Alliance, Settings
from decisions.set_up.settings import NewSettings
from storage.alliance import alliances, memberships
from storage.outbox import outbox
from storage.record import decision_log

SETTINGS_CHANGED, PARTNER_RENAMED = "settings_changed", "partner_renamed"
# By a decision (handlers/recording/carried_out/managing.py).
MANAGERS_NAMED = "managers_named"


def record_settings(connection: Connection, alliance: Alliance, new: NewSettings, now: datetime, by: str = "") -> None:
    """Store and log what changed; without a `by` a file says so. The alliance must have been loaded for writing."""
    if new.changed:
        alliances.change_settings(connection, alliance.id, new.after, now)
        changed = {name: _json(after) for name, (_, after) in new.changed.items()}
        decision_log.append(connection, alliance, at=now, kind=SETTINGS_CHANGED, actor=by, **changed)
    for partner, name in new.renamed:
        memberships.rename_partner(connection, partner.id, name)
        before = partner.name
        decision_log.append(connection, alliance, at=now, kind=PARTNER_RENAMED, actor=by, partner=name, before=before)
    if new.changed or new.renamed:
        outbox.mark_open_cards(connection, now, alliance.id)


def tell_of_settings(
    connection: Connection, alliance: Alliance, new: NewSettings, by: str, key: str, now: datetime
) -> None:
    """Tell everybody in the channel who changed what. Raises SaidAlready when what has this key was counted before."""
    changed = {name: [_json(before), _json(after)] for name, (before, after) in new.changed.items()}
    renamed = [[partner.name, name] for partner, name in new.renamed]
    about = {"by": by, "changed": changed, "renamed": renamed}
    outbox.tell_channel(connection, alliance.id, key, SETTINGS_CHANGED, about, now)


def were_changed_in_slack(connection: Connection, alliance_id: int) -> bool:
    """Whether a person, or a decision, changed settings in Slack, which a file must not undo by itself."""
    return decision_log.is_by_somebody(
        connection, alliance_id, (SETTINGS_CHANGED, PARTNER_RENAMED)
    ) or decision_log.tells_of(connection, alliance_id, MANAGERS_NAMED)


def settings_fields(settings: Settings) -> dict[str, Any]:
    """Write what is said of an alliance besides its partners, as the log keeps it."""
    told = {**vars(settings), "operations_managers": list(settings.operations_managers)}
    # These are set when there is an alliance.
    del told["correction_days"], told["first_round"]
    return told


def _json(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value
