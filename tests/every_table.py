"""Does every table of the schema say what the log says? Each is held against it, or it is said here why it can't be."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, bindparam, func, or_, select, text

from decisions.alliance.alliance import Alliance
from decisions.proposal import sealed
from decisions.proposal.facts import FACTS
from decisions.proposal.proposal import Proposal
from decisions.words.spelling import each_word
from storage.alliance import alliances
from storage.engine.columns import metadata
from storage.record import decision_log
from storage.record.checks import comparison
from storage.record.proposals import proposals as kept
from storage.record.proposals import sealed_words, search
from storage.tables import APPEND_ONLY, paper_words, papers
from storage.tables import proposals as proposals_table
from storage.tables import sealed_words as sealed_words_table

# Row by row and both ways; of representatives, those who speak now.
AS_THE_LOG_TELLS = {
    *(declared.table for declared in FACTS.values()),
    *("alliances", "log_entries", "operations_managers", "papers", "partners", "proposals", "representatives"),
}
# The log does not tell of what is in these; that it belongs to what the log tells of is looked at.
BESIDE_WHAT_IT_TELLS = {"paper_words", "sealed_words"}
# Why these may say what they like.
ON_THEIR_OWN = {
    "lanes": "what Slack is still to be shown: a card is drawn anew from the facts, whenever a lane is marked",
    "messages": "what is to be said once, which may be about a press that changed nothing",
    "told_of": "which direct messages are to be changed: it goes when what they ask has ended",
    "people": "what Slack tells of people, whatever they do in an alliance",
    "turns": "what the clock has taken on",
    "slack_bots": "in which workspaces Accord is installed, which is no matter of an alliance",
    "slack_installations": "likewise",
    "slack_oauth_states": "likewise",
}
_SETTINGS = ("digest_day", "digest_time", "country", "region", "first_round", "correction_days")


def faults(connection: Connection) -> Iterator[str]:
    """Say in a sentence each what is half done."""
    openable: set[int] = set()
    for alliance_id in alliances.every(connection):
        if broken := decision_log.first_broken_entry(connection, alliance_id):
            yield f"entry {broken} of alliance {alliance_id} does not hold"
            continue
        if others := [*comparison.differences(connection, alliance_id)]:
            yield from others
            continue
        yield from _settings(connection, alliance_id)
        alliance = alliances.load(connection, alliance_id)
        ours = proposals_table.c.alliance_id == alliance_id
        for proposal_id in connection.scalars(select(proposals_table.c.id).where(ours)).all():
            proposal = kept.load(connection, proposal_id)
            yield from _searched(connection, proposal)
            openable |= {answer.id for answer in _sealed(proposal, alliance)}
            yield from _unsealed(connection, proposal, alliance)
    if openable != {*connection.scalars(select(sealed_words_table.c.answer_id))}:
        yield "other sealed words are kept than those that can still be opened"
    there = {*map(tuple, connection.execute(select(papers.c.alliance_id, papers.c.sha256)))}
    if not there >= {*map(tuple, connection.execute(select(paper_words.c.alliance_id, paper_words.c.sha256)))}:
        yield "words are kept of a paper that is not there"


def held(connection: Connection) -> dict[str, Any]:
    """Return what tells whether anything is another: of tables to which rows are only added, how many there are."""
    return {name: [*connection.execute(query)] for name, query in _HELD.items()}


def _settings(connection: Connection, alliance_id: int) -> Iterator[str]:
    """Those that no rule asks for stand in the log too."""
    told: dict[str, Any] = {}
    for entry in decision_log.entries(connection, alliance_id):
        if entry.kind in ("alliance_founded", "settings_changed"):
            told |= entry.fields
    stored = vars(alliances.settings(connection, alliance_id))
    others = (name for name in _SETTINGS if stored[name] != told.get(name, stored[name]))
    yield from (f"{name} is another one than the log's" for name in others)


def _sealed(proposal: Proposal, alliance: Alliance) -> list[Any]:
    return sealed.to_open(proposal, alliance) if sealed.is_sealed(proposal) else []


def _unsealed(connection: Connection, proposal: Proposal, alliance: Alliance) -> Iterator[str]:
    for answer in _sealed(proposal, alliance):
        said = sealed_words.opened(connection, answer)
        if sealed.digest(proposal.number, said, said.salt) != answer.digest:
            yield f"No. {proposal.number}: what is sealed is not what was sealed"


def _searched(connection: Connection, proposal: Proposal) -> Iterator[str]:
    """The words by which it is found stand in a table that the schema does not name."""
    found = connection.scalar(text("SELECT words FROM proposal_words WHERE rowid = :id"), {"id": proposal.id})
    if {*str(found).split()} != {word[: search.LONGEST_WORD] for word in each_word(search.words_of(proposal))}:
        yield f"No. {proposal.number} is found by other words than its own"


def rows_of(connection: Connection, alliance_id: int) -> dict[str, list[Any]]:
    """Return all that is kept of one alliance, table by table."""
    return {name: [*connection.execute(query, {"alliance": alliance_id})] for name, query in _THEIRS.items()}


def _of_one_alliance() -> dict[Table, ColumnElement[bool]]:
    """Follow the foreign keys from every table to an alliance."""
    first = metadata.tables["alliances"]
    found: dict[Table, ColumnElement[bool]] = {first: first.c.id == bindparam("alliance")}
    for table in metadata.sorted_tables:
        links = [link for link in table.foreign_keys if link.column.table in found]
        theirs = (link.parent.in_(select(link.column).where(found[link.column.table])) for link in links)
        if links:
            found[table] = or_(*theirs)
    return found


_THEIRS = {
    table.name: select(table).where(ours).order_by(*table.primary_key) for table, ours in _of_one_alliance().items()
}
_HELD = {
    table.name: select(func.count()).select_from(table) if table.name in APPEND_ONLY else select(table)
    for table in metadata.sorted_tables
    if table.name not in ON_THEIR_OWN
}
