"""More ways to take part: questions, reported consents, days away, the Home tab, replies in a card's thread."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
APPEND_ONLY = ("questions", "reports", "report_refusals")


def upgrade() -> None:
    op.create_table(
        "questions", *_of_a_partner("questions"), _words("words"), sa.Column("answer_by", sa.Date(), nullable=False)
    )
    op.create_index("ix_questions_proposal_id", "questions", ["proposal_id"])
    op.create_table(
        "reports", *_of_a_partner("reports"), _words("note"), sa.Column("after", sa.BigInteger(), nullable=False)
    )
    op.create_index("ix_reports_proposal_id", "reports", ["proposal_id"])
    op.create_table(
        "report_refusals",
        sa.Column("report_id", BIG_ID, nullable=False),
        sa.Column("by", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name="fk_report_refusals_report_id"),
        sa.PrimaryKeyConstraint("report_id", name="pk_report_refusals"),
    )
    op.add_column("people", sa.Column("away_until", sa.Date(), nullable=True))
    op.add_column("lanes", sa.Column("has_home", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_index("ix_lanes_card_ts", "lanes", ["card_ts"])
    for table in APPEND_ONLY:
        _refuse_changes(table)


def _of_a_partner(table: str) -> list[sa.schema.SchemaItem]:
    return [
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("proposal_id", BIG_ID, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("partner_id", BIG_ID, nullable=False),
        sa.Column("by", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposals.id"], name=f"fk_{table}_proposal_id"),
        sa.ForeignKeyConstraint(["partner_id"], ["partners.id"], name=f"fk_{table}_partner_id"),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
    ]


def _words(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False)


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
