"""Records, in one transaction, whose matter something is."""

from typing import Any

from sqlalchemy import Connection

from decisions.alliance.alliance import Alliance
from decisions.alliance.matter import LIMITED, SET, DeciderChange, OwnLimit
from handlers.incoming.payloads import Act
from storage.outbox import outbox
from storage.record import decision_log
from storage.record.news import News


def set_matter(connection: Connection, alliance: Alliance, number: int, change: DeciderChange, news: News) -> None:
    """All agreed to it: from this moment on it is so."""
    partner = alliance.partner(change.partner_id)
    if change.partner_id and partner is None:
        # It left before this was agreed: all decide what is nobody's own matter.
        return
    limits: dict[str, Any] = {"each": change.each, "in_all": change.in_all, "until": change.until}
    decision_log.append(
        connection,
        alliance,
        at=news.now,
        kind=SET,
        actor="",
        partner=partner.name if partner else "",
        number=number,
        matter=change.matter,
        decider=change.decider,
        **{name: value for name, value in limits.items() if value},
    )


def record_limit(connection: Connection, alliance: Alliance, partner: str, limit: OwnLimit | None, act: Act) -> None:
    """A partner says of its own people from which sum on they must say so first. Raises SaidAlready."""
    told = {"limit": limit.over if limit else None, "who": limit.who if limit else ""}
    decision_log.append(connection, alliance, at=act.now, kind=LIMITED, actor=act.person, partner=partner, **told)
    outbox.tell_channel(
        connection, alliance.id, act.delivery, LIMITED, {"partner": partner, "by": act.person, **told}, act.now
    )
    outbox.mark_open_cards(connection, act.now, alliance.id)
