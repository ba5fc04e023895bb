"""Whether the tables say what the log says, row by row and both ways (rule 10)."""

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field, fields, is_dataclass, replace
from itertools import zip_longest
from typing import Any

from sqlalchemy import Connection, select

from decisions.alliance.alliance import Alliance, Partner
from decisions.alliance.matter import DeciderChange
from decisions.alliance.membership import OF_ONE_THAT_IS_HERE
from decisions.proposal.facts import KEPT, facts_of_kind
from decisions.proposal.proposal import Proposal
from decisions.replay.replay import replay
from storage.alliance import alliances
from storage.record import decision_log
from storage.record.proposals import papers, proposals
from storage.tables import partners as partners_table
from storage.tables import proposals as proposals_table
from storage.tables import revisions as revisions_table

# This many bits of a response's id are the sequence of its entry (facts.py).
_SEQUENCE = (1 << 32) - 1
_SETTINGS = {
    "name": "another name",
    "channel": "another channel",
    "timezone": "another time zone",
    "operations_managers": "other operations managers",
    "is_founded": "another founding",
    "closed_at": "another closing",
    "seals_first_rounds": "another first round",
    "ladder": "other steps for a held decision",
}
_ONE = {
    "author": "author",
    "raised_at": "day of raising",
    "change": "change of the partners",
    **{declared.kept_in: declared.noun for declared in KEPT.values() if declared.is_one},
}
_SEVERAL = {fact: declared.noun for fact, declared in KEPT.items() if not declared.is_one}
# These say which partner they belong to.
_OF_PARTNERS = [KEPT[fact].kept_in for fact in KEPT if "partner_id" in fact.__dataclass_fields__]


def differences(connection: Connection, alliance_id: int) -> Iterator[str]:
    """Say, a sentence each, what does not follow from the log and where the tables differ."""
    replayed = replay(decision_log.entries(connection, alliance_id))
    yield from (doubt.words for doubt in replayed.doubts)
    if replayed.alliance is None:
        yield "the log does not tell of the founding"
        return
    sameness = Sameness(replayed.pseudonyms)
    places = _places(connection, alliance_id)
    stored = _alliance_in_places(alliances.load(connection, alliance_id), places)
    yield from _of_alliance(stored, replayed.alliance, sameness)
    kept = {
        row.number: row.id
        for row in connection.execute(
            select(proposals_table.c.number, proposals_table.c.id).where(proposals_table.c.alliance_id == alliance_id)
        )
    }
    with_text = set(connection.scalars(select(revisions_table.c.proposal_id).distinct()))
    for number in sorted(kept.keys() | replayed.proposals.keys()):
        if number not in kept:
            yield f"No. {number} stands in the log, and not in the tables"
        elif number not in replayed.proposals:
            yield f"No. {number} stands in the tables, and not in the log"
        elif kept[number] not in with_text:
            yield f"No. {number} has no text in the tables"
        else:
            proposal = _proposal_in_places(proposals.load(connection, kept[number]), places)
            yield from _of_proposal(proposal, replayed.proposals[number], sameness)
            yield from papers.not_as_told(connection, alliance_id, replayed.proposals[number])


@dataclass
class Sameness:
    """Whether two facts are the same, apart from people whom the tables call by a pseudonym that the log knows.

    The log keeps their ids, and does not say whose pseudonym it is; each stands for one person everywhere.
    """

    pseudonyms: Set[str]
    _called: dict[str, str] = field(default_factory=dict)

    def __call__(self, stored: object, told: object) -> bool:
        if isinstance(stored, str) and isinstance(told, str) and stored in self.pseudonyms:
            return self._called.setdefault(told, stored) == stored
        if is_dataclass(stored) and type(stored) is type(told):
            return all(
                self(getattr(stored, each.name), getattr(told, each.name)) for each in fields(stored) if each.compare
            )
        if isinstance(stored, tuple) and isinstance(told, tuple):
            return len(stored) == len(told) and all(map(self, stored, told))
        return stored == told


