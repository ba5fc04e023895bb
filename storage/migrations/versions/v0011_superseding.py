"""Few texts supersede a decision: an index of those only, so that a database never takes it for one of all texts."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("ix_revisions_supersedes_id", "revisions")
    op.create_index(
        "ix_superseding",
        "revisions",
        ["supersedes_id"],
        sqlite_where=sa.text("supersedes_id IS NOT NULL"),
        postgresql_where=sa.text("supersedes_id IS NOT NULL"),
    )
