"""An alliance may be in the database before it is founded: what it would be is drafted in Slack until all consent."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("alliances", sa.Column("founding", sa.JSON(), nullable=True))
