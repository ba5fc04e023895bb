"""From which workspace a person is, as Slack tells: should another one have the same id, it is not them."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("people", sa.Column("team", sa.String(length=40), nullable=False, server_default=""))
    # Slack is asked about everybody anew, soon.
    op.execute("UPDATE people SET asked_at = '1970-01-01 00:00:00.000000'")
