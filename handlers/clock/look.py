"""What the clock sees of an alliance, whatever it looks for; gathered once, for it comes to many every minute."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row

from decisions.alliance.alliance import Alliance
from decisions.asking.reminder import Reach
from decisions.proposal.proposal import Proposal
from handlers.gathering.waiting import ASKED, open_proposals, reach
from storage.alliance import alliances
from storage.outbox import lately

# What those who owe an answer read, and what managers read of what is overdue.
REMINDER, OVERDUE = "reminder", "overdue_notice"
# Whoever had one of these about a text knows it. A welcome is about all that is open.
WELCOME = "welcome"
BUNDLE_ASKED = "bundle_asked"
TELLING = (ASKED, REMINDER, WELCOME, BUNDLE_ASKED, "amended_notice", "lapsed_notice", "report_request")
# Longer than any run of days without a working day between two reminders of the same matter.
LOOK_BACK = timedelta(days=30)


@dataclass(frozen=True)
class Look:
    """`said` is what people were told lately (slack_user_id, kind, about, created_at), oldest first."""

    alliance: Alliance
    can_be: Reach
    still_open: Sequence[Proposal]
    said: Sequence[Row[Any]]

    def told(self, *kinds: str) -> Iterator[tuple[str, int | None, datetime]]:
        """Find who was told of which proposal when; None stands for all that were open."""
        for row in self.said:
            if row.kind in kinds:
                of = [None] if row.kind == WELCOME else row.about.get("proposals") or [row.about["proposal"]]
                yield from ((row.slack_user_id, proposal_id, row.created_at) for proposal_id in of)


def look(connection: Connection, alliance_id: int, now: datetime) -> Look:
    alliance = alliances.load(connection, alliance_id)
    return Look(
        alliance,
        reach(connection, alliance, now),
        open_proposals(connection, alliance),
        lately.to_people(connection, alliance_id, (*TELLING, OVERDUE), now - LOOK_BACK),
    )
