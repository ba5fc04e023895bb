"""What somebody with the database's own account puts into the tables is no decision, and is found (rule 10)."""

import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import create_engine, text

from tests.cast import ANN, HAL, IVY, KARA, LEADS
from tests.databases import on_both_databases, tampering
from tests.stories.stage import Stage, picture

CONSENT_IN_NO_LOG = (
    "INSERT INTO responses (id, proposal_id, revision, partner_id, kind, by, at, concern, reason, acceptable_if, "
    "settled, text_sha256) "
    "SELECT max(id) + 1000, 1, 1, (SELECT id FROM partners WHERE name = 'Tollcross Housing First'), 'consent', "
    "'U0HAL', max(at), '', '', '', '', max(text_sha256) FROM responses"
)
FOI = ["foi", "--from", "2026-01-01", "--to", "2026-12-31", "--topic", "beds", "--out", "pack.zip"]
# What is done to the tables, and what is said of it.
TAMPERED = {
    CONSENT_IN_NO_LOG: "No. 1: response 9 in the tables stands in no log entry",
    "INSERT INTO agreements (proposal_id, revision, at, partners) "
    "SELECT 1, 1, max(at), '[1, 2, 3, 4, 5, 6, 7, 8]' FROM responses": "No. 1: its agreement in the tables is not",
    "INSERT INTO representatives (alliance_id, partner_id, slack_user_id, position, since) "
    "SELECT 1, 1, 'U0STRANGER', 1, max(at) FROM responses": "the tables have Glasgow City Council, represented by",
    "UPDATE revisions SET text = 'A hundred beds.'": "No. 1: revision 1 in the tables is not the log's",
    "UPDATE responses SET concern = 'Noise' WHERE kind = 'consent'": "No. 1: response 2 in the tables is not the log's",
    "DELETE FROM responses WHERE kind = 'objection'": "No. 1: response 8 in the tables is missing",
    "UPDATE operations_managers SET slack_user_id = 'U0ANN'": "other operations managers of the alliance",
    "UPDATE proposals SET author = 'U0IVY'": "No. 1: its author in the tables is not the log's",
    "DELETE FROM log_entries": "entry 1 does not hold",
    "DELETE FROM alliances": "The decision log is empty: no alliance is founded here",
}


def test_tables_that_say_otherwise_than_the_log_are_found(stage: Stage) -> None:
    assert (HAL, ANN, IVY) == ("U0HAL", "U0ANN", "U0IVY")
    card = stage.raises()
    stage.objects(card, HAL)
    stage.consents(card, *(lead for lead in LEADS if lead != HAL))
    stage.card_says(card, "7 of 8 partners consent")
    stage.stop_bot()
    stage.wait_for_bots_end()
    assert stage.accord("log", "verify").returncode == 0

    for place, (statement, found) in enumerate(TAMPERED.items()):
        copy = f"sqlite:///{stage.folder}/{place}.db"
        with closing(sqlite3.connect(stage.folder / "accord.db")) as kept:
            kept.execute(f"VACUUM INTO '{stage.folder}/{place}.db'")
        with tampering(create_engine(copy)) as connection:
            connection.execute(text(statement))
        answer = stage.accord("log", "verify", "--json", DATABASE_URL=copy)
        assert (answer.returncode, json.loads(answer.stdout)["holds"]) == (1, False), statement
        assert found in stage.accord("log", "verify", DATABASE_URL=copy).stdout, statement
    # Nothing is made from records that differ from their log.
    for command in (["log", "export", "--format", "md"], ["register", "build", "--out", "register"], FOI):
        refused = stage.accord(*command, DATABASE_URL=f"sqlite:///{stage.folder}/3.db")
        assert (refused.returncode, refused.stdout) == (2, ""), command
        assert "No. 1: revision 1 in the tables is not the log's. Nothing was written" in refused.stderr


@on_both_databases
def test_what_the_log_does_not_bear_out_is_not_agreed(stage: Stage) -> None:
    card = stage.raises()
    stage.objects(card, HAL)
    stage.consents(card, *(lead for lead in LEADS if lead not in (HAL, IVY)))
    stage.card_says(card, "6 of 8 partners consent")
    # The bot's own account may add rows; the triggers refuse only changes.
    stage.changes(CONSENT_IN_NO_LOG)
    stage.stop_bot()
    stage.start_bot()

    stage.consents(card, IVY)

    told = picture(stage.private_words(KARA, "has not recorded a decision"))
    assert "the decision log does not hold the consent of every partner" in told
    stage.until(lambda: "the log has no consent of Tollcross Housing First" in stage.log())
    assert (stage.rows("SELECT * FROM agreements"), stage.outcomes()) == ([], [])
    verified = stage.accord("log", "verify")
    assert verified.returncode == 1
    assert "in the tables stands in no log entry" in verified.stdout
    stage.stop_bot()
    forged = stage.rows("SELECT max(id) FROM responses WHERE \"by\" = 'U0HAL'")[0][0]
    take_out(stage, forged)
    assert stage.accord("log", "verify").returncode == 0
    stage.start_bot()
    stage.consents(card, HAL)
    stage.until(stage.outcomes)
    assert "is missing" not in stage.log()


def take_out(stage: Stage, response: int) -> None:
    """Do as the document says."""
    document = (Path(__file__).parents[2] / "docs/threats.md").read_text(encoding="utf-8")
    for_postgresql, for_sqlite = re.findall(r"```sql\n(.*?)```", document, re.DOTALL)
    by_hand = create_engine(stage.database_url, isolation_level="AUTOCOMMIT")
    with by_hand.connect() as connection:
        written = for_postgresql if by_hand.dialect.name == "postgresql" else for_sqlite
        for statement in re.split(r"(?<=;)\n", written):
            connection.exec_driver_sql(statement.replace("= 9", f"= {response}") or "SELECT 1")
    by_hand.dispose()


def test_a_database_that_would_let_facts_be_changed_is_told(stage: Stage) -> None:
    stage.stop_bot()
    assert "append_only" not in stage.log()
    stage.changes("DROP TRIGGER log_entries_no_update")
    stage.changes("DROP TRIGGER responses_no_delete")

    stage.start_bot()

    for told in (stage.accord("doctor").stdout, stage.log()):
        assert "nothing keeps the rows of log_entries from being changed (no_update is missing)" in told
        assert "nothing keeps the rows of responses from being changed (no_delete is missing)" in told
