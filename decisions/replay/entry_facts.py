"""Which fact does an entry of the log tell of?

What earlier versions did not write yet is empty; what later ones write besides is passed over. Whoever spoke for which
partner, and what stood before, is for the replay to say (replay.py).
"""

from dataclasses import fields
from typing import Any, TypeVar, get_type_hints

from decisions.log.log_entry import LogEntry
from decisions.proposal.facts import FACTS, Fact, read_as

F = TypeVar("F", bound=Fact)

# Worked out once: for every entry it would take as long as all else about it.
_TYPES = {which: get_type_hints(which) for which in FACTS}
_NOT_YET: dict[str, Any] = {"rich_text": {}, "supersedes": None}


def fact(which: type[F], entry: LogEntry, /, **known: Any) -> F:
    """Read a fact of this kind. `known` is what its entry does not say, or says in names.

    Raises LookupError, TypeError or ValueError for what was not written by Accord.
    """
    told = {"by": entry.fields["actor"], "at": entry.at, **entry.fields}
    told |= {own: told[name] for name, own in FACTS[which].logged_as.items()}
    hints = _TYPES[which]
    values = {
        each.name: read_as(hints[each.name], told[each.name])
        for each in fields(which)
        if each.name in told and each.name not in known
    }
    missing = {name: value for name, value in _NOT_YET.items() if name in hints and name not in values}
    return which(**{**missing, **values, **known})
