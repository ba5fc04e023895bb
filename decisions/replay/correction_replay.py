"""What does the log alone say of corrections, and what of it can't be?"""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from decisions.afterwards import correction
from decisions.log.log_entry import LogEntry
from decisions.proposal.facts import with_fact
from decisions.proposal.proposal import Agreement
from decisions.replay.entry_facts import fact
from decisions.said.correction import Correction

Step = Callable[[Any, LogEntry, Mapping[str, Any]], None]


def _corrected(replayed: Any, entry: LogEntry, fields: Mapping[str, Any]) -> None:
    """A partner puts its words beside the record of a decision."""
    proposal, partner = replayed.proposals[fields["number"]], replayed._partner(fields)
    replayed._speaks(entry, partner)
    told = fact(Correction, entry, partner_id=partner.id)
    for words in correction.doubts_about(told, proposal, replayed._here):
        replayed._doubt(entry, words)
    replayed._put(with_fact(proposal, told))


def with_last_day(agreed: Step) -> Step:
    """Look also at the last day for corrections that the entry of a decision names."""

    def step(replayed: Any, entry: LogEntry, fields: Mapping[str, Any]) -> None:
        named = fields.get("correct_by")
        told = Agreement(0, datetime.fromisoformat(entry.at), (), date.fromisoformat(named) if named else None)
        for words in correction.doubts_about_day(told, replayed._here, replayed.correction_days):
            replayed._doubt(entry, words)
        agreed(replayed, entry, fields)

    return step


OF_CORRECTIONS: Mapping[str, Step] = {"record_corrected": _corrected}
