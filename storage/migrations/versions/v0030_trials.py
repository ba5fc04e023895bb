"""A text may name the last day on which it counts unless all renew it, and the first on which it can be decided."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("revisions", sa.Column("tried_until", sa.Date(), nullable=True))
    op.add_column("revisions", sa.Column("earliest_on", sa.Date(), nullable=True))
