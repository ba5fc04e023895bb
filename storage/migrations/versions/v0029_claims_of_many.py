"""What is worked on next is found at once, however many lanes wait."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name, column, condition in (
        ("ix_lanes_of_cards", "due_at", "proposal_id IS NOT NULL"),
        ("ix_claimed_lanes", "claimed_until", "claimed_until IS NOT NULL"),
    ):
        op.create_index(name, "lanes", [column], sqlite_where=sa.text(condition), postgresql_where=sa.text(condition))
