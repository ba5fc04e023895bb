"""The end of an alliance's log is moved by what adds an entry, and the clock asks for what is due."""

from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER log_entries_move_end")
    else:
        op.execute("DROP TRIGGER log_entries_move_end ON log_entries")
        op.execute("DROP FUNCTION move_end_of_log()")
    op.drop_index("ix_alliances_look_at", "alliances")
    op.drop_column("alliances", "look_at")
