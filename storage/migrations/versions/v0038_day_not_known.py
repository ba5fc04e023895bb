"""A partner that waits for its own board may not know yet on which day it meets."""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("questions") as table:
        table.alter_column("answer_by", existing_type=sa.Date(), nullable=True)
    if op.get_bind().dialect.name == "sqlite":
        # The table was made anew there, without its triggers.
        for act in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER questions_no_{act.lower()} BEFORE {act} ON questions "
                "BEGIN SELECT RAISE(ABORT, 'questions is append-only'); END"
            )
