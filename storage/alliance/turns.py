"""Which of several processes does what is done once a minute: whichever comes first in that minute.

Nothing is held meanwhile: of a process that freezes or ends in the middle, another takes on the next minute, and finds
what is still to be done.
"""

from datetime import datetime

from sqlalchemy import Connection

from storage.engine.upserts import insert_unless_there
from storage.tables import turns


def take(connection: Connection, what: str, now: datetime) -> bool:
    """Take this minute's turn; return False where somebody has it."""
    new = insert_unless_there(connection.dialect.name, turns)
    another = turns.c.minute != new.excluded.minute
    taken = new.on_conflict_do_update(
        index_elements=["what"], set_={"minute": new.excluded.minute}, where=another
    ).returning(turns.c.what)
    minute = now.replace(second=0, microsecond=0)
    return connection.execute(taken, {"what": what, "minute": minute}).one_or_none() is not None
