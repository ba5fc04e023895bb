"""Tells which decision is renewed or changed by a proposal that is being written; its papers may stay."""

from sqlalchemy import Connection

from decisions.alliance.alliance import Alliance
from decisions.said.paper import Paper
from handlers.incoming.payloads import Act
from storage.record.proposals import proposals


def renewed(act: Act) -> int | None:
    """Return the number of the decision with which the window began, None for none."""
    number = act.value.get("renews")
    return number if isinstance(number, int) else None


def papers_of_renewed(connection: Connection, alliance: Alliance, act: Act) -> tuple[Paper, ...]:
    number = renewed(act)
    found = proposals.id_of_number(connection, alliance.id, number) if number else None
    earlier = proposals.load(connection, found) if found else None
    return earlier.current.papers if earlier and earlier.agreement else ()
