"""The standing interests of partners. Logged, and read back from the log."""

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from decisions.alliance.alliance import Alliance
from decisions.answers.standing_interest import StandingInterest
from decisions.proposal.proposal import Nature
from storage.record import decision_log
from storage.tables import log_entries

DECLARED, REVIEWED, ENDED = (
    "standing_interest_declared",
    "standing_interest_reviewed",
    "standing_interest_ended",
)
_KINDS = (DECLARED, REVIEWED, ENDED, "partner_renamed", "partner_left")


def declare(connection: Connection, alliance: Alliance, this: StandingInterest) -> None:
    """Put one in the register. The alliance must have been loaded for writing."""
    decision_log.append(
        connection,
        alliance,
        at=this.declared_at,
        kind=DECLARED,
        actor=this.by,
        partner=this.partner,
        nature=this.nature.value,
        words=this.words,
    )


def look_at(
    connection: Connection, alliance: Alliance, this: StandingInterest, *, by: str, at: datetime, is_over: bool
) -> None:
    """Log that an interest still stands, or that it has ended."""
    kind = ENDED if is_over else REVIEWED
    decision_log.append(connection, alliance, at=at, kind=kind, actor=by, partner=this.partner, entry=this.entry)


def standing(connection: Connection, alliance_id: int) -> list[StandingInterest]:
    """List those that stand, oldest first, with the partners' present names."""
    rows = connection.execute(
        select(log_entries)
        .where(log_entries.c.alliance_id == alliance_id, log_entries.c.kind.in_(_KINDS))
        .order_by(log_entries.c.sequence)
    )
    return list(_read(rows).values())


def _read(rows: Iterable[Any]) -> dict[int, StandingInterest]:
    read: dict[int, StandingInterest] = {}
    for row in rows:
        fields, at = json.loads(row.fields), datetime.fromisoformat(row.at)
        if row.kind == DECLARED:
            nature = Nature(fields["nature"])
            read[row.sequence] = StandingInterest(row.partner, nature, fields["words"], row.actor, at, at, row.sequence)
        elif row.kind == "partner_renamed":
            read = {
                entry: replace(each, partner=row.partner) if each.partner == fields["before"] else each
                for entry, each in read.items()
            }
        elif row.kind == "partner_left":
            read = {entry: each for entry, each in read.items() if each.partner != row.partner}
        elif row.kind == ENDED:
            read.pop(fields["entry"], None)
        elif fields["entry"] in read:
            read[fields["entry"]] = replace(read[fields["entry"]], looked_at=at)
    return read
