"""Which steps did an alliance agree for when a decision is held?"""

from dataclasses import asdict

from sqlalchemy import Connection, update

from decisions.ladder import LadderChanges
from storage.tables import alliances


def change(connection: Connection, alliance_id: int, agreed: LadderChanges) -> None:
    steps = [asdict(step) for step in agreed.steps] or None
    connection.execute(update(alliances).where(alliances.c.id == alliance_id), {"ladder": steps})
