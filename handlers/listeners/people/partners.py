"""Somebody looks at the partners, or proposes that one joins or leaves, who manages, or that the alliance is closed."""

from collections.abc import Callable

from sqlalchemy import Connection

from decisions.alliance import membership
from decisions.alliance.alliance import Alliance
from decisions.alliance.membership import Change
from decisions.alliance.membership_refusal import not_a_partner
from decisions.asking import climb
from decisions.set_up import closing, managing
from decisions.texts import revision
from handlers.incoming.alliance_of_act import alliance_kept, alliance_meant
from handlers.incoming.payloads import Act
from handlers.recording.changes import raise_change
from handlers.views.blocks.kit import View
from handlers.views.windows.people.partner_windows import closes_window, joins_window, leaves_window, partners_window
from handlers.views.windows.set_up.ladder_window import ladder_window
from handlers.views.windows.set_up.managing_window import managing_window
from storage.engine.database import Database
from storage.personal import people
from storage.record.proposals import proposals


def show_partners(act: Act, database: Database) -> View:
    """Somebody types /accord partners, or presses *Partners*."""
    with database.snapshot() as connection:
        alliance = alliance_meant(connection, act)
        revision.refuse_unless_takes_part(alliance, act.person)
        return partners_window(
            alliance,
            people.names(connection, alliance.representatives),
            is_manager=alliance.is_manager(act.person),
            is_unmanaged=managing.is_unmanaged(alliance, _gone(connection, alliance)),
        )


def ask_who_joins(act: Act, database: Database) -> View:
    return _opened(joins_window, act, database)


def ask_who_leaves(act: Act, database: Database) -> View:
    return _opened(leaves_window, act, database)


def ask_to_close(act: Act, database: Database) -> View:
    return _opened(closes_window, act, database)


def ask_what_steps(act: Act, database: Database) -> View:
    return _opened(ladder_window, act, database)


def ask_who_manages(act: Act, database: Database) -> View:
    return _opened(managing_window, act, database)


def propose_joining(act: Act, database: Database) -> None:
    def change(connection: Connection, alliance: Alliance) -> Change:
        pending = proposals.pending_changes(connection, alliance.id)
        return membership.joining(alliance, pending, act.text("name"), [*act.people("people"), *act.people("deputies")])

    raise_change(act, database, change)


def propose_leaving(act: Act, database: Database) -> None:
    def change(connection: Connection, alliance: Alliance) -> Change:
        return membership.leaving(alliance, proposals.pending_changes(connection, alliance.id), _partner_id(act))

    raise_change(act, database, change)


def propose_closing(act: Act, database: Database) -> None:
    def change(connection: Connection, alliance: Alliance) -> Change:
        return closing.closing(proposals.pending_changes(connection, alliance.id))

    raise_change(act, database, change)


def propose_ladder(act: Act, database: Database) -> None:
    """The window of steps for when we are stuck is sent."""

    def change(connection: Connection, alliance: Alliance) -> Change:
        places = range(climb.MOST_STEPS)
        steps = [(act.text(climb.step_field(place)), _days(act, place)) for place in places]
        return climb.ladder(alliance, proposals.pending_changes(connection, alliance.id), steps, act.person)

    raise_change(act, database, change)


def propose_managers(act: Act, database: Database) -> None:
    def change(connection: Connection, alliance: Alliance) -> Change:
        pending = proposals.pending_changes(connection, alliance.id)
        return managing.managing(alliance, pending, act.people("operations_managers"), _gone(connection, alliance))

    raise_change(act, database, change)


def _days(act: Act, place: int) -> int | None:
    typed = act.text(climb.days_field(place))
    return int(typed) if typed.isdecimal() else None


def _gone(connection: Connection, alliance: Alliance) -> set[str]:
    """Find which managers' accounts are closed."""
    return {each.slack_user_id for each in people.known(connection, alliance.operations_managers) if each.is_gone}


def _opened(window: Callable[[Alliance], View], act: Act, database: Database) -> View:
    with database.snapshot() as connection:
        alliance = alliance_kept(connection, act)
    revision.refuse_unless_may_raise(alliance, act.person)
    return window(alliance)


def _partner_id(act: Act) -> int:
    chosen = act.text("partner")
    if not chosen.isdecimal():
        raise not_a_partner("partner")
    return int(chosen)
