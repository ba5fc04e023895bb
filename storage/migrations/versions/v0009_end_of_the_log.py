"""The database moves the end of an alliance's log with each entry: a statement less a press, and never forgotten."""

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        # SQLAlchemy writes moments for SQLite with a blank and without a zone.
        op.execute(
            "CREATE TRIGGER log_entries_move_end AFTER INSERT ON log_entries BEGIN UPDATE alliances SET "
            "log_length = NEW.sequence, log_head = NEW.hash, look_at = replace(substr(NEW.at, 1, 26), 'T', ' ') "
            "WHERE id = NEW.alliance_id; END"
        )
        return
    op.execute(
        "CREATE FUNCTION move_end_of_log() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN UPDATE alliances SET "
        "log_length = NEW.sequence, log_head = NEW.hash, look_at = NEW.at::timestamptz "
        "WHERE id = NEW.alliance_id; RETURN NULL; END $$"
    )
    op.execute(
        "CREATE TRIGGER log_entries_move_end AFTER INSERT ON log_entries "
        "FOR EACH ROW EXECUTE FUNCTION move_end_of_log()"
    )
