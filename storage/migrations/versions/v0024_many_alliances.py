"""Who stands in, and who is away or gone, is found without going through everybody."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

STANDS_IN = "ends_at IS NOT NULL AND until IS NULL"
IS_AWAY = "away_until IS NOT NULL"


def upgrade() -> None:
    for name, table, column, where in (
        ("ix_stand_ins", "representatives", "ends_at", STANDS_IN),
        ("ix_away", "people", "away_until", IS_AWAY),
        ("ix_gone", "people", "slack_user_id", "is_gone"),
    ):
        op.create_index(name, table, [column], sqlite_where=sa.text(where), postgresql_where=sa.text(where))
