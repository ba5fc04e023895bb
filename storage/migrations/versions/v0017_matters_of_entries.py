"""Each log entry has the number of the proposal that it is about, so that these are found without reading all."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

# They tell what a decision did to the alliance; `number` is that decision.
ABOUT_THE_ALLIANCE = ("partner_joined", "partner_left", "representatives_changed")


def upgrade() -> None:
    op.add_column("log_entries", sa.Column("matter", sa.Integer(), nullable=True))
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    op.execute(
        "DROP TRIGGER log_entries_no_update" if is_sqlite else "DROP TRIGGER log_entries_append_only ON log_entries"
    )
    _fill(op.get_bind())
    op.execute(
        "CREATE TRIGGER log_entries_no_update BEFORE UPDATE ON log_entries "
        "BEGIN SELECT RAISE(ABORT, 'log_entries is append-only'); END"
        if is_sqlite
        else "CREATE TRIGGER log_entries_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON log_entries "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )
    op.create_index("ix_log_entries_alliance_id_matter", "log_entries", ["alliance_id", "matter"])


def _fill(connection: sa.Connection) -> None:
    query = sa.text("SELECT alliance_id, sequence, kind, fields FROM log_entries")
    found = [
        {"alliance": row.alliance_id, "sequence": row.sequence, "matter": number}
        for row in connection.execute(query)
        if row.kind not in ABOUT_THE_ALLIANCE and (number := _number(row.fields)) is not None
    ]
    if found:
        connection.execute(
            sa.text("UPDATE log_entries SET matter = :matter WHERE alliance_id = :alliance AND sequence = :sequence"),
            found,
        )


def _number(fields: str) -> int | None:
    """What somebody changed may be no JSON; `accord log verify` tells that."""
    try:
        number = json.loads(fields).get("number")
    except (ValueError, AttributeError):
        return None
    return number if isinstance(number, int) else None
