"""Of which decisions is something to be done, or has something been done lately?"""

from datetime import datetime

from sqlalchemy import ColumnElement, Connection, exists, or_, select

from storage.tables import actions, actions_done, actions_taken_back, proposals

_IS_TO_DO = ~or_(
    *(
        exists().where(ends.c.proposal_id == actions.c.proposal_id, ends.c.place == actions.c.place)
        for ends in (actions_done, actions_taken_back)
    )
)


def ids_with_actions(connection: Connection, alliance_id: int, done_since: datetime | None = None) -> list[int]:
    """List the decisions of which something is to be done, or was done after a moment, by number."""
    concerned: ColumnElement[bool] = proposals.c.id.in_(select(actions.c.proposal_id).where(_IS_TO_DO))
    if done_since:
        concerned |= proposals.c.id.in_(select(actions_done.c.proposal_id).where(actions_done.c.at > done_since))
    query = select(proposals.c.id).where(proposals.c.alliance_id == alliance_id, concerned)
    return list(connection.scalars(query.order_by(proposals.c.number)))


def alliances_with_actions(connection: Connection) -> list[int]:
    """List the alliances in which something is to be done, so that the clock looks at no others."""
    query = select(proposals.c.alliance_id).join(actions, actions.c.proposal_id == proposals.c.id).where(_IS_TO_DO)
    return list(connection.scalars(query.distinct().order_by(proposals.c.alliance_id)))
