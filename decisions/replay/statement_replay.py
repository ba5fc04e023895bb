"""What does the log alone say of statements beside a matter, and of the days to correct a record?"""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import partial
from typing import Any

from decisions.afterwards import correction
from decisions.alliance.alliance import local_day
from decisions.log.log_entry import LogEntry
from decisions.proposal.facts import with_fact
from decisions.replay.doubts import DOUBTS
from decisions.replay.entry_facts import fact
from decisions.said.statements import STATEMENTS, Statement

Step = Callable[[Any, LogEntry, Mapping[str, Any]], None]


def _stated(replayed: Any, entry: LogEntry, fields: Mapping[str, Any], which: type[Statement]) -> None:
    """A partner puts its words beside a matter that is open, or beside the record of a decision."""
    is_of_decision, partner = STATEMENTS[which].is_of_decision, replayed._partner(fields)
    proposal = replayed.proposals[fields["number"]] if is_of_decision else replayed._open(entry, fields)
    replayed._speaks(entry, partner)
    told = fact(which, entry, partner_id=partner.id)
    if which in DOUBTS:
        for words in DOUBTS[which](told, proposal, replayed._here):
            replayed._doubt(entry, words)
    replayed._put(with_fact(proposal, told))


def with_last_day(replayed: Any, entry: LogEntry, fields: Mapping[str, Any], *, agreed: Step) -> None:
    """Look also at the last day for corrections that the entry of a decision names."""
    named = fields.get("correct_by")
    correct_by = date.fromisoformat(named) if named else None
    agreed_on = local_day(datetime.fromisoformat(entry.at), replayed._here)
    for words in correction.doubts_about_day(agreed_on, correct_by, replayed.correction_days):
        replayed._doubt(entry, words)
    agreed(replayed, entry, fields)


OF_STATEMENTS: Mapping[str, Step] = {it.logged_as: partial(_stated, which=each) for each, it in STATEMENTS.items()}
