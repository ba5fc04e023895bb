"""A first round can be sealed: who has answered is told, and what only when all answers open."""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("revisions", sa.Column("sealed", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("responses", sa.Column("salt", sa.String(length=64), nullable=False, server_default=""))
    op.add_column("alliances", sa.Column("first_round", sa.String(length=10), nullable=False, server_default="open"))
    op.create_table(
        "sealed_answers",
        sa.Column("id", BIG_ID, nullable=False, autoincrement=False),
        sa.Column("proposal_id", BIG_ID, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("partner_id", BIG_ID, nullable=False),
        sa.Column("by", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposals.id"], name="fk_sealed_answers_proposal_id"),
        sa.ForeignKeyConstraint(["partner_id"], ["partners.id"], name="fk_sealed_answers_partner_id"),
        sa.PrimaryKeyConstraint("id", name="pk_sealed_answers"),
    )
    op.create_index("ix_sealed_answers_proposal_id", "sealed_answers", ["proposal_id"])
    op.create_table(
        "openings",
        sa.Column("proposal_id", BIG_ID, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("by", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("why", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposals.id"], name="fk_openings_proposal_id"),
        sa.PrimaryKeyConstraint("proposal_id", name="pk_openings"),
    )
    op.create_table(
        "sealed_words",
        sa.Column("answer_id", BIG_ID, nullable=False, autoincrement=False),
        sa.Column("salt", sa.String(length=64), nullable=False),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["answer_id"], ["sealed_answers.id"], name="fk_sealed_words_answer_id"),
        sa.PrimaryKeyConstraint("answer_id", name="pk_sealed_words"),
    )
    for table in ("sealed_answers", "openings"):
        _only_add_to(table)


def _only_add_to(table: str) -> None:
    if op.get_bind().dialect.name == "sqlite":
        for act in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )
        return
    op.execute(
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )
