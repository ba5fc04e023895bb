"""How does a partner join or leave, and what else does a decision change about an alliance?

The founding partners come with the set-up; afterwards only a unanimous decision changes them, at the
moment it is agreed (rule 7). A `Change` is that part of a proposal's text which Accord carries out itself.
Who speaks for a partner it says itself (decisions/people/appointment.py).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from decisions.alliance import membership_refusal
from decisions.alliance.alliance import Alliance, Partner
from decisions.alliance.ladder import LadderChanges, Step
from decisions.alliance.matter import Decider, DeciderChange
from decisions.words import refusal
from decisions.words.spelling import alike, written_in_line

LONGEST_NAME = 80


@dataclass(frozen=True)
class PartnerJoins:
    name: str
    representatives: tuple[str, ...]


@dataclass(frozen=True)
class PartnerLeaves:
    partner_id: int
    name: str


@dataclass(frozen=True)
class RepresentativesChange:
    """Earlier versions let the others decide this too, and carry it out when it is agreed."""

    partner_id: int
    name: str
    representatives: tuple[str, ...]


@dataclass(frozen=True)
class AllianceCloses:
    """The alliance is closed for good (closing.py); it is about no partner by name."""

    @property
    def name(self) -> str:
        return ""


@dataclass(frozen=True)
class ManagersChange:
    """Others manage (managing.py); it is about no partner by name."""

    operations_managers: tuple[str, ...]

    @property
    def name(self) -> str:
        return ""


OfPartner = PartnerJoins | PartnerLeaves | RepresentativesChange
Change = OfPartner | AllianceCloses | LadderChanges | ManagersChange | DeciderChange
OF_ONE_THAT_IS_HERE = (PartnerLeaves, RepresentativesChange)
# What the decision log calls each of them.
_KINDS: dict[str, type[Change]] = {
    "PartnerJoins": PartnerJoins,
    "PartnerLeaves": PartnerLeaves,
    "RepresentativesChange": RepresentativesChange,
    "AllianceCloses": AllianceCloses,
    "LadderChanges": LadderChanges,
    "ManagersChange": ManagersChange,
    "MatterSet": DeciderChange,
}
_CALLED = {change: kind for kind, change in _KINDS.items()}


def change_fields(change: Change | None) -> dict[str, Any] | None:
    """Write a change as the decision log keeps it."""
    return {"kind": _CALLED[type(change)], **asdict(change)} if change else None


def change_from_fields(fields: Mapping[str, Any] | None) -> Change | None:
    if fields is None:
        return None
    values: dict[str, Any] = {name: _read(value) for name, value in fields.items() if name != "kind"}
    return _KINDS[fields["kind"]](**values)


def _read(value: Any) -> Any:
    return (
        tuple(Step(**each) if isinstance(each, dict) else each for each in value) if isinstance(value, list) else value
    )


def founders_fields(founders: Iterable[Partner | PartnerJoins]) -> list[dict[str, Any]]:
    """Write those who found an alliance as the decision log keeps them."""
    return [{"name": each.name, "representatives": list(each.representatives)} for each in founders]


def joining(
    alliance: Alliance, pending: Iterable[tuple[int, Change]], name: str, people: Sequence[str]
) -> PartnerJoins:
    """Check that this partner can join. `pending` are the changes in open proposals, with their numbers."""
    change = PartnerJoins(written_in_line(name), _each_once(people))
    if not change.name:
        raise refusal.missing("name", "the organisation's name")
    if len(change.name) > LONGEST_NAME:
        raise refusal.too_long("name", LONGEST_NAME, len(change.name))
    if any(alike(partner.name) == alike(change.name) for partner in alliance.partners):
        raise membership_refusal.partner_exists("name", change.name)
    people_are_free(alliance, change.representatives, own=None)
    _nothing_pending(pending, change, "name")
    return change


def leaving(alliance: Alliance, pending: Iterable[tuple[int, Change]], partner_id: int) -> Change:
    pending = list(pending)
    partner = _partner(alliance, partner_id)
    change = PartnerLeaves(partner.id, partner.name)
    _nothing_pending(pending, change, "partner")
    others_leaving = sum(isinstance(other, PartnerLeaves) for _, other in pending)
    if len(alliance.partners) - others_leaving <= 2:
        raise membership_refusal.last_partners("partner")
    return change


def _partner(alliance: Alliance, partner_id: int) -> Partner:
    partner = alliance.partner(partner_id)
    if partner is None:
        raise membership_refusal.not_a_partner("partner")
    return partner


def people_are_free(alliance: Alliance, people: Sequence[str], own: Partner | None) -> None:
    if not people:
        raise refusal.missing("people", "who speaks for this partner")
    for person in people:
        theirs = alliance.partner_of(person)
        if theirs and (own is None or theirs.id != own.id):
            raise membership_refusal.represents_already("people", person, theirs)


def _nothing_pending(pending: Iterable[tuple[int, Change]], change: Change, field: str) -> None:
    """Two open changes of the same partner or person could contradict each other once both are agreed."""
    for number, other in pending:
        if _same_partner(other, change) or set(people_of(other)) & set(people_of(change)):
            raise membership_refusal.change_pending(field, number)


def _same_partner(one: Change, other: Change) -> bool:
    """Whoever joins has only a name; others may have been renamed since it was proposed."""
    if isinstance(one, OF_ONE_THAT_IS_HERE) and isinstance(other, OF_ONE_THAT_IS_HERE):
        return one.partner_id == other.partner_id
    return alike(one.name) == alike(other.name)


def people_of(change: Change) -> tuple[str, ...]:
    if isinstance(change, ManagersChange):
        return change.operations_managers
    return change.representatives if isinstance(change, PartnerJoins | RepresentativesChange) else ()


def _each_once(people: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(people))


def title(change: Change) -> str:
    """Name the proposal that makes this change."""
    if isinstance(change, PartnerJoins):
        return f"{change.name} joins the alliance"
    if isinstance(change, PartnerLeaves):
        return f"{change.name} leaves the alliance"
    if isinstance(change, AllianceCloses):
        return "We close this alliance"
    if isinstance(change, DeciderChange):
        again = " again" if change.decider == Decider.ALL else ""
        return f"Who decides{again}: {change.matter}"
    if isinstance(change, LadderChanges):
        return "What we do when a decision is held" if change.steps else "No steps any more when a decision is held"
    if isinstance(change, ManagersChange):
        return "Who manages our alliance"
    return f"Other people speak for {change.name}"
