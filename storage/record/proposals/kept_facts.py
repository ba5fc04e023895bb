"""Reads a proposal's facts: all alike, as decisions/proposal/facts.py declares them."""

from collections.abc import Mapping
from typing import Any, get_type_hints

from sqlalchemy import Connection, Select, bindparam, exists, select

from decisions.alliance.membership import change_from_fields
from decisions.proposal.facts import FACTS, Fact, read_as
from decisions.proposal.proposal import Proposal, Report, Revision
from storage.engine.columns import metadata
from storage.tables import proposals, report_refusals, reports, revisions

_OF_PROPOSALS = {
    fact: table for fact, declared in FACTS.items() if "proposal_id" in (table := metadata.tables[declared.table]).c
}


def _query(fact: type[Fact]) -> Select[Any]:
    """Build the query of all facts of one kind, with what other tables know about them."""
    table = _OF_PROPOSALS[fact]
    query: Select[Any] = select(*(table.c[name] for name in get_type_hints(fact) if name in table.c))
    if fact is Revision:
        earlier = proposals.alias()
        # Every proposal has a text, and few have facts of each kind: these are asked for only then.
        there = (
            exists().where(each.c.proposal_id == proposals.c.id).correlate(proposals).label(each.name)
            for each in _OF_PROPOSALS.values()
        )
        query = (
            query.add_columns(earlier.c.number.label("supersedes"))
            .outerjoin(earlier, earlier.c.id == revisions.c.supersedes_id)
            .add_columns(proposals.c.number.label("proposal_number"))
            .add_columns(proposals.c.author, proposals.c.raised_at, proposals.c.change, *there)
            .join(proposals, proposals.c.id == revisions.c.proposal_id)
        )
    if fact is Report:
        query = query.add_columns(report_refusals.c.by.label("refused_by")).outerjoin(
            report_refusals, report_refusals.c.report_id == reports.c.id
        )
    return query.where(table.c.proposal_id == bindparam("proposal_id")).order_by(*table.primary_key)


# Built once: every press needs some of them, and to build them takes longer than to run them.
_QUERIES = {fact: _query(fact) for fact in _OF_PROPOSALS}
_FIELDS = {
    fact: [(name, hint) for name, hint in get_type_hints(fact).items() if name in query.selected_columns]
    for fact, query in _QUERIES.items()
}


def proposal_with_facts(connection: Connection, proposal_id: int) -> Proposal:
    which = {"proposal_id": proposal_id}
    texts = connection.execute(_QUERIES[Revision], which).mappings().all()
    kept: dict[str, Any] = {}
    for fact, table in _OF_PROPOSALS.items():
        if texts[0][table.name]:
            rows = texts if fact is Revision else connection.execute(_QUERIES[fact], which).mappings().all()
            facts = tuple(_made(fact, row) for row in rows)
            name = FACTS[fact].kept_in
            kept[name] = facts[0] if FACTS[fact].is_one else (*kept.get(name, ()), *facts)
    return Proposal(
        id=proposal_id,
        number=texts[0]["proposal_number"],
        author=texts[0]["author"],
        raised_at=texts[0]["raised_at"],
        change=change_from_fields(texts[0]["change"]),
        **kept,
    )


def _made(fact: type[Fact], row: Mapping[Any, Any]) -> Fact:
    return fact(**{name: read_as(hint, row[name]) for name, hint in _FIELDS[fact]})
