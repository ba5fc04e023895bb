"""A text may name its class of matters and its sum; a partner may wait for its own board, or decide alone by law."""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("revisions", sa.Column("matter", sa.String(80), nullable=False, server_default=""))
    op.add_column("revisions", sa.Column("sum", sa.Integer(), nullable=True))
    op.add_column("questions", sa.Column("subject_to", sa.String(80), nullable=False, server_default=""))
    op.add_column("agreements", sa.Column("reserved_to", BIG_ID, nullable=True))
    op.create_table(
        "views",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("proposal_id", BIG_ID, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("partner_id", BIG_ID, nullable=False),
        sa.Column("by", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposals.id"], name="fk_views_proposal_id"),
        sa.ForeignKeyConstraint(["partner_id"], ["partners.id"], name="fk_views_partner_id"),
        sa.PrimaryKeyConstraint("id", name="pk_views"),
    )
    op.create_index("ix_views_proposal_id", "views", ["proposal_id"])
    if op.get_bind().dialect.name == "sqlite":
        for act in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER views_no_{act.lower()} BEFORE {act} ON views "
                "BEGIN SELECT RAISE(ABORT, 'views is append-only'); END"
            )
        return
    op.execute(
        "CREATE TRIGGER views_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON views "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )
