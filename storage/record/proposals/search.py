"""Finds proposals by words of their titles, texts and reasons, on SQLite and on PostgreSQL.

Both keep words that are folded already (decisions/words/spelling.py), so that neither has to know what a word is.
"""

from typing import Any

from sqlalchemy import Connection, TextualSelect, column, text

from decisions.proposal.proposal import Proposal
from decisions.words.spelling import each_word

# PostgreSQL takes words of up to 2,046 bytes, and a megabyte of them.
LONGEST_WORD = 100
MOST_LETTERS = 200_000

_SQLITE = "SELECT rowid AS id FROM proposal_words WHERE proposal_words MATCH :query"
_POSTGRESQL = "SELECT proposal_id AS id FROM proposal_words WHERE words @@ CAST(:query AS tsquery)"
# The words first: otherwise a database may go through all proposals, newest first, and look at each.
_FOUND_ON_SQLITE = (
    f"WITH found AS MATERIALIZED ({_SQLITE}) "  # noqa: S608 (our own words)
    "SELECT p.id FROM found JOIN proposals p ON p.id = found.id WHERE p.alliance_id = :alliance"
)
_FOUND_ON_POSTGRESQL = (
    f"SELECT p.id FROM proposals p WHERE p.alliance_id = :alliance AND p.id = ANY(ARRAY({_POSTGRESQL}))"  # noqa: S608 (our own words)
)
_DECISIONS = "SELECT p.id FROM proposals p JOIN agreements a ON a.proposal_id = p.id WHERE p.alliance_id = :alliance"
_PAGE = " ORDER BY p.number DESC LIMIT :limit OFFSET :offset"


def index(connection: Connection, proposal: Proposal) -> None:
    """Make the words of a proposal findable: its current text, and everything the partners gave as a reason."""
    keep(connection, proposal.id, words_of(proposal))


def words_of(proposal: Proposal) -> str:
    current = proposal.current
    filled = (words for _, words in current.filled)
    return "\n".join([current.title, current.text, current.benefit, *filled, *current.topics, *_reasons(proposal)])


def keep(connection: Connection, proposal_id: int, written: str) -> None:
    """Have a proposal found by these words, and by no others."""
    words = _different(written)
    if connection.dialect.name == "sqlite":
        connection.execute(text("DELETE FROM proposal_words WHERE rowid = :id"), {"id": proposal_id})
        insert = "INSERT INTO proposal_words (rowid, words) VALUES (:id, :words)"
        connection.execute(text(insert), {"id": proposal_id, "words": " ".join(words)})
        return
    insert = (
        "INSERT INTO proposal_words (proposal_id, words) VALUES (:id, array_to_tsvector(CAST(:words AS text[]))) "
        "ON CONFLICT (proposal_id) DO UPDATE SET words = excluded.words"
    )
    connection.execute(text(insert), {"id": proposal_id, "words": words})


def find(connection: Connection, alliance_id: int, words: str, *, limit: int, offset: int = 0) -> list[int]:
    """List proposals that have all of these words (or their beginnings), newest first; without words, decisions."""
    values: dict[str, Any] = {"alliance": alliance_id, "limit": limit, "offset": offset}
    query = _query(connection, words)
    if not query:
        return list(connection.scalars(text(_DECISIONS + _PAGE), values))
    found = _FOUND_ON_SQLITE if connection.dialect.name == "sqlite" else _FOUND_ON_POSTGRESQL
    return list(connection.scalars(text(found + _PAGE), {**values, "query": query}))


def matching(connection: Connection, words: str) -> TextualSelect:
    """Select the ids of proposals that have all of these words, likewise; without words, none."""
    found = _SQLITE if connection.dialect.name == "sqlite" else _POSTGRESQL
    return text(found).bindparams(query=_query(connection, words)).columns(column("id"))


def _query(connection: Connection, words: str) -> str:
    quoted, joint = ('"{}"*', " ") if connection.dialect.name == "sqlite" else ("'{}':*", " & ")
    return joint.join(map(quoted.format, _different(words)))


def _different(written: str) -> list[str]:
    """List each word once, as far as there is room."""
    words: list[str] = []
    room = MOST_LETTERS
    for word in dict.fromkeys(each[:LONGEST_WORD] for each in each_word(written)):
        room -= len(word)
        if room < 0:
            break
        words.append(word)
    return words


def _reasons(proposal: Proposal) -> list[str]:
    words = ("reason", "acceptable_if", "concern", "settled")
    said = [word for each in proposal.responses for name in words if (word := getattr(each, name))]
    return [*said, proposal.withdrawal.reason] if proposal.withdrawal else said
