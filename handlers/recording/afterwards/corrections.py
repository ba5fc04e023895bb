"""Sets until when partners may correct the record of a decision that is made now."""

from dataclasses import replace

from sqlalchemy import Connection

from decisions.afterwards import correction
from decisions.alliance.alliance import Alliance, local_day
from decisions.proposal.proposal import Agreement
from handlers.gathering.waiting import holidays
from storage.alliance import alliances


def with_last_day(connection: Connection, alliance: Alliance, agreed: Agreement) -> Agreement:
    """Name the last day on which the record may be corrected, where the alliance set it."""
    said = alliances.settings(connection, alliance.id)
    if not said.correction_days:
        return agreed
    kept = holidays(said.country, said.region)
    last = correction.last_day(local_day(agreed.at, alliance), said.correction_days, kept)
    return replace(agreed, correct_by=last)
