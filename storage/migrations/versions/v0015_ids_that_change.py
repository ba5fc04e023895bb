"""Channels and people get other ids in Slack, and a changed timetable counts from then on."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("alliances", sa.Column("app_trouble_at", MOMENT, nullable=True))
    # What the log was sealed with stays when the channel gets another id.
    op.add_column("alliances", sa.Column("sealed_as", sa.String(length=40), nullable=False, server_default=""))
    op.execute("UPDATE alliances SET sealed_as = channel")
    # Both databases want a value for the rows that are there.
    op.add_column(
        "alliances", sa.Column("digest_since", MOMENT, nullable=False, server_default="1970-01-01 00:00:00.000000")
    )
    op.execute("UPDATE alliances SET digest_since = founded_at")
    op.add_column("people", sa.Column("moved_to", sa.String(length=40), nullable=False, server_default=""))
    op.create_index("ix_people_moved_to", "people", ["moved_to"])
    with op.batch_alter_table("people") as table:
        table.alter_column("team", type_=sa.Text(), existing_nullable=False, existing_server_default="")
    # Slack is asked about everybody anew, soon: it tells of several workspaces now.
    op.execute("UPDATE people SET asked_at = '1970-01-01 00:00:00.000000'")
