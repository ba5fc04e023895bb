"""The first tables: an alliance, its proposals, its decision log, and what Slack is to be told."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
APPEND_ONLY = ("revisions", "responses", "withdrawals", "agreements", "log_entries")


def upgrade() -> None:
    _create_tables()
    if op.get_bind().dialect.name == "sqlite":
        _refuse_changes_on_sqlite()
    else:
        _refuse_changes_on_postgresql()


def _refuse_changes_on_sqlite() -> None:
    for table in APPEND_ONLY:
        for act in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )


def _refuse_changes_on_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$"
    )
    for table in APPEND_ONLY:
        op.execute(
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )


def _create_tables() -> None:
    op.create_table(
        "alliances",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("timezone", sa.String(length=80), nullable=False),
        sa.Column("digest_day", sa.String(length=10), nullable=False),
        sa.Column("digest_time", sa.String(length=5), nullable=False),
        sa.Column("last_number", sa.Integer(), nullable=False),
        sa.Column("log_length", sa.BigInteger(), nullable=False),
        sa.Column("log_head", sa.String(length=64), nullable=False),
        sa.Column("founded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("channel_trouble_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_alliances"),
        sa.UniqueConstraint("channel", name="uq_alliances_channel"),
    )
    op.create_table(
        "people",
        sa.Column("slack_user_id", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("slack_user_id", name="pk_people"),
    )
    op.create_table(
        "log_entries",
        sa.Column("alliance_id", BIG_ID, nullable=False),
        sa.Column("sequence", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("actor", sa.String(length=40), nullable=False),
        sa.Column("partner", sa.String(length=200), nullable=False),
        sa.Column("fields", sa.Text(), nullable=False),
        sa.Column("salts", sa.Text(), nullable=False),
        sa.Column("previous_hash", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["alliance_id"], ["alliances.id"], name="fk_log_entries_alliance_id"),
        sa.PrimaryKeyConstraint("alliance_id", "sequence", name="pk_log_entries"),
    )
    op.create_table(
        "operations_managers",
        sa.Column("alliance_id", BIG_ID, nullable=False),
        sa.Column("slack_user_id", sa.String(length=40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["alliance_id"], ["alliances.id"], name="fk_operations_managers_alliance_id"),
        sa.PrimaryKeyConstraint("alliance_id", "slack_user_id", name="pk_operations_managers"),
    )
    op.create_table(
        "partners",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("alliance_id", BIG_ID, nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["alliance_id"], ["alliances.id"], name="fk_partners_alliance_id"),
        sa.PrimaryKeyConstraint("id", name="pk_partners"),
    )
    op.create_index(
        "uq_current_partner",
        "partners",
        ["alliance_id", "name"],
        unique=True,
        sqlite_where=sa.text("left_at IS NULL"),
        postgresql_where=sa.text("left_at IS NULL"),
    )
    op.create_table(
        "proposals",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("alliance_id", BIG_ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("author", sa.String(length=40), nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("change", sa.JSON(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["alliance_id"], ["alliances.id"], name="fk_proposals_alliance_id"),
        sa.PrimaryKeyConstraint("id", name="pk_proposals"),
        sa.UniqueConstraint("alliance_id", "number", name="uq_proposals_alliance_id_number"),
    )
    op.create_index(
        "ix_open_proposals",
        "proposals",
        ["alliance_id", "number"],
        unique=False,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_table(
        "agreements",
        sa.Column("proposal_id", BIG_ID, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("partners", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposals.id"], name="fk_agreements_proposal_id"),
        sa.PrimaryKeyConstraint("proposal_id", name="pk_agreements"),
    )
    op.create_table(
        "lanes",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("alliance_id", BIG_ID, nullable=False),
        sa.Column("proposal_id", BIG_ID, nullable=True),
        sa.Column("slack_user_id", sa.String(length=40), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("wanted", sa.Integer(), nullable=False),
        sa.Column("shown", sa.String(length=64), nullable=False),
        sa.Column("card_ts", sa.String(length=40), nullable=False),
        sa.Column("permalink", sa.String(length=500), nullable=False),
        sa.Column("is_card_lost", sa.Boolean(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("claimed_until", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["alliance_id"], ["alliances.id"], name="fk_lanes_alliance_id"),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposals.id"], name="fk_lanes_proposal_id"),
        sa.PrimaryKeyConstraint("id", name="pk_lanes"),
        sa.UniqueConstraint("alliance_id", "slack_user_id", name="uq_lanes_alliance_id_slack_user_id"),
        sa.UniqueConstraint("proposal_id", name="uq_lanes_proposal_id"),
    )
    op.create_index("ix_lanes_due_at", "lanes", ["due_at"], unique=False)
    op.create_table(
        "representatives",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("alliance_id", BIG_ID, nullable=False),
        sa.Column("partner_id", BIG_ID, nullable=False),
        sa.Column("slack_user_id", sa.String(length=40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["alliance_id"], ["alliances.id"], name="fk_representatives_alliance_id"),
        sa.ForeignKeyConstraint(["partner_id"], ["partners.id"], name="fk_representatives_partner_id"),
        sa.PrimaryKeyConstraint("id", name="pk_representatives"),
    )
    op.create_index("ix_representatives_partner_id", "representatives", ["partner_id"], unique=False)
    op.create_index(
        "uq_current_representative",
        "representatives",
        ["alliance_id", "slack_user_id"],
        unique=True,
        sqlite_where=sa.text("until IS NULL"),
        postgresql_where=sa.text("until IS NULL"),
    )
    op.create_table(
        "responses",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("proposal_id", BIG_ID, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("partner_id", BIG_ID, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("by", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("concern", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("acceptable_if", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["partner_id"], ["partners.id"], name="fk_responses_partner_id"),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposals.id"], name="fk_responses_proposal_id"),
        sa.PrimaryKeyConstraint("id", name="pk_responses"),
    )
    op.create_index("ix_responses_proposal_id", "responses", ["proposal_id"], unique=False)
    op.create_table(
        "revisions",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("proposal_id", BIG_ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("rich_text", sa.JSON(), nullable=False),
        sa.Column("benefit", sa.Text(), nullable=False),
        sa.Column("decide_by", sa.Date(), nullable=True),
        sa.Column("supersedes_id", BIG_ID, nullable=True),
        sa.Column("by", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposals.id"], name="fk_revisions_proposal_id"),
        sa.ForeignKeyConstraint(["supersedes_id"], ["proposals.id"], name="fk_revisions_supersedes_id"),
        sa.PrimaryKeyConstraint("id", name="pk_revisions"),
        sa.UniqueConstraint("proposal_id", "number", name="uq_revisions_proposal_id_number"),
    )
    op.create_index("ix_revisions_supersedes_id", "revisions", ["supersedes_id"], unique=False)
    op.create_table(
        "withdrawals",
        sa.Column("proposal_id", BIG_ID, nullable=False),
        sa.Column("by", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposals.id"], name="fk_withdrawals_proposal_id"),
        sa.PrimaryKeyConstraint("proposal_id", name="pk_withdrawals"),
    )
    op.create_table(
        "messages",
        sa.Column("id", BIG_ID, nullable=False),
        sa.Column("lane_id", BIG_ID, nullable=False),
        sa.Column("key", sa.String(length=255), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("about", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("message_ts", sa.String(length=40), nullable=False),
        sa.Column("ended_as", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["lane_id"], ["lanes.id"], name="fk_messages_lane_id"),
        sa.PrimaryKeyConstraint("id", name="pk_messages"),
        sa.UniqueConstraint("key", name="uq_messages_key"),
    )
    op.create_index(
        "ix_unsaid_messages",
        "messages",
        ["lane_id", "id"],
        unique=False,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
