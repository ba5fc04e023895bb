"""A manager decides alone what the partners delegated."""

from decisions.alliance import delegation
from decisions.alliance.alliance import local_day
from handlers.incoming.alliance_of_act import alliance_kept
from handlers.incoming.payloads import Act
from handlers.recording.set_up.delegation import record_delegated
from handlers.views.blocks.kit import View
from handlers.views.windows.set_up.delegation_window import delegated_window
from storage.engine.database import Database
from storage.record import decision_log


def ask_what_was_decided(act: Act, database: Database) -> View:
    """A manager wants to decide something alone."""
    with database.snapshot() as connection:
        alliance = alliance_kept(connection, act)
    today = local_day(act.now, alliance)
    delegation.refuse_unless_delegated(alliance, act.person, today)
    return delegated_window(alliance, today)


def decide_alone(act: Act, database: Database) -> None:
    """That window is sent. The alliance is loaded for writing: so no two of them pass a limit together."""
    with database.transaction() as connection:
        alliance = alliance_kept(connection, act, for_writing=True)
        decided = delegation.delegated_decision(
            alliance,
            by=act.person,
            at=decision_log.moment(connection, alliance, act.now),
            matter=act.text("matter"),
            what=act.text("what"),
            why=act.text("why"),
            amount=act.text("sum"),
        )
        record_delegated(connection, alliance, decided, act)
