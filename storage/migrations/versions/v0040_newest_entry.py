"""The hash of an alliance's newest log entry stands in that entry alone."""

from alembic import op

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_column("alliances", "log_head")
