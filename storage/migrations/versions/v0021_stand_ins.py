"""Somebody may speak for a partner for a time: the moment at which that is over."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("representatives", sa.Column("ends_at", sa.DateTime(timezone=True)))
