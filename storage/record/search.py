"""How are proposals found by words of their titles, texts and reasons? On SQLite and on PostgreSQL."""

import re
import unicodedata
from typing import Any

from sqlalchemy import Connection, text

from decisions.proposal import Proposal

# The words first: otherwise a database may walk through all proposals, newest first, and look at each.
_SQLITE = (
    "WITH found AS MATERIALIZED (SELECT rowid AS id FROM proposal_words WHERE proposal_words MATCH :query) "
    "SELECT p.id FROM found JOIN proposals p ON p.id = found.id WHERE p.alliance_id = :alliance"
)
_POSTGRESQL = (
    "SELECT p.id FROM proposals p WHERE p.alliance_id = :alliance AND p.id = ANY(ARRAY("
    "SELECT proposal_id FROM proposal_words WHERE words @@ to_tsquery('simple', :query)))"
)
_DECISIONS = "SELECT p.id FROM proposals p JOIN agreements a ON a.proposal_id = p.id WHERE p.alliance_id = :alliance"
_PAGE = " ORDER BY p.number DESC LIMIT :limit OFFSET :offset"


def index(connection: Connection, proposal: Proposal) -> None:
    """Make the words of a proposal findable: its current text, and everything the partners gave as a reason."""
    values = {
        "id": proposal.id,
        "title": proposal.current.title,
        "text": "\n".join([proposal.current.text, proposal.current.benefit, *proposal.current.topics]),
        "reasons": "\n".join(_reasons(proposal)),
    }
    if connection.dialect.name == "sqlite":
        connection.execute(text("DELETE FROM proposal_words WHERE rowid = :id"), {"id": proposal.id})
        connection.execute(
            text("INSERT INTO proposal_words (rowid, title, text, reasons) VALUES (:id, :title, :text, :reasons)"),
            values,
        )
    else:
        connection.execute(
            text(
                "INSERT INTO proposal_words (proposal_id, words) "
                "VALUES (:id, to_tsvector('simple', :title || ' ' || :text || ' ' || :reasons)) "
                "ON CONFLICT (proposal_id) DO UPDATE SET words = excluded.words"
            ),
            {name: _folded(value) for name, value in values.items()},
        )


def find(connection: Connection, alliance_id: int, words: str, *, limit: int, offset: int = 0) -> list[int]:
    """List proposals that have all of these words (or such that begin so), newest first; without words, decisions."""
    is_sqlite = connection.dialect.name == "sqlite"
    wanted = re.findall(r"\w+", words if is_sqlite else _folded(words))
    query = " ".join(f'"{word}"*' for word in wanted) if is_sqlite else " & ".join(f"{word}:*" for word in wanted)
    values: dict[str, Any] = {"alliance": alliance_id, "limit": limit, "offset": offset}
    if not wanted:
        return list(connection.scalars(text(_DECISIONS + _PAGE), values))
    return list(connection.scalars(text((_SQLITE if is_sqlite else _POSTGRESQL) + _PAGE), {**values, "query": query}))


def _folded(words: Any) -> Any:
    """Take accents off, as SQLite's index does by itself: a phone's keyboard has no é at hand."""
    if not isinstance(words, str):
        return words
    return "".join(letter for letter in unicodedata.normalize("NFKD", words) if not unicodedata.combining(letter))


def _reasons(proposal: Proposal) -> list[str]:
    said = [word for each in proposal.responses for word in (each.reason, each.acceptable_if, each.concern) if word]
    return [*said, proposal.withdrawal.reason] if proposal.withdrawal else said
