"""Do log, tables, exports and the outside check agree over one history in which every feature meets the others?"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from sqlalchemy import Connection, text

from decisions.log.log_kinds import LOG_KINDS
from storage.engine.columns import metadata
from storage.engine.database import Database
from tests import outside
from tests.databases import give_tables
from tests.every_table import AS_THE_LOG_TELLS, BESIDE_WHAT_IT_TELLS, ON_THEIR_OWN, faults
from tests.handlers.all_of_it import BEDS, CHAPTERS, LEAVES, NEW_PLAN, OWN_PLAN, PLAN, ROTA, VAN
from tests.handlers.everything import Everything

BY_ONE = "1 decision follows from the consent of the one partner whose own matter it is by law (No. 8)\n"
FORMS = ("json", "csv", "md", "html")


@pytest.fixture(scope="module")
def all_of_it(tmp_path_factory: pytest.TempPathFactory) -> Any:
    there = tmp_path_factory.mktemp("all")
    (there / "papers").mkdir()
    give_tables(url := f"sqlite:///{there}/accord.db")
    made = Everything(Database(url, papers_folder=there / "papers"), there)
    for chapter in CHAPTERS:
        chapter(made)
        assert made.differences() == [], chapter.__name__
    yield made
    made.database.close()


@pytest.fixture(scope="module")
def folder(all_of_it: Everything, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Everything that the command line writes of it."""
    out, accord = tmp_path_factory.mktemp("out"), all_of_it.accord
    for form in FORMS:
        accord("log", "export", "--format", form, "--out", f"{out}/log.{form}", "--papers", f"{out}/papers.{form}")
    accord("log", "export", "--format", "decisions", "--out", f"{out}/decisions.csv")
    accord("register", "build", "--open", "--attributed", "--out", f"{out}/register")
    accord("calendar", "--out", f"{out}/calendar.ics")
    accord("foi", "--from", "2026-11-01", "--to", "2026-12-31", "--out", f"{out}/pack.zip")
    return out


def test_every_table_of_the_schema_says_what_the_log_says_or_has_a_reason_why_not(all_of_it: Everything) -> None:
    assert {*metadata.tables} == AS_THE_LOG_TELLS | BESIDE_WHAT_IT_TELLS | {*ON_THEIR_OWN}
    with all_of_it.database.snapshot() as connection:
        assert list(faults(connection)) == []


@pytest.mark.parametrize("name", sorted(AS_THE_LOG_TELLS - {"alliances"}))
def test_a_row_that_is_missing_anywhere_is_found(all_of_it: Everything, name: str) -> None:
    key = [column.name for column in metadata.tables[name].primary_key]
    # For whom people spoke formerly decides nothing, and is not compared.
    current = "WHERE until IS NULL" if name == "representatives" else ""

    with tampered(all_of_it) as connection:
        newest = f"SELECT {', '.join(key)} FROM {name} {current} ORDER BY {key[-1]} DESC LIMIT 1"  # noqa: S608 (our own names)
        gone = connection.execute(text(f"DELETE FROM {name} WHERE ({', '.join(key)}) IN ({newest})"))  # noqa: S608 (likewise)

        assert gone.rowcount == 1
        assert list(faults(connection)) != []


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE alliances SET digest_day = 'friday'",
        "UPDATE alliances SET correction_days = correction_days + 1",
        "UPDATE alliances SET log_head = '0'",
        "UPDATE proposal_words SET words = 'others' WHERE rowid = 2",
        "INSERT INTO paper_words (alliance_id, sha256, words) VALUES (1, 'none', 'words')",
        "INSERT INTO sealed_words (answer_id, salt, said) SELECT id, '', '{}' FROM sealed_answers LIMIT 1",
    ],
)
def test_what_stands_there_and_not_in_the_log_is_found(all_of_it: Everything, change: str) -> None:
    with tampered(all_of_it) as connection:
        assert connection.execute(text(change)).rowcount == 1

        assert list(faults(connection)) != []


@contextmanager
def tampered(all_of_it: Everything) -> Iterator[Connection]:
    """Change what nobody may change, for a while."""
    with all_of_it.database.transaction() as connection:
        connection.execute(text("PRAGMA defer_foreign_keys = ON"))
        for (trigger,) in connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).all():
            connection.execute(text(f"DROP TRIGGER {trigger}"))
        yield connection
        connection.rollback()


def read(file: Path) -> str:
    return file.read_bytes().decode()


def test_every_kind_of_entry_is_met(all_of_it: Everything) -> None:
    assert set(all_of_it.kinds()) == set(LOG_KINDS)


@pytest.mark.parametrize("form", FORMS)
def test_every_export_holds_and_each_decision_follows_from_it(folder: Path, form: str) -> None:
    holds, said = outside.verdict(read(folder / f"log.{form}"), form)

    assert holds, said
    assert said.endswith(f"{outside.follows(9)}{BY_ONE}")


def test_every_paper_that_was_put_is_beside_each_export_and_in_a_pack_and_a_register_has_those_that_stand(
    folder: Path,
) -> None:
    for form in FORMS:
        assert bytes_in(folder / f"papers.{form}") == {PLAN, NEW_PLAN, ROTA}
    assert bytes_in(folder / "register" / "papers") == {NEW_PLAN, ROTA}
    with ZipFile(folder / "pack.zip") as pack:
        assert {pack.read(name) for name in pack.namelist() if name.startswith("papers/")} == {PLAN, NEW_PLAN, ROTA}
    for beside in (folder / "papers.json", folder / "register" / "papers"):
        holds, said = outside.verdict(read(folder / "log.json"), papers=beside)
        assert holds, said
        assert f"{len([*beside.iterdir()])} papers are as the log names them" in said