def _of_alliance(stored: Alliance, told: Alliance, same: Sameness) -> Iterator[str]:
    for name, what in _SETTINGS.items():
        if not same(getattr(stored, name), getattr(told, name)):
            yield f"the tables have {what} of the alliance than the log"
    for ours, theirs in zip_longest(stored.partners, told.partners):
        if not same(ours, theirs):
            yield f"the tables have {_described(ours)} where the log has {_described(theirs)}"
    if {(partner.id, partner.name) for partner in stored.former} != {
        (partner.id, partner.name) for partner in told.former
    }:
        yield "the tables have other partners who left than the log"


def _described(partner: Partner | None) -> str:
    return f"{partner.name}, represented by {', '.join(partner.representatives)}" if partner else "no partner"


def _of_proposal(stored: Proposal, told: Proposal, same: Sameness) -> Iterator[str]:
    for name, what in _ONE.items():
        if not same(getattr(stored, name), getattr(told, name)):
            yield f"No. {told.number}: its {what} in the tables is not the log's"
    for fact, what in _SEVERAL.items():
        pairs = zip_longest(facts_of_kind(stored, fact), facts_of_kind(told, fact))
        for place, (ours, theirs) in enumerate(pairs, 1):
            if not same(ours, theirs):
                which = "is missing" if ours is None else "is not the log's" if theirs else "stands in no log entry"
                yield f"No. {told.number}: {what} {place} in the tables {which}"


def _places(connection: Connection, alliance_id: int) -> dict[int, int]:
    """Return each partner's place in the order of joining, which is its id in a replay, by its own id."""
    query = select(partners_table.c.id).where(partners_table.c.alliance_id == alliance_id).order_by(partners_table.c.id)
    return {partner_id: place for place, partner_id in enumerate(connection.scalars(query), 1)}


def _alliance_in_places(alliance: Alliance, places: Mapping[int, int]) -> Alliance:
    return replace(
        alliance,
        partners=tuple(replace(partner, id=places[partner.id]) for partner in alliance.partners),
        former=tuple(replace(partner, id=places[partner.id]) for partner in alliance.former),
    )


def _proposal_in_places(proposal: Proposal, places: Mapping[int, int]) -> Proposal:
    """Give everything the id that it has in a replay."""
    change, agreement = proposal.change, proposal.agreement
    if isinstance(change, (*OF_ONE_THAT_IS_HERE, DeciderChange)):
        change = replace(change, partner_id=places.get(change.partner_id, 0))
    suggested = {each.id: place for place, each in enumerate(proposal.suggestions, 1)}

    def placed(told: Any, **ids: int) -> Any:
        return replace(told, partner_id=places.get(told.partner_id, 0), **ids)

    kept: dict[str, Any] = {name: tuple(placed(each) for each in getattr(proposal, name)) for name in _OF_PARTNERS}
    kept |= {
        "revisions": tuple(
            replace(text, suggestion=suggested.get(text.suggestion)) if text.suggestion else text
            for text in proposal.revisions
        ),
        "responses": tuple(placed(said, id=said.id & _SEQUENCE) for said in proposal.responses),
        "beforehand": tuple(placed(said, id=said.id & _SEQUENCE) for said in proposal.beforehand),
        "interests": tuple(
            placed(said, id=said.id & _SEQUENCE, whose=places.get(said.whose, 0)) for said in proposal.interests
        ),
        "sealed_answers": tuple(placed(said, id=said.id & _SEQUENCE) for said in proposal.sealed_answers),
        "reports": tuple(
            placed(each, id=place, after=each.after & _SEQUENCE) for place, each in enumerate(proposal.reports, 1)
        ),
        "suggestions": tuple(
            placed(each, id=suggested[each.id], objection=each.objection & _SEQUENCE) for each in proposal.suggestions
        ),
    }
    if agreement:
        ids = tuple(places.get(each, 0) for each in agreement.partners)
        owner = places.get(agreement.reserved_to, 0) if agreement.reserved_to else None
        agreement = replace(agreement, partners=ids, reserved_to=owner)
    return replace(proposal, id=proposal.number, change=change, agreement=agreement, **kept)
