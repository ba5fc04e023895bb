"""A response gets its id from its entry in the log. Nothing else may give one: it would come before what was said."""

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE responses ALTER COLUMN id DROP DEFAULT")
        op.execute("DROP SEQUENCE responses_id_seq")
