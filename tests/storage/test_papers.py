"""Are the bytes of papers kept as the log names them?"""

from dataclasses import replace

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from decisions.paper import paper_of
from storage.alliance import alliances
from storage.engine.database import Database
from storage.record import comparison, facts, papers
from tests.cast import revision
from tests.databases import on_both_databases

pytestmark = on_both_databases

CONTENT = bytes(range(256)) * 100
PAPER = paper_of("Budget.pdf", "application/pdf", CONTENT)


def carried(database: Database, content: bytes | None) -> list[str]:
    """Raise a proposal with a paper whose bytes are kept so; return what differs from the log."""
    with database.transaction() as connection:
        alliance = alliances.load(connection, 1, for_writing=True)
        if content is not None:
            papers.keep(connection, 1, PAPER.sha256, content, "https://x.slack.com/files/U1/F1/budget.pdf")
            papers.keep(connection, 1, PAPER.sha256, content, "")
        facts.add_proposal(connection, alliance, replace(revision(), papers=(PAPER,)))
    with database.snapshot() as connection:
        return [words for words in comparison.differences(connection, 1) if "paper" in words]


def test_a_paper_is_given_as_it_was_kept(database: Database) -> None:
    assert carried(database, CONTENT) == []
    with database.snapshot() as connection:
        assert papers.content(connection, 1, PAPER.sha256) == CONTENT
        assert papers.addresses(connection, 1, [PAPER])[PAPER.sha256].endswith("budget.pdf")
        assert papers.content(connection, 1, "0" * 64) is None


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "the paper “Budget.pdf” is not kept"),
        (CONTENT[:-1] + b"?", "“Budget.pdf” has other bytes than the log's"),
    ],
)
def test_a_paper_that_is_not_there_or_not_as_it_was_is_found(
    database: Database, content: bytes | None, words: str
) -> None:
    (found,) = carried(database, content)

    assert found.endswith(words)


@pytest.mark.parametrize("act", ["UPDATE papers SET permalink = 'x'", "DELETE FROM papers"])
def test_what_was_kept_is_never_changed(database: Database, act: str) -> None:
    carried(database, CONTENT)

    with pytest.raises(DatabaseError, match="append-only"), database.transaction() as connection:
        connection.execute(text(act))
