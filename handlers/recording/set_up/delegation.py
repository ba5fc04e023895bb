"""Records, in one transaction, what a manager decided alone, to whom it is delegated."""

from sqlalchemy import Connection

from decisions.alliance.alliance import Alliance
from decisions.alliance.matter import DECIDED, DelegatedDecision
from handlers.incoming.payloads import Act
from storage.outbox import outbox
from storage.record import decision_log


def record_delegated(connection: Connection, alliance: Alliance, decided: DelegatedDecision, act: Act) -> None:
    """Log it and tell everybody, once. The alliance must have been loaded for writing, or limits would be passed.

    Raises SaidAlready when this act was counted before.
    """
    decision_log.append(
        connection,
        alliance,
        at=decided.at,
        kind=DECIDED,
        actor=decided.by,
        decision=decided.number,
        matter=decided.matter,
        under=decided.under,
        what=decided.what,
        reason=decided.why,
        sum=decided.sum,
    )
    outbox.tell_channel(
        connection, alliance.id, act.delivery, DECIDED, {"decision": decided.number, "by": act.person}, act.now
    )
    outbox.mark(connection, alliance.id, [], [], act.now)
