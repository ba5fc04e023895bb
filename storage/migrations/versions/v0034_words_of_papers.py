"""The words of papers are kept, and their bytes may be moved to a folder and back."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

# Empty bytes lie in a folder. Neither their name nor bytes for others can be put in a row.
IS_MOVED = (
    "NEW.alliance_id = OLD.alliance_id AND NEW.sha256 = OLD.sha256 AND NEW.permalink = OLD.permalink "
    "AND (length(NEW.content) = 0 OR length(OLD.content) = 0)"
)


def upgrade() -> None:
    op.create_table(
        "paper_words",
        sa.Column("alliance_id", BIG_ID, nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["alliance_id"], ["alliances.id"], name="fk_paper_words_alliance_id"),
        sa.PrimaryKeyConstraint("alliance_id", "sha256", name="pk_paper_words"),
    )
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER papers_no_update")
        op.execute(
            f"CREATE TRIGGER papers_no_update BEFORE UPDATE ON papers WHEN NOT ({IS_MOVED}) "
            "BEGIN SELECT RAISE(ABORT, 'papers is append-only'); END"
        )
        return
    op.execute("DROP TRIGGER papers_append_only ON papers")
    op.execute(
        "CREATE TRIGGER papers_append_only BEFORE DELETE OR TRUNCATE ON papers "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )
    op.execute(
        f"CREATE TRIGGER papers_no_update BEFORE UPDATE ON papers FOR EACH ROW WHEN (NOT ({IS_MOVED})) "
        "EXECUTE FUNCTION refuse_change()"
    )
