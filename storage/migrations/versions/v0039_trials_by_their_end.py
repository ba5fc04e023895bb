"""Decisions that are tried until a day are found by that day: the clock asks for them every minute."""

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None


def upgrade() -> None:
    few = sa.text("tried_until IS NOT NULL")
    op.create_index("ix_trials", "revisions", ["tried_until"], sqlite_where=few, postgresql_where=few)
