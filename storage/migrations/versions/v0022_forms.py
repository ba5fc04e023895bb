"""A text may be written in a form of the alliance: which one, and what is filled in."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("revisions", sa.Column("template", sa.String(80), nullable=False, server_default=""))
    op.add_column("revisions", sa.Column("filled", sa.JSON(), nullable=False, server_default=sa.text("'[]'")))
