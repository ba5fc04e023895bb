"""A partner may correct the record of a decision, for as many working days as the alliance set."""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("alliances", sa.Column("correction_days", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("agreements", sa.Column("correct_by", sa.Date(), nullable=True))
    op.create_table(
        "corrections",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("proposal_id", BIG_ID, nullable=False),
        sa.Column("partner_id", BIG_ID, nullable=False),
        sa.Column("by", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposals.id"], name="fk_corrections_proposal_id"),
        sa.ForeignKeyConstraint(["partner_id"], ["partners.id"], name="fk_corrections_partner_id"),
        sa.PrimaryKeyConstraint("id", name="pk_corrections"),
    )
    op.create_index("ix_corrections_proposal_id", "corrections", ["proposal_id"])
    if op.get_bind().dialect.name == "sqlite":
        for act in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER corrections_no_{act.lower()} BEFORE {act} ON corrections "
                "BEGIN SELECT RAISE(ABORT, 'corrections is append-only'); END"
            )
        return
    op.execute(
        "CREATE TRIGGER corrections_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON corrections "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )
