"""Texts carry papers, whose bytes are kept."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("revisions", sa.Column("papers", sa.JSON(), nullable=False, server_default="[]"))
    op.create_table(
        "papers",
        sa.Column("alliance_id", BIG_ID, nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("permalink", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(["alliance_id"], ["alliances.id"], name="fk_papers_alliance_id"),
        sa.PrimaryKeyConstraint("alliance_id", "sha256", name="pk_papers"),
    )
    if op.get_bind().dialect.name == "sqlite":
        for act in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER papers_no_{act.lower()} BEFORE {act} ON papers "
                "BEGIN SELECT RAISE(ABORT, 'papers is append-only'); END"
            )
        return
    op.execute(
        "CREATE TRIGGER papers_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON papers "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )
