"""The forms that an alliance has for its proposals. They are kept in the log, and read from it."""

import json
from datetime import datetime

from sqlalchemy import Connection, select

from decisions.alliance.alliance import Alliance
from decisions.texts.proposal_form import FormField, ProposalForm
from storage.record import decision_log
from storage.tables import log_entries

MADE, REMOVED = "template_made", "template_removed"
# Few entries are about no proposal, and an index has them.
_IS_OF_ALLIANCE = log_entries.c.matter.is_(None)


def every(connection: Connection, alliance_id: int) -> tuple[ProposalForm, ...]:
    """List them in the order in which they were first made."""
    rows = connection.execute(
        select(log_entries.c.kind, log_entries.c.fields)
        .where(log_entries.c.alliance_id == alliance_id, _IS_OF_ALLIANCE, log_entries.c.kind.in_((MADE, REMOVED)))
        .order_by(log_entries.c.sequence)
    )
    there: list[ProposalForm] = []
    for row in rows:
        fields = json.loads(row.fields)
        names = [each.name for each in there]
        if row.kind == REMOVED:
            there = [each for each in there if each.name != fields["name"]]
        elif fields.get("before") in names:
            there[names.index(fields["before"])] = _read(fields)
        else:
            there.append(_read(fields))
    return tuple(there)


def add(
    connection: Connection, alliance: Alliance, made: ProposalForm, before: ProposalForm | None, by: str, at: datetime
) -> None:
    """Log a form, in place of the one `before` if there is one."""
    instead = {"before": before.name} if before else {}
    decision_log.append(
        connection,
        alliance,
        at=at,
        kind=MADE,
        actor=by,
        name=made.name,
        form=[each.name for each in made.fields],
        asks=[each.asks for each in made.fields],
        required=[each.name for each in made.fields if each.is_required],
        **instead,
    )


def remove(connection: Connection, alliance: Alliance, gone: ProposalForm, by: str, at: datetime) -> None:
    decision_log.append(connection, alliance, at=at, kind=REMOVED, actor=by, name=gone.name)


def _read(fields: dict[str, list[str]]) -> ProposalForm:
    asked = zip(fields["form"], fields["asks"], strict=True)
    return ProposalForm(
        str(fields["name"]), tuple(FormField(name, asks, name in fields["required"]) for name, asks in asked)
    )
