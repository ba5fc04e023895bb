"""Adds facts: each with its log entry, in the caller's transaction, never changed afterwards."""

from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, insert, update

from decisions.afterwards.review import looked_at_on
from decisions.alliance.alliance import Alliance
from decisions.alliance.membership import Change, change_fields
from decisions.proposal.facts import FACTS, Fact, logged, partner_of, with_fact
from decisions.proposal.proposal import Agreement, Interest, Proposal, Response, Review, Revision, Withdrawal
from decisions.said.paper import Paper
from decisions.said.sealed_facts import SealedAnswer
from storage.engine.columns import metadata
from storage.record import decision_log
from storage.record.proposals import search
from storage.record.proposals.proposals import id_of_number
from storage.tables import alliances, proposals

# Built once: every press adds a row to one of them.
_ADD = {declared.table: insert(metadata.tables[declared.table]) for declared in FACTS.values()}


def add_proposal(connection: Connection, alliance: Alliance, first: Revision, change: Change | None = None) -> Proposal:
    """Give a proposal the alliance's next number and store its first text."""
    first = replace(first, at=decision_log.moment(connection, alliance, first.at))
    number = connection.execute(
        update(alliances)
        .where(alliances.c.id == alliance.id)
        .values(last_number=alliances.c.last_number + 1)
        .returning(alliances.c.last_number)
    ).scalar_one()
    row = {"alliance_id": alliance.id, "number": number, "author": first.by, "raised_at": first.at}
    proposal_id = connection.execute(
        insert(proposals).returning(proposals.c.id), {**row, "change": change_fields(change)}
    ).scalar_one()
    proposal = Proposal(proposal_id, number, first.by, first.at, (first,), change=change)
    add(connection, alliance, proposal, first)
    return proposal


def add(connection: Connection, alliance: Alliance, proposal: Proposal, fact: Fact) -> Proposal:
    """Store a fact about a proposal; return the proposal as it is after it. The fact in it has its id."""
    end = decision_log.end(connection, alliance)
    known: dict[str, Any] = {"at": end.moment(fact.at)}
    if isinstance(fact, Response | Interest | SealedAnswer):
        known["id"] = decision_log.id_of(alliance, end.length + 1)
    fact = replace(fact, **known)
    partner = partner_of(fact, alliance)
    decision_log.append_after(
        connection,
        alliance,
        end,
        at=fact.at,
        kind=FACTS[type(fact)].kind_of(fact),
        actor=getattr(fact, "by", ""),
        partner=partner.name if partner else "",
        **logged(fact, proposal, alliance),
    )
    fact = _stored(connection, alliance, proposal, fact)
    after = with_fact(proposal, fact)
    _repeat(connection, alliance, after, fact)
    if isinstance(fact, Revision) or search.words_of(after) != search.words_of(proposal):
        search.index(connection, after)
    return after


def _stored(connection: Connection, alliance: Alliance, proposal: Proposal, fact: Fact) -> Fact:
    """Add its row; return it with the id that it got, if it has one and got none before."""
    table = metadata.tables[FACTS[type(fact)].table]
    known: dict[str, Any] = {"proposal_id": proposal.id, **vars(fact)}
    if isinstance(fact, Revision):
        known["supersedes_id"] = id_of_number(connection, alliance.id, fact.supersedes) if fact.supersedes else None
    gets_an_id = known.get("id") == 0
    if gets_an_id:
        del known["id"]
    row = {name: _as_stored(value) for name, value in known.items() if name in table.c}
    key: Any = connection.execute(_ADD[table.name], row).inserted_primary_key
    stored: Any = fact
    return replace(stored, id=key[0]) if gets_an_id else fact


def _as_stored(value: Any) -> Any:
    if isinstance(value, Paper):
        return value.told
    return [_as_stored(each) for each in value] if isinstance(value, tuple) else value


def _repeat(connection: Connection, alliance: Alliance, proposal: Proposal, fact: Fact) -> None:
    """Keep on the proposal's row what a fact changes about it, so that it is found through an index."""
    if isinstance(fact, Withdrawal):
        _keep(connection, proposal, ended_at=fact.at)
    elif isinstance(fact, Review):
        _keep(connection, proposal, review_on=looked_at_on(proposal))
    elif isinstance(fact, Agreement):
        current = proposal.current
        _keep(connection, proposal, ended_at=fact.at, review_on=looked_at_on(proposal))
        if current.supersedes:
            earlier = (proposals.c.alliance_id == alliance.id) & (proposals.c.number == current.supersedes)
            connection.execute(update(proposals).where(earlier), {"review_on": None})


def _keep(connection: Connection, proposal: Proposal, **values: Any) -> None:
    connection.execute(update(proposals).where(proposals.c.id == proposal.id), values)
