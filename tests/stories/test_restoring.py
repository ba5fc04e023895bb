"""Is a backup enough to go on from? The drill of docs/deploy.md, on both databases."""

import sqlite3
import subprocess
from contextlib import closing

from sqlalchemy import make_url

from tests.cast import ANN, DEV, LEADS
from tests.databases import on_both_databases, postgresql_programs
from tests.stories.stage import Stage, picture

pytestmark = on_both_databases


def back_up(stage: Stage) -> None:
    if stage.database_url.startswith("sqlite"):
        with (
            closing(sqlite3.connect(stage.folder / "accord.db")) as source,
            closing(sqlite3.connect(stage.folder / "kept.db")) as kept,
        ):
            # What sqlite3's .backup does.
            source.backup(kept)
        return
    run_postgresql(stage, "pg_dump", "--format", "custom", "--file", str(stage.folder / "kept.dump"))


def restore(stage: Stage) -> None:
    if stage.database_url.startswith("sqlite"):
        (stage.folder / "kept.db").replace(stage.folder / "accord.db")
        for left in ("accord.db-wal", "accord.db-shm"):
            (stage.folder / left).unlink(missing_ok=True)
        return
    stage.changes("DROP SCHEMA public CASCADE")
    stage.changes("CREATE SCHEMA public")
    run_postgresql(stage, "pg_restore", "--no-owner", str(stage.folder / "kept.dump"))


def run_postgresql(stage: Stage, program: str, *arguments: str) -> None:
    url = make_url(stage.database_url)
    where = ["--host", str(url.query["host"]), "--username", str(url.username), "--dbname", str(url.database)]
    subprocess.run([postgresql_programs() / program, *where, *arguments], check=True)  # noqa: S603 (our own program)


def test_restore_verify_go_on(stage: Stage) -> None:
    card = stage.raises()
    stage.consents(card, ANN)
    stage.card_says(card, "1 of 8 partners consent")
    back_up(stage)
    stage.consents(card, DEV)
    lost = stage.raises(typed={"Title": "A boat"})
    stage.card_says(card, "2 of 8 partners consent")
    stage.until(lambda: stage.rows("SELECT 1 FROM lanes WHERE card_ts = ?", lost.ts))
    stage.stop_bot()

    restore(stage)
    assert stage.accord("log", "verify").returncode == 0
    stage.start_bot()

    # What was said after the backup is asked for again.
    other = stage.raises(typed={"Title": "A van"})
    stage.consents(card, *(lead for lead in LEADS if lead != ANN))
    stage.card_says(card, "Agreed on")
    # The card of a proposal that is not there any more is not taken for the new one that has its number.
    assert "No. 2" in picture(lost)
    assert "No. 2" in picture(other)
    stage.person(ANN).clicks("Consent", lost)
    assert "Accord does not know this proposal." in stage.window(ANN)
    stage.card_says(other, "0 of 8 partners consent")
