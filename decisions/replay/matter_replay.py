"""What does the log alone say of whose matter something is? Only what all agreed to, and nothing beyond it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from decisions.alliance.delegation import what_is_wrong
from decisions.alliance.matter import DECIDED, LIMITED, SET, TAKEN_BACK, DeciderChange, told_back
from decisions.log.log_entry import LogEntry
from decisions.replay.alliance_replay import OF_ALLIANCE
from decisions.replay.sealed_replay import SealedReplay
from decisions.set_up import taking_back


@dataclass
class MattersReplay(SealedReplay):
    """How things stand in the alliance, with whose matter something is."""

    _newest: datetime | None = None

    def _doubt_if_back_dated(self, entry: LogEntry) -> None:
        """What counts since when, such as a class of matters, follows from the times."""
        at, before = datetime.fromisoformat(entry.at), self._newest
        self._newest = at
        if before and at < before:
            self._doubt(entry, "says an earlier time than the entry before it")

    def _matters_set(self, entry: LogEntry, fields: Mapping[str, Any]) -> None:
        """Nothing but a decision that says just that sets a class of matters."""
        decided = self._to_carry_out.pop(fields["number"], None)
        told = DeciderChange(
            fields["matter"],
            fields["decider"],
            self._partner(fields).id if fields["partner"] else 0,
            **{name: fields[name] for name in ("each", "in_all", "until") if name in fields},
        )
        # Whose it is tells the id: the partner may be called otherwise since it was proposed.
        is_decided = isinstance(decided, DeciderChange) and replace(decided, partner="") == told
        if self.only is None and not is_decided:
            self._doubt(entry, f"says who decides {told.matter}, and No. {fields['number']} does not")
        self._go_on(entry)

    def _decided_alone(self, entry: LogEntry, _fields: Mapping[str, Any]) -> None:
        before = self._here
        after = before.matters.after(entry.kind, entry.at, entry.fields)
        if wrong := what_is_wrong(before, after.made[-1]):
            self._doubt(entry, wrong)
        self._go_on(entry)

    def _taken_back(self, entry: LogEntry, fields: Mapping[str, Any]) -> None:
        if wrong := taking_back.what_is_wrong(self._here, told_back(entry.at, fields)):
            self._doubt(entry, wrong)
        self._go_on(entry)

    def _own_limit_set(self, entry: LogEntry, fields: Mapping[str, Any]) -> None:
        self._speaks(entry, self._partner(fields))
        self._go_on(entry)

    def _renamed(self, entry: LogEntry, fields: Mapping[str, Any]) -> None:
        self._partner_renamed(entry, fields)
        self._go_on(entry)

    def _left(self, entry: LogEntry, fields: Mapping[str, Any]) -> None:
        self._partner_left(entry, fields)
        self._go_on(entry)

    def _go_on(self, entry: LogEntry) -> None:
        self.alliance = replace(self._here, matters=self._here.matters.after(entry.kind, entry.at, entry.fields))


OF_ALLIANCE_AND_MATTERS: Mapping[str, Callable[[Any, LogEntry, Mapping[str, Any]], None]] = {
    **OF_ALLIANCE,
    SET: MattersReplay._matters_set,
    DECIDED: MattersReplay._decided_alone,
    TAKEN_BACK: MattersReplay._taken_back,
    LIMITED: MattersReplay._own_limit_set,
    "partner_renamed": MattersReplay._renamed,
    "partner_left": MattersReplay._left,
}
