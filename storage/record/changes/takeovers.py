"""An alliance is drafted, and the install of Accord that came into its channel first is over: another one goes on."""

from datetime import datetime

from sqlalchemy import Connection, select, update

from storage.alliance import alliances, foundings
from storage.outbox import desks
from storage.record.changes import dormancy
from storage.record.proposals import proposals
from storage.tables import alliances as table


def take_over(connection: Connection, channel: str, install: str, now: datetime) -> bool:
    """The draft of this channel goes on through this install, if it rests; return whether it does.

    What was founded waits for its own install: somebody decided where its records go. An app can't change what another
    one posted, so desk and card are posted anew.
    """
    alliance_id = alliances.of_channel(connection, channel)
    if alliance_id is None:
        return False
    alliance = alliances.load(connection, alliance_id, for_writing=True)
    rests_since = connection.scalar(select(table.c.rests_since).where(table.c.id == alliance_id))
    if rests_since is None or foundings.load(connection, alliance_id) is None:
        return False
    goes_on = {"installed_in": install, "rests_since": None}
    connection.execute(update(table).where(table.c.id == alliance_id), goes_on)
    for proposal_id in proposals.open_ids(connection, alliance_id):
        desks.begin_card_anew(connection, alliance_id, proposal_id, channel, now)
    desks.begin_desk_anew(connection, alliance_id, now)
    dormancy.go_on(connection, alliance, now)
    return True
