"""Keeps and gives out the bytes of papers: each under its SHA-256, before its text is committed.

They lie in the database, or in the folder that its connections name.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from sqlalchemy import Connection, func, select

from decisions.proposal.proposal import Proposal
from decisions.said.paper import Paper
from storage.engine.database import papers_folder
from storage.engine.upserts import insert_unless_there
from storage.record.proposals import paper_folder
from storage.tables import paper_words, papers


def keep(
    connection: Connection, alliance_id: int, sha256: str, content: bytes | Path, permalink: str, words: str = ""
) -> None:
    """Keep bytes that are to be there when the transaction ends; the same ones are kept once. `words` are in them.

    A file in the folder of papers that has them is moved to its place, so that nobody's press waits for the disk.
    """
    folder, dialect = papers_folder(connection), connection.dialect.name
    this = {"alliance_id": alliance_id, "sha256": sha256}
    size = connection.scalar(select(func.length(papers.c.content)).filter_by(**this))
    # What the database already has stays there until it is moved.
    if folder and not size:
        paper_folder.put(folder, sha256, content)
    if size is None:
        row = {**this, "content": b"" if folder else _bytes(content), "permalink": permalink}
        connection.execute(insert_unless_there(dialect, papers).on_conflict_do_nothing(), row)
    elif size == 0 and not folder:
        connection.execute(papers.update().filter_by(**this).values(content=_bytes(content)))
    if words:
        row = {**this, "words": words}
        connection.execute(insert_unless_there(dialect, paper_words).on_conflict_do_nothing(), row)


def content(connection: Connection, alliance_id: int, sha256: str) -> bytes | None:
    """Return what is kept under this name, None where nothing is."""
    kept: bytes | None = connection.scalar(select(papers.c.content).filter_by(alliance_id=alliance_id, sha256=sha256))
    folder = papers_folder(connection)
    return kept or (paper_folder.get(folder, sha256) if folder and kept is not None else None)


def _bytes(content: bytes | Path) -> bytes:
    return content.read_bytes() if isinstance(content, Path) else content


def is_as_named(found: bytes | None, sha256: str) -> bool:
    return found is not None and hashlib.sha256(found).hexdigest() == sha256


def words(connection: Connection, alliance_id: int, these: Iterable[Paper], longest: int) -> Mapping[str, str]:
    """Return the words of those that have some, and no more than so many characters, by their SHA-256."""
    named = {paper.sha256 for paper in these}
    if not named:
        return {}
    which = (
        (paper_words.c.alliance_id == alliance_id)
        & paper_words.c.sha256.in_(named)
        & (func.length(paper_words.c.words) <= longest)
    )
    return {row.sha256: row.words for row in connection.execute(select(paper_words).where(which))}


def addresses(connection: Connection, alliance_id: int, these: Iterable[Paper]) -> Mapping[str, str]:
    """Return the addresses at which Slack shows them, by their SHA-256."""
    named = {paper.sha256 for paper in these}
    if not named:
        return {}
    which = (papers.c.alliance_id == alliance_id) & papers.c.sha256.in_(named)
    return {
        row.sha256: row.permalink
        for row in connection.execute(select(papers.c.sha256, papers.c.permalink).where(which))
    }


def of_texts(proposal: Proposal) -> list[Paper]:
    """List every paper carried by some text of a proposal, each once."""
    return list(dict.fromkeys(paper for text in proposal.revisions for paper in text.papers))


def not_as_told(connection: Connection, alliance_id: int, proposal: Proposal) -> Iterator[str]:
    """Say, a sentence each, which papers are not kept as the log describes them."""
    for paper in of_texts(proposal):
        there = content(connection, alliance_id, paper.sha256)
        if there is None:
            yield f"No. {proposal.number}: the paper “{paper.name}” is not kept{_where(connection)}"
        elif not is_as_named(there, paper.sha256) or len(there) != paper.size:
            yield f"No. {proposal.number}: the paper “{paper.name}” has other bytes than the log's"


def amiss(connection: Connection) -> Iterator[str]:
    """Say, a sentence each, which papers of any alliance are not kept as they are named. It reads all of them."""
    for row in connection.execute(select(papers.c.alliance_id, papers.c.sha256)).all():
        there = content(connection, row.alliance_id, row.sha256)
        if not is_as_named(there, row.sha256):
            what = "has other bytes than its name says" if there is not None else f"is not kept{_where(connection)}"
            yield f"the paper {row.sha256} {what}; bring it back from a backup"


def elsewhere(connection: Connection, *, lie_in_another_folder: bool) -> list[tuple[int, str]]:
    """List the papers (alliance, SHA-256) that do not lie where papers are kept now."""
    is_in_database = func.length(papers.c.content) > 0
    every = select(papers.c.alliance_id, papers.c.sha256)
    if papers_folder(connection) is None:
        every = every.where(~is_in_database)
    elif not lie_in_another_folder:
        every = every.where(is_in_database)
    return [(row.alliance_id, row.sha256) for row in connection.execute(every)]


def bring(connection: Connection, alliance_id: int, sha256: str, folder: Path | None) -> bool:
    """Bring one to where papers are kept now, from the database or else from a folder.

    Return False, and change nothing, where it is not there under its name.
    """
    this = {"alliance_id": alliance_id, "sha256": sha256}
    kept = connection.scalar(select(papers.c.content).filter_by(**this))
    into = papers_folder(connection)
    found = [kept, *(paper_folder.get(place, sha256) for place in (folder, into) if place)]
    there = next((each for each in found if is_as_named(each, sha256)), None)
    if there is None:
        return False
    if into:
        paper_folder.put(into, sha256, there)
    wanted = b"" if into else there
    if wanted != kept:
        connection.execute(papers.update().filter_by(**this).values(content=wanted))
    return True


def _where(connection: Connection) -> str:
    folder = papers_folder(connection)
    return f" in {folder}" if folder else ""
