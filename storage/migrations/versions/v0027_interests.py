"""Partners step back from a decision in which they have an interest."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "interests",
        sa.Column("id", BIG_ID, nullable=False, autoincrement=False),
        sa.Column("proposal_id", BIG_ID, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("partner_id", BIG_ID, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("by", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("whose", BIG_ID, nullable=False),
        sa.Column("nature", sa.String(length=20), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposals.id"], name="fk_interests_proposal_id"),
        sa.ForeignKeyConstraint(["partner_id"], ["partners.id"], name="fk_interests_partner_id"),
        sa.ForeignKeyConstraint(["whose"], ["partners.id"], name="fk_interests_whose"),
        sa.PrimaryKeyConstraint("id", name="pk_interests"),
    )
    op.create_index("ix_interests_proposal_id", "interests", ["proposal_id"])
    if op.get_bind().dialect.name == "sqlite":
        for act in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER interests_no_{act.lower()} BEFORE {act} ON interests "
                "BEGIN SELECT RAISE(ABORT, 'interests is append-only'); END"
            )
        return
    op.execute(
        "CREATE TRIGGER interests_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON interests "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )
