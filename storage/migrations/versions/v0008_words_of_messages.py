"""What a message said is kept, so that it can be told later: texts are made anew from what is stored."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("messages", sa.Column("words", sa.Text(), nullable=False, server_default=""))
