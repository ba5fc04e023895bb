"""The decisions after which something is to be done, or has been done lately."""

from datetime import datetime

from sqlalchemy import Connection, select, union

from storage.alliance.due import IS_TO_DO
from storage.tables import actions, actions_done, proposals


def ids_with_actions(connection: Connection, alliance_id: int, done_since: datetime | None = None) -> list[int]:
    """List the decisions after which something is to be done, or was done since a moment, by number."""
    concerned = [select(actions.c.proposal_id).where(IS_TO_DO)]
    if done_since:
        concerned.append(select(actions_done.c.proposal_id).where(actions_done.c.at > done_since))
    # With OR between them PostgreSQL scans all decisions.
    query = select(proposals.c.id).where(proposals.c.alliance_id == alliance_id, proposals.c.id.in_(union(*concerned)))
    return list(connection.scalars(query.order_by(proposals.c.number)))
