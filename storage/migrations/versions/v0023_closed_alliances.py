"""The partners of an alliance may close it for good: when that was."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("alliances", sa.Column("closed_at", sa.DateTime(timezone=True)))
