"""Which words changed in papers that are text? Others are told by name and size."""

from collections.abc import Mapping
from itertools import combinations

from sqlalchemy import Connection

from decisions.paper import Paper, paper_changes
from decisions.proposal import Proposal
from decisions.revision import LONGEST_TEXT
from storage.record import papers


def paper_texts(connection: Connection, alliance_id: int, proposal: Proposal) -> Mapping[str, str]:
    """Return by their SHA-256 the words of papers that were changed, as far as a text of ours may be as long."""
    changed: set[Paper] = set()
    for before, after in combinations(proposal.revisions, 2):
        for change in paper_changes(before.papers, after.papers):
            if change.before and change.after:
                changed |= {change.before, change.after}
    short = {paper.sha256 for paper in changed if paper.type.startswith("text/") and paper.size <= LONGEST_TEXT}
    read = {sha256: _words(papers.content(connection, alliance_id, sha256)) for sha256 in sorted(short)}
    return {sha256: words for sha256, words in read.items() if words is not None}


def _words(content: bytes | None) -> str | None:
    """Read it; what is no text after all has no words."""
    try:
        return content.decode("utf-8-sig") if content else None
    except UnicodeDecodeError:
        return None
