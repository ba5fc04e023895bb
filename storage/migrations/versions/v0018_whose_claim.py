"""A lane knows how often it was claimed: whoever was paused for too long finds that it is not theirs any more."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("lanes", sa.Column("claim", sa.Integer(), nullable=False, server_default="0"))
