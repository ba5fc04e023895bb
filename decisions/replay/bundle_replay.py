"""Does it follow from the log alone that bundles are counted, and that nothing joins one that was made before?"""

from collections.abc import Callable, Mapping
from typing import Any

from decisions.log.log_entry import LogEntry

Step = Callable[[Any, LogEntry, Mapping[str, Any]], None]


def in_turn(replayed: Any, entry: LogEntry, fields: Mapping[str, Any], *, put_in: Step) -> None:
    """Look also at the number of the bundle in which a proposal is put, where all proposals are read."""
    there = [each for proposal in replayed.proposals.values() for each in proposal.bundled]
    last = max(there, key=lambda each: each.bundle, default=None)
    is_of_last = last is not None and (fields["bundle"], fields["actor"]) == (last.bundle, last.by)
    if replayed.only is None and not is_of_last and fields["bundle"] != (last.bundle if last else 0) + 1:
        replayed._doubt(entry, f"puts No. {fields['number']} in a bundle out of turn")
    put_in(replayed, entry, fields)
