"""What does the log alone say of the founding, and what of it can't be?"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from decisions.alliance.alliance import Alliance, Partner
from decisions.alliance.membership import founders_fields
from decisions.log.log_entry import LogEntry

_NOBODY = Alliance(0, "", "", "", (), (), is_founded=False)


def founded(replayed: Any, entry: LogEntry, fields: Mapping[str, Any]) -> None:
    """An alliance is founded by the file of whoever runs Accord, or by all whom a founding was put to."""
    if replayed.alliance is None:
        managers = tuple(fields["operations_managers"])
        replayed.alliance = Alliance(0, fields["name"], entry.alliance, fields["timezone"], managers, ())
        return
    if replayed.alliance.is_founded:
        replayed._doubt(entry, "founds the alliance once more")
        return
    if fields["founders"] != founders_fields(replayed.alliance.partners):
        replayed._doubt(entry, "founds the alliance of others than those who were asked")
    replayed.alliance = replace(replayed.alliance, is_founded=True)


def founding_put(replayed: Any, entry: LogEntry, fields: Mapping[str, Any]) -> None:
    """A founding is put to the partners that it names, or put again with others; whoever stays keeps its id."""
    before: Alliance = replayed.alliance or replace(_NOBODY, channel=entry.alliance)
    if before.is_founded:
        replayed._doubt(entry, "puts the founding of an alliance that is founded")
        return
    named = {each["name"]: tuple(each["representatives"]) for each in fields["founders"]}
    stay = tuple(replace(it, representatives=named[it.name]) for it in before.partners if it.name in named)
    there = {partner.name for partner in stay}
    first = replayed._joined + 1
    new = [name for name in named if name not in there]
    join = tuple(Partner(place, name, named[name]) for place, name in enumerate(new, first))
    replayed._joined += len(join)
    left = tuple(replace(it, representatives=()) for it in before.partners if it.name not in named)
    replayed.alliance = replace(
        before,
        name=fields["name"],
        timezone=fields["timezone"],
        operations_managers=tuple(fields["operations_managers"]),
        partners=(*stay, *join),
        former=(*before.former, *left),
    )


OF_FOUNDING: Mapping[str, Callable[[Any, LogEntry, Mapping[str, Any]], None]] = {
    "founding_put": founding_put,
    "alliance_founded": founded,
}
