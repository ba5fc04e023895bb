"""A text may name its class of matters and its sum, and a partner may wait for the word of its own board."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("revisions", sa.Column("matter", sa.String(80), nullable=False, server_default=""))
    op.add_column("revisions", sa.Column("sum", sa.Integer(), nullable=True))
    op.add_column("questions", sa.Column("subject_to", sa.String(80), nullable=False, server_default=""))
