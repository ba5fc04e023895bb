"""Direct messages change when answered, people may be asked at any hour, and a text may name from when it counts."""

import sqlalchemy as sa
from alembic import op

from storage.engine.columns import BigId

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("people", sa.Column("at_once", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("revisions", sa.Column("in_force_on", sa.Date(), nullable=True))
    op.create_table(
        "told_of",
        sa.Column("message_id", BigId, nullable=False),
        sa.Column("proposal_id", BigId, nullable=False),
        sa.Column("lane_id", BigId, nullable=False),
        sa.Column("place", sa.String(40), nullable=False),
        sa.Column("shown", sa.String(40), nullable=False),
        sa.PrimaryKeyConstraint("message_id", "proposal_id", name="pk_told_of"),
        sa.ForeignKeyConstraint(["message_id"], ["messages.id"], name="fk_told_of_message_id"),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposals.id"], name="fk_told_of_proposal_id"),
        sa.ForeignKeyConstraint(["lane_id"], ["lanes.id"], name="fk_told_of_lane_id"),
    )
    op.create_index("ix_told_of_proposal_id", "told_of", ["proposal_id"])
    op.create_index("ix_told_of_lane_id", "told_of", ["lane_id"])
