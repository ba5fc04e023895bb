"""Records, in one transaction, that a manager takes back what was decided alone."""

from sqlalchemy import Connection

from decisions.alliance.alliance import Alliance
from decisions.alliance.matter import TAKEN_BACK, DecisionTakenBack
from handlers.incoming.payloads import Act
from storage.outbox import outbox
from storage.record import decision_log


def record_taken_back(connection: Connection, alliance: Alliance, back: DecisionTakenBack, act: Act) -> None:
    """Log it and tell everybody, once. The alliance must have been loaded for writing.

    Raises SaidAlready when this act was counted before.
    """
    decision_log.append(
        connection, alliance, at=back.at, kind=TAKEN_BACK, actor=back.by, decision=back.decision, reason=back.reason
    )
    about = {"decision": back.decision, "by": back.by}
    outbox.tell_channel(connection, alliance.id, act.delivery, TAKEN_BACK, about, act.now)
    outbox.mark(connection, alliance.id, [], [], act.now)
