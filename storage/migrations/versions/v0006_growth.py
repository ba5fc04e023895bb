"""What keeps presses, Home, digest and clock as quick with many decisions and many alliances as with few."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

LONG_AGO = "1970-01-02 00:00:00.000000"
EVERYBODY = (
    "SELECT slack_user_id FROM representatives WHERE until IS NULL UNION SELECT slack_user_id FROM operations_managers"
)


def upgrade() -> None:
    moment = sa.DateTime(timezone=True)
    op.add_column("alliances", sa.Column("look_at", moment, nullable=False, server_default=LONG_AGO))
    op.create_index("ix_alliances_look_at", "alliances", ["look_at"])
    for table in ("representatives", "operations_managers"):
        op.create_index(f"ix_{table}_slack_user_id", table, ["slack_user_id"])
    op.create_index("ix_people_asked_at", "people", ["asked_at"])
    op.create_index("ix_proposals_alliance_id_ended_at", "proposals", ["alliance_id", "ended_at"])
    op.add_column("proposals", sa.Column("review_on", sa.Date(), nullable=True))
    op.create_index("ix_proposals_alliance_id_review_on", "proposals", ["alliance_id", "review_on"])
    op.execute(
        "UPDATE proposals SET review_on = ("
        "SELECT r.review_on FROM agreements a "
        "JOIN revisions r ON r.proposal_id = a.proposal_id AND r.number = a.revision "
        "WHERE a.proposal_id = proposals.id) WHERE id NOT IN ("
        "SELECT r.supersedes_id FROM agreements a "
        "JOIN revisions r ON r.proposal_id = a.proposal_id AND r.number = a.revision WHERE r.supersedes_id IS NOT NULL)"
    )
    op.create_index("ix_messages_lane_id_kind_created_at", "messages", ["lane_id", "kind", "created_at"])
    op.create_index(
        "ix_homes",
        "lanes",
        ["alliance_id"],
        sqlite_where=sa.text("has_home = 1"),
        postgresql_where=sa.text("has_home"),
    )
    # Everybody has a row from now on, so that whose name is old is found through an index.
    op.execute(
        "INSERT INTO people (slack_user_id, name, asked_at, timezone, is_gone) "  # noqa: S608 (our own words)
        f"SELECT slack_user_id, '', '{LONG_AGO}', '', false FROM ({EVERYBODY}) AS everybody "
        "WHERE slack_user_id NOT IN (SELECT slack_user_id FROM people)"
    )
