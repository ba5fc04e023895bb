"""Of which decisions is something to be done, or has something been done lately?"""

from datetime import datetime

from sqlalchemy import ColumnElement, Connection, select

from storage.alliance.due import IS_TO_DO
from storage.tables import actions, actions_done, proposals


def ids_with_actions(connection: Connection, alliance_id: int, done_since: datetime | None = None) -> list[int]:
    """List the decisions of which something is to be done, or was done after a moment, by number."""
    concerned: ColumnElement[bool] = proposals.c.id.in_(select(actions.c.proposal_id).where(IS_TO_DO))
    if done_since:
        concerned |= proposals.c.id.in_(select(actions_done.c.proposal_id).where(actions_done.c.at > done_since))
    query = select(proposals.c.id).where(proposals.c.alliance_id == alliance_id, concerned)
    return list(connection.scalars(query.order_by(proposals.c.number)))
