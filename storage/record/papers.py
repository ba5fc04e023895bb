"""How are the bytes of papers kept and given? Each under its SHA-256, in the transaction of its text."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping

from sqlalchemy import Connection, select

from decisions.paper import Paper
from decisions.proposal import Proposal
from storage.engine.upserts import insert_unless_there
from storage.tables import papers


def keep(connection: Connection, alliance_id: int, sha256: str, content: bytes, permalink: str) -> None:
    """Keep bytes that are to be there when the transaction ends; the same ones are kept once."""
    row = {"alliance_id": alliance_id, "sha256": sha256, "content": content, "permalink": permalink}
    connection.execute(insert_unless_there(connection.dialect.name, papers).on_conflict_do_nothing(), row)


def content(connection: Connection, alliance_id: int, sha256: str) -> bytes | None:
    which = (papers.c.alliance_id == alliance_id) & (papers.c.sha256 == sha256)
    found: bytes | None = connection.scalar(select(papers.c.content).where(which))
    return found


def addresses(connection: Connection, alliance_id: int, these: Iterable[Paper]) -> Mapping[str, str]:
    """Return where Slack shows them, by their SHA-256."""
    named = {paper.sha256 for paper in these}
    if not named:
        return {}
    which = (papers.c.alliance_id == alliance_id) & papers.c.sha256.in_(named)
    return {
        row.sha256: row.permalink
        for row in connection.execute(select(papers.c.sha256, papers.c.permalink).where(which))
    }


def of_texts(proposal: Proposal) -> list[Paper]:
    """List every paper that some text of a proposal carries, each once."""
    return list(dict.fromkeys(paper for text in proposal.revisions for paper in text.papers))


def not_as_told(connection: Connection, alliance_id: int, proposal: Proposal) -> Iterator[str]:
    """Say in a sentence each which papers are not kept as the log tells of them."""
    for paper in of_texts(proposal):
        there = content(connection, alliance_id, paper.sha256)
        if there is None:
            yield f"No. {proposal.number}: the paper “{paper.name}” is not kept"
        elif (hashlib.sha256(there).hexdigest(), len(there)) != (paper.sha256, paper.size):
            yield f"No. {proposal.number}: the paper “{paper.name}” has other bytes than the log's"
