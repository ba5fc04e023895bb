"""Somebody looks at the alliance's settings, and an operations manager changes them."""

from collections.abc import Mapping

from decisions.alliance.alliance import Alliance
from decisions.set_up import settings
from handlers.incoming import drafts
from handlers.incoming.alliance_of_act import alliance_kept
from handlers.incoming.payloads import Act
from handlers.recording.settings import record_settings, tell_of_settings
from handlers.views.blocks.kit import View
from handlers.views.windows.set_up.settings_window import change_settings_window, settings_window
from storage.alliance import alliances
from storage.engine.database import Database
from storage.personal import people
from storage.record.proposals import proposals


def show_settings(act: Act, database: Database) -> View:
    """Somebody presses *Settings*, on the Home tab or below the partners."""
    with database.snapshot() as connection:
        alliance = alliance_kept(connection, act)
        said = alliances.settings(connection, alliance.id)
        names = people.names(connection, alliance.operations_managers)
    return settings_window(alliance, said, names, may_change=alliance.is_manager(act.person))


def ask_what_to_change(act: Act, database: Database) -> View:
    """Somebody presses *Change* there."""
    with database.snapshot() as connection:
        alliance = alliance_kept(connection, act)
        settings.refuse_unless_may_change(alliance, act.person)
        said = alliances.settings(connection, alliance.id)
        names = people.names(connection, alliance.operations_managers)
    return change_settings_window(alliance, said, names)


def change(act: Act, database: Database) -> None:
    """That window is sent."""
    with database.transaction() as connection:
        alliance = alliance_kept(connection, act, for_writing=True)
        before = alliances.settings(connection, alliance.id)
        pending = proposals.pending_changes(connection, alliance.id)
        seen = str(act.value.get("seen"))
        new = settings.new_settings(
            alliance, before, drafts.settings(act), _names(alliance, act), pending, by=act.person, seen=seen
        )
        record_settings(connection, alliance, new, act.now, act.person)
        for person in new.after.operations_managers:
            name = act.labels.get(person, "")
            people.introduce(connection, person, name if name != person else "")
        tell_of_settings(connection, alliance, new, act.person, act.delivery, act.now)


def whose_people(act: Act, database: Database) -> str:
    """A manager chooses people in that window: of the alliance's channel."""
    with database.snapshot() as connection:
        alliance = alliance_kept(connection, act)
    settings.refuse_unless_may_change(alliance, act.person)
    return alliance.channel


def _names(alliance: Alliance, act: Act) -> Mapping[int, str]:
    """Read what partners are to be called; a field that was not in the window changes nothing."""
    fields = {partner.id: settings.name_field(partner) for partner in alliance.partners}
    return {partner_id: act.text(field) for partner_id, field in fields.items() if field in act.typed}
