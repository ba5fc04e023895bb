"""Gathers the words in the papers that changed; other papers are told by name and size."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import combinations

from sqlalchemy import Connection

from decisions.proposal.proposal import Proposal, Revision
from decisions.said.paper import LONGEST_WORDS, Paper, paper_changes
from decisions.texts.revision import LONGEST_TEXT
from handlers.views.blocks.proposal.proposal_view import ProposalView
from storage.record.proposals import papers


def short_words(connection: Connection, alliance_id: int, proposal: Proposal) -> Mapping[str, str]:
    """Return, by SHA-256, the words of papers that were changed, if they are no longer than a text of ours may be."""
    pairs = combinations(proposal.revisions, 2)
    changed = {paper for before, after in pairs for paper in _changed(before, after)}
    return papers.words(connection, alliance_id, changed, LONGEST_TEXT)


def with_papers_read(connection: Connection, view: ProposalView, before: Revision, after: Revision) -> ProposalView:
    """Have all the words of what changed between two texts, for whoever reads these two."""
    found = papers.words(connection, view.alliance.id, _changed(before, after), LONGEST_WORDS)
    return replace(view, paper_texts={**view.paper_texts, **found})


def _changed(before: Revision, after: Revision) -> set[Paper]:
    changes = [each for each in paper_changes(before.papers, after.papers) if each.before and each.after]
    return {paper for each in changes for paper in (each.before, each.after) if paper}
