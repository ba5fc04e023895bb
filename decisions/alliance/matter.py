"""What did the partners agree about whose matter something is, and what does a partner say of its own limits?

All partners decide everything (rule 1), but for classes of matters about which all of them agreed otherwise. All of it
is kept in the decision log and follows from it alone: a partner is called by the name that it has at the moment. What a
manager may decide alone stands in delegation.py, and how a class is proposed in decisions/set_up/matter_class.py.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

SET, DECIDED, LIMITED = "matters_set", "delegated_decision_made", "own_limit_set"
TAKEN_BACK = "delegated_decision_taken_back"
# The entries from which it follows.
BEGINNING = datetime.min.replace(tzinfo=UTC)
KINDS = (SET, DECIDED, TAKEN_BACK, LIMITED, "partner_renamed", "partner_left")


class Decider(StrEnum):
    """Who decides: all partners, as everything that has no class; one of them by law; or an operations manager."""

    ALL = "all"
    PARTNER = "partner"
    MANAGER = "manager"


@dataclass(frozen=True)
class DeciderChange:
    """What a decision changes: who decides a class of matters from then on. Of those without a limit there is 0.

    `until` is the last day on which it is delegated, as in 2027-06-30.
    """

    matter: str
    decider: str
    partner_id: int = 0
    partner: str = ""
    each: int = 0
    in_all: int = 0
    until: str = ""

    @property
    def name(self) -> str:
        """It is about no partner that joins, leaves or is called otherwise."""
        return ""


@dataclass(frozen=True)
class MatterClass:
    """A class that is not decided by all; `number` is that of the decision that says so.

    One is reserved to a `partner` by law. Another one is delegated, up to a sum for `each` decision and one `in_all`,
    and `until` a last day. It counts for texts that were put `since` it was set.
    """

    name: str
    decider: Decider
    number: int
    partner: str = ""
    each: int = 0
    in_all: int = 0
    until: date = date.max
    since: datetime = BEGINNING

    @property
    def is_reserved(self) -> bool:
        """Whether one partner decides it alone, by law."""
        return self.decider is Decider.PARTNER


@dataclass(frozen=True)
class DecisionTakenBack:
    """A manager took back what one of them had decided alone, such as D1 for the `decision` 1."""

    decision: int
    by: str
    at: datetime
    reason: str


@dataclass(frozen=True)
class DelegatedDecision:
    """What an operations manager decided alone, `under` the decision of this number that delegates it.

    These have numbers of their own, for no partner was asked: D1, D2, and so on.
    """

    number: int
    matter: str
    under: int
    what: str
    why: str
    sum: int
    by: str
    at: datetime
    taken_back: DecisionTakenBack | None = None

    @property
    def called(self) -> str:
        return f"D{self.number}"

    @property
    def people(self) -> tuple[str, ...]:
        return (self.by, self.taken_back.by) if self.taken_back else (self.by,)


@dataclass(frozen=True)
class OwnLimit:
    """A partner says that over this sum somebody of its own, such as "our board", must say so first."""

    partner: str
    over: int
    who: str


@dataclass(frozen=True)
class Matters:
    """All of it, as it stands after some of the log's entries."""

    classes: tuple[MatterClass, ...] = ()
    made: tuple[DelegatedDecision, ...] = ()
    limits: tuple[OwnLimit, ...] = ()

    @property
    def are_used(self) -> bool:
        """Where an alliance has none of it, nothing is seen of it."""
        return bool(self.classes or self.limits)

    def named(self, name: str) -> MatterClass | None:
        return next((each for each in self.classes if each.name == name), None)

    def decided(self, number: int) -> DelegatedDecision | None:
        return next((each for each in self.made if each.number == number), None)

    def limit_of(self, partner: str) -> OwnLimit | None:
        return next((each for each in self.limits if each.partner == partner), None)

    def limit_passed(self, partner: str, amount: int | None) -> OwnLimit | None:
        """Find the limit of a partner over which this sum is."""
        limit = self.limit_of(partner)
        return limit if limit and amount and amount > limit.over else None

    def after(self, kind: str, at: str, fields: Mapping[str, Any]) -> "Matters":
        """Apply one entry of the log, of one of the KINDS."""
        if kind == SET:
            others = tuple(each for each in self.classes if each.name != fields["matter"])
            return replace(self, classes=others if fields["decider"] == Decider.ALL else (*others, _class(at, fields)))
        if kind == DECIDED:
            return replace(self, made=(*self.made, _decision(at, fields)))
        if kind == TAKEN_BACK:
            back = told_back(at, fields)
            made = (replace(it, taken_back=back) if it.number == back.decision else it for it in self.made)
            return replace(self, made=tuple(made))
        if kind == LIMITED:
            others_limits = tuple(each for each in self.limits if each.partner != fields["partner"])
            own = (OwnLimit(fields["partner"], fields["limit"], fields["who"]),) if fields["limit"] else ()
            return replace(self, limits=(*others_limits, *own))
        if kind == "partner_renamed":
            return self._called(fields["before"], fields["partner"])
        return self._without(fields["partner"])

    def _called(self, before: str, after: str) -> "Matters":
        classes = tuple(replace(it, partner=after) if it.partner == before else it for it in self.classes)
        limits = tuple(replace(it, partner=after) if it.partner == before else it for it in self.limits)
        return replace(self, classes=classes, limits=limits)

    def _without(self, partner: str) -> "Matters":
        """What was reserved to a partner that left is decided by all."""
        classes = tuple(each for each in self.classes if each.partner != partner)
        return replace(self, classes=classes, limits=tuple(it for it in self.limits if it.partner != partner))


def _class(at: str, fields: Mapping[str, Any]) -> MatterClass:
    return MatterClass(
        fields["matter"],
        Decider(fields["decider"]),
        fields["number"],
        fields["partner"],
        fields.get("each", 0),
        fields.get("in_all", 0),
        date.fromisoformat(fields["until"]) if fields.get("until") else date.max,
        datetime.fromisoformat(at),
    )


def _decision(at: str, fields: Mapping[str, Any]) -> DelegatedDecision:
    told = {name: fields[name] for name in ("matter", "under", "what", "sum")}
    by, number, why = fields["actor"], fields["decision"], fields["reason"]
    return DelegatedDecision(number=number, by=by, at=datetime.fromisoformat(at), why=why, **told)


def told_back(at: str, fields: Mapping[str, Any]) -> DecisionTakenBack:
    return DecisionTakenBack(fields["decision"], fields["actor"], datetime.fromisoformat(at), fields["reason"])
