"""The steps that an alliance agreed on for when a decision is held."""

from dataclasses import asdict
from datetime import datetime

from sqlalchemy import Connection, exists, null, select, update

from decisions.alliance.ladder import LadderChanges
from decisions.proposal.proposal import Kind
from storage.alliance.due import MOST_AT_ONCE, has_its_turn
from storage.tables import alliances, proposals, responses


def change(connection: Connection, alliance_id: int, agreed: LadderChanges) -> None:
    steps = [asdict(step) for step in agreed.steps] or None
    connection.execute(update(alliances).where(alliances.c.id == alliance_id), {"ladder": steps})


def with_steps(connection: Connection, now: datetime) -> list[int]:
    """List the alliances that have any and in which something open was objected to.

    If there are very many they take turns, as with reminders.
    """
    goes_on = alliances.c.closed_at.is_(null()), alliances.c.rests_since.is_(null())
    objected = (proposals.c.id == responses.c.proposal_id) & (responses.c.kind == Kind.OBJECTION.value)
    is_held = exists().where(proposals.c.alliance_id == alliances.c.id, proposals.c.ended_at.is_(null()), objected)
    query = select(alliances.c.id).where(alliances.c.ladder.is_not(null()), *goes_on, is_held)
    found = list(connection.scalars(query.order_by(alliances.c.id)))
    return found if len(found) <= MOST_AT_ONCE else [each for each in found if has_its_turn(each, now)]