def bytes_in(folder: Path) -> set[bytes]:
    return {file.read_bytes() for file in folder.iterdir()}


def test_papers_are_the_same_wherever_they_are_kept(all_of_it: Everything, folder: Path) -> None:
    """This comes after the folder of all that is written: papers are moved to the database, and back."""
    lay_in, registered = all_of_it.papers, bytes_in(folder / "register" / "papers")
    all_of_it.papers = "database"
    all_of_it.accord("papers", "move", "--from", lay_in)

    all_of_it.accord("log", "verify")
    all_of_it.accord("register", "build", "--open", "--attributed", "--out", f"{folder}/again")

    assert bytes_in(folder / "again" / "papers") == registered
    all_of_it.papers = lay_in
    all_of_it.accord("papers", "move")
    assert all_of_it.differences() == []


def test_a_pack_for_a_request_holds(folder: Path) -> None:
    with ZipFile(folder / "pack.zip") as pack:
        written, check = (pack.read(name).decode() for name in ("entries.json", "check.py"))

    holds, said = outside.verdict(written)

    assert check == outside.script()
    assert holds, said


def test_the_log_holds_and_the_tables_say_the_same(all_of_it: Everything) -> None:
    all_of_it.accord("log", "verify")

    assert all_of_it.differences() == []


def test_a_partner_is_called_by_its_name_of_now_wherever_it_leaves(all_of_it: Everything, folder: Path) -> None:
    assert "*From then on:* Harbour House leaves the alliance" in all_of_it.card(LEAVES)
    assert "With this decision: Harbour House leaves the alliance." in read(folder / "log.md")
    assert "Harbour House leaves the alliance." in read(folder / "register" / "decisions" / f"{LEAVES}.html")


def test_a_decision_tells_of_its_form_of_who_stepped_back_and_of_what_came_of_it(
    all_of_it: Everything, folder: Path
) -> None:
    page, minutes = read(folder / "register" / "decisions" / f"{BEDS}.html"), read(folder / "log.md")
    kept = json.loads(read(folder / "register" / "api" / "decisions" / f"{BEDS}.json"))
    words = ("all 3 who decide", "Budget", "£300", "Clyde Outreach stepped back", "Ten are there.")

    assert not [each for each in words if each not in page or each not in minutes]
    assert "*Clyde Outreach* stepped back (a role or task): We run it" in all_of_it.card(BEDS)
    assert [each["state"] for each in kept["actions"]] == ["done", "to do", "taken back"]
    assert [each["partner"] for each in kept["consented"]] == ["Harbour House", "Kelvin", "Council"]


def test_what_was_sealed_is_on_record_when_all_have_answered(folder: Path) -> None:
    minutes = read(folder / "log.md")
    opened = f"Sealed answers opened to No. {VAN}"
    words = (opened, "It is too old", "First round: sealed", "all who decide have answered")

    assert not [each for each in words if each not in minutes]


def test_a_correction_stands_beside_the_record_wherever_it_is_read(all_of_it: Everything, folder: Path) -> None:
    kept = json.loads(read(folder / "register" / "api" / "decisions" / f"{BEDS}.json"))
    with ZipFile(folder / "pack.zip") as pack:
        given_out = "\n".join(pack.read(name).decode() for name in pack.namelist() if name.endswith(".html"))

    for written in (read(folder / "log.md"), read(folder / "log.html"), read(folder / "log.csv"), given_out):
        assert "We spoke of eleven beds" in written
    assert "We spoke of eleven beds." in read(folder / "register" / "decisions" / f"{BEDS}.html")
    ((words, partner),) = ((each["words"]["text"], each["partner"]) for each in kept["corrections"])
    assert (words, partner) == ("We spoke of eleven beds.", "Clyde Outreach")
    assert "1 correction stands beside it" in kept["record"]
    assert "✏️ 1 correction stands beside the record" in all_of_it.card(BEDS)


def test_nothing_is_to_come_in_an_alliance_that_was_closed(all_of_it: Everything, folder: Path) -> None:
    assert "BEGIN:VEVENT" not in read(folder / "calendar.ics") + read(folder / "register" / "calendar.ics")
    assert "actions: 1 done" in all_of_it.card(BEDS)
    assert "Alliance closed by No. 10\n" in read(folder / "log.md")


def test_what_one_partner_decides_alone_is_said_so_everywhere(all_of_it: Everything, folder: Path) -> None:
    words = "Decided on 10 November 2026 by Council, whose matter it is; views of Kelvin"
    page = read(folder / "register" / "decisions" / f"{OWN_PLAN}.html")
    kept = json.loads(read(folder / "register" / "api" / "decisions" / f"{OWN_PLAN}.json"))

    assert words in all_of_it.card(OWN_PLAN)
    assert words in read(folder / "log.md")
    assert words in read(folder / "log.html")
    assert "by Council, whose matter it is" in page
    assert "The ground is wet." in page
    assert (kept["reserved_to"], kept["consents"]) == ("Council", 1)
    assert "Decided by Council, whose matter it is; views of Kelvin" in read(folder / "decisions.csv").replace(
        "\n", " "
    )
    assert "Decided by Council, whose matter it is: No. 8" in read(folder / "log.md")
