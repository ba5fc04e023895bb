"""Words by which proposals are found, of those that are there already too."""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_WORDS = """
    SELECT p.id, r.title, r.text || ' ' || r.benefit,
           coalesce((SELECT {join} FROM responses s WHERE s.proposal_id = p.id), '')
           || ' ' || coalesce((SELECT w.reason FROM withdrawals w WHERE w.proposal_id = p.id), '')
    FROM proposals p JOIN revisions r ON r.proposal_id = p.id
    WHERE r.number = (SELECT max(l.number) FROM revisions l WHERE l.proposal_id = p.id)
"""
_SAID = "s.reason || ' ' || s.acceptable_if || ' ' || s.concern"


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE proposal_words USING fts5(title, text, reasons, "
            "tokenize = 'unicode61 remove_diacritics 2')"
        )
        words = _WORDS.format(join=f"group_concat({_SAID}, ' ')")
        op.execute(f"INSERT INTO proposal_words (rowid, title, text, reasons) {words}")
        return
    op.execute(
        "CREATE TABLE proposal_words "
        "(proposal_id bigint PRIMARY KEY REFERENCES proposals (id), words tsvector NOT NULL)"
    )
    op.execute("CREATE INDEX ix_proposal_words ON proposal_words USING gin (words)")
    words = _WORDS.format(join=f"string_agg({_SAID}, ' ')")
    op.execute(
        "INSERT INTO proposal_words (proposal_id, words) SELECT id, to_tsvector('simple', "  # noqa: S608 (our own words)
        f"title || ' ' || body || ' ' || reasons) FROM ({words}) AS found (id, title, body, reasons)"
    )
