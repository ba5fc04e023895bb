"""Whose holidays an alliance keeps, and when its people can be reached."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name, length in (("country", 10), ("region", 40)):
        op.add_column("alliances", sa.Column(name, sa.String(length), nullable=False, server_default=""))
    op.add_column("people", sa.Column("timezone", sa.String(80), nullable=False, server_default=""))
    op.add_column("people", sa.Column("is_gone", sa.Boolean(), nullable=False, server_default=sa.false()))
    # Ask for everybody's zone at the next start.
    op.execute("UPDATE people SET asked_at = '1970-01-01 00:00:00'")
