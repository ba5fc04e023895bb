"""Do commands that read leave everything as it is, and work where nothing may be written?"""

import ctypes
import hashlib
import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from sqlalchemy import make_url

from storage.engine.database import Database
from storage.engine.schema import upgrade
from tests import warm
from tests.cast import HAL, KARA, LEADS
from tests.databases import on_both_databases, only_postgresql, only_sqlite
from tests.stories.stage import Stage, picture

READING = {
    "verify": ["log", "verify"],
    "export": ["log", "export", "--format", "csv"],
    "register": ["register", "build", "--out", "register"],
    "pack": ["foi", "--from", "2026-01-01", "--to", "2099-12-31", "--out", "pack.zip"],
    "person": ["person", "show", KARA],
    "doctor": ["doctor"],
}


def give_rights_up() -> None:
    """Root may write everywhere; without its capabilities it reads what modes allow."""
    version, none = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()
    assert ctypes.CDLL(None).capset(version, none) == 0


def without_rights(stage: Stage, command: list[str], url: str) -> subprocess.CompletedProcess[str]:
    return warm.run(("bot", *command), stage.folder, stage.environment(DATABASE_URL=url), give_rights_up)


def kept(folder: Path) -> dict[str, str]:
    """Tell what stands in the files of the database, but for what SQLite shares between processes."""
    return {
        file.name: hashlib.sha256(file.read_bytes()).hexdigest()
        for file in folder.glob("*.db*")
        if not file.name.endswith("-shm")
    }


def read_only_copy(stage: Stage, *, with_newest: bool = False) -> str:
    """Copy the database to a folder in which nobody may write; return how it is reached."""
    folder = stage.folder / "copy"
    folder.mkdir()
    if with_newest:
        shutil.copy(stage.folder / "accord.db", folder)
        shutil.copy(stage.folder / "accord.db-wal", folder)
    else:
        # As docs/deploy.md has it.
        ways = (closing(sqlite3.connect(place / "accord.db")) for place in (stage.folder, folder))
        with next(ways) as there, next(ways) as here:
            there.backup(here)
    for file in folder.iterdir():
        file.chmod(0o444)
    folder.chmod(0o555)
    return f"sqlite:///{folder}/accord.db"


@only_sqlite
def test_a_copy_that_nobody_may_write_to_can_be_read(stage: Stage) -> None:
    card = stage.raises()
    stage.objects(card, HAL)
    stage.consents(card, *LEADS)
    stage.until(stage.outcomes)
    stage.stop_bot()
    copy = read_only_copy(stage)
    before = kept(stage.folder / "copy")

    answers = {name: without_rights(stage, command, copy) for name, command in READING.items()}

    # All that is amiss is that the copy is for everybody to read.
    assert {name: answer.returncode for name, answer in answers.items()} == {**dict.fromkeys(READING, 0), "doctor": 1}
    amiss = [line for line in answers["doctor"].stdout.splitlines() if line.startswith("❌")]
    assert ["can read or write it (mode 0444)" in line for line in amiss] == [True]
    assert "entries hold" in answers["verify"].stdout
    assert "Ten winter beds" in answers["export"].stdout
    assert kept(stage.folder / "copy") == before


@only_sqlite
def test_a_copy_whose_newest_entries_stand_beside_it_is_not_half_read(stage: Stage) -> None:
    stage.raises()
    # The copy of a database that is in use.
    copy = read_only_copy(stage, with_newest=True)

    refused = without_rights(stage, ["log", "verify"], copy)

    assert (refused.returncode, refused.stdout) == (2, "")
    assert (
        "stand in accord.db-wal, and can be read only in a folder that can be written to: copy both" in refused.stderr
    )


@only_sqlite
def test_reading_beside_a_bot_changes_nothing_and_sees_the_newest(stage: Stage) -> None:
    stage.raises()
    with stage.without_pauses():
        stage.until(lambda: "1 proposal is open" in picture(stage.desk()))
    stage.says_all()
    stage.until(lambda: not stage.rows("SELECT 1 FROM lanes WHERE claimed_until IS NOT NULL"))
    assert stage.bot
    before = kept(stage.folder)

    answer = stage.accord("log", "export", "--format", "csv")

    assert "Ten winter beds" in answer.stdout
    assert kept(stage.folder) == before


@only_postgresql
def test_a_role_that_may_only_select_reads_everything(stage: Stage) -> None:
    card = stage.raises()
    stage.consents(card, *LEADS)
    stage.until(stage.outcomes)
    url, name = make_url(stage.database_url), f"reader_{os.getpid()}"
    stage.changes(f"CREATE ROLE {name} LOGIN")
    stage.changes(f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {name}")

    reader = url.set(username=name).render_as_string(hide_password=False)
    answers = {name: stage.accord(*command, DATABASE_URL=reader) for name, command in READING.items()}

    assert {name: answer.returncode for name, answer in answers.items()} == dict.fromkeys(READING, 0), answers
    assert "entries hold" in answers["verify"].stdout
    stage.changes(f"DROP OWNED BY {name}")
    stage.changes(f"DROP ROLE {name}")


@on_both_databases
def test_tables_of_an_older_accord_are_left_as_they_are(quiet_stage: Stage) -> None:
    database = Database(quiet_stage.database_url)
    upgrade(database, "0016")
    database.close()

    refused = quiet_stage.accord("log", "verify")

    assert (refused.returncode, refused.stdout) == (2, "")
    assert "its tables are of an older Accord, and reading does not change them; start `accord run`" in refused.stderr
    assert quiet_stage.rows("SELECT version_num FROM alembic_version") == [("0016",)]
