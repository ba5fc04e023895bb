"""Words by which proposals are found, folded before they are kept, so that both databases find the same."""

import json
from collections import defaultdict

import sqlalchemy as sa
from alembic import op

from decisions.words.spelling import each_word

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

_TEXTS = """
    SELECT r.proposal_id, r.title, r.text, r.benefit, CAST(r.topics AS text) AS topics FROM revisions r
    WHERE r.number = (SELECT max(l.number) FROM revisions l WHERE l.proposal_id = r.proposal_id)
"""
_SAID = """
    SELECT proposal_id, reason, acceptable_if, concern FROM responses
    UNION ALL SELECT proposal_id, reason, '', '' FROM withdrawals
"""


def upgrade() -> None:
    connection = op.get_bind()
    is_sqlite = connection.dialect.name == "sqlite"
    op.execute("DROP TABLE proposal_words")
    if is_sqlite:
        # Our words stand between blanks; this tokeniser leaves their letters as they are.
        op.execute("CREATE VIRTUAL TABLE proposal_words USING fts5(words, tokenize = 'ascii')")
        insert = "INSERT INTO proposal_words (rowid, words) VALUES (:id, :words)"
    else:
        op.execute(
            "CREATE TABLE proposal_words "
            "(proposal_id bigint PRIMARY KEY REFERENCES proposals (id), words tsvector NOT NULL)"
        )
        op.execute("CREATE INDEX ix_proposal_words ON proposal_words USING gin (words)")
        insert = (
            "INSERT INTO proposal_words (proposal_id, words) VALUES (:id, array_to_tsvector(CAST(:words AS text[])))"
        )
    rows = [
        {"id": proposal, "words": " ".join(words) if is_sqlite else words}
        for proposal, words in _words_of_proposals(connection).items()
    ]
    if rows:
        connection.execute(sa.text(insert), rows)


def _words_of_proposals(connection: sa.Connection) -> dict[int, list[str]]:
    written: dict[int, list[str]] = defaultdict(list)
    for row in connection.execute(sa.text(_TEXTS)):
        written[row.proposal_id] += [row.title, row.text, row.benefit, *json.loads(row.topics)]
    for row in connection.execute(sa.text(_SAID)):
        written[row.proposal_id] += [row.reason, row.acceptable_if, row.concern]
    # As storage/record/proposals/search.py kept them when this was written.
    return {
        proposal: list(dict.fromkeys(word[:100] for word in each_word("\n".join(said))))
        for proposal, said in written.items()
    }
