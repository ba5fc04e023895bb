"""How objections end, texts that partners suggest with one, and what others say to these beforehand."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
APPEND_ONLY = ("suggestions", "answers_beforehand")
REFERENCES = "REFERENCES suggestions (id)"


def upgrade() -> None:
    op.create_table(
        "suggestions",
        *_of_a_partner("suggestions", counts_up=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("rich_text", sa.JSON(), nullable=False),
        sa.Column("text_sha256", sa.String(length=64), nullable=False),
        sa.Column("objection", BIG_ID, nullable=False),
        sa.ForeignKeyConstraint(["objection"], ["responses.id"], name="fk_suggestions_objection"),
    )
    op.create_table(
        "answers_beforehand",
        *_of_a_partner("answers_beforehand", counts_up=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("concern", sa.Text(), nullable=False),
        sa.Column("settled_by", sa.String(length=20), nullable=True),
        sa.Column("settled", sa.Text(), nullable=False),
        sa.Column("text_sha256", sa.String(length=64), nullable=False),
    )
    for table in APPEND_ONLY:
        op.create_index(f"ix_{table}_proposal_id", table, ["proposal_id"])
        _refuse_changes(table)
    op.add_column("responses", sa.Column("settled_by", sa.String(length=20), nullable=True))
    op.add_column("responses", sa.Column("settled", sa.Text(), nullable=False, server_default=""))
    op.add_column("responses", sa.Column("text_sha256", sa.String(length=64), nullable=False, server_default=""))
    op.add_column("responses", sa.Column("said_at", sa.DateTime(timezone=True), nullable=True))
    # SQLite adds a column that refers to another table only in this way.
    kind = "INTEGER" if op.get_bind().dialect.name == "sqlite" else "BIGINT"
    op.execute(f"ALTER TABLE revisions ADD COLUMN suggestion {kind} CONSTRAINT fk_revisions_suggestion {REFERENCES}")


def _of_a_partner(table: str, *, counts_up: bool) -> list[sa.schema.SchemaItem]:
    return [
        sa.Column("id", BIG_ID, nullable=False, autoincrement=counts_up),
        sa.Column("proposal_id", BIG_ID, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("partner_id", BIG_ID, nullable=False),
        sa.Column("by", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposals.id"], name=f"fk_{table}_proposal_id"),
        sa.ForeignKeyConstraint(["partner_id"], ["partners.id"], name=f"fk_{table}_partner_id"),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
    ]


def _refuse_changes(table: str) -> None:
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
