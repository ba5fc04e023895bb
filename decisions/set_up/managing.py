"""Who manages an alliance of which nobody is left who does? Its partners say so, as they decide everything.

While there is somebody who manages, they change who does in the settings (settings.py).
"""

from collections.abc import Container, Iterable, Sequence

from decisions.alliance.alliance import Alliance
from decisions.alliance.membership import Change, ManagersChange
from decisions.set_up import managing_refusal
from decisions.words import refusal


def is_unmanaged(alliance: Alliance, gone: Container[str]) -> bool:
    """Whether nobody is left who manages; `gone` are those whose account is closed."""
    return all(person in gone for person in alliance.operations_managers)


def managing(
    alliance: Alliance, pending: Iterable[tuple[int, Change]], people: Sequence[str], gone: Container[str]
) -> ManagersChange:
    """It can be proposed once at a time. `pending` are the changes in open proposals, with their numbers."""
    if not is_unmanaged(alliance, gone):
        raise managing_refusal.is_managed(alliance)
    if not people:
        raise refusal.missing("operations_managers", "who manages, at least one person")
    for number, change in pending:
        if isinstance(change, ManagersChange):
            raise managing_refusal.managing_pending("operations_managers", number)
    return ManagersChange(tuple(dict.fromkeys(people)))
