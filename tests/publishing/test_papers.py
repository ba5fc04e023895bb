"""Are papers carried to whoever reads the record, or withheld as marked?"""

import hashlib
import json
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest
from jsonschema import Draft202012Validator
from sqlalchemy import text

from bot.command_line import NotDone
from bot.publishing.chapters import Span
from bot.publishing.exports import write_json
from bot.publishing.foi.letter import Letter
from bot.publishing.foi.pack import write_pack
from bot.publishing.foi.request import Request
from bot.publishing.paper_files import write_papers
from bot.publishing.redactions.file import Redaction
from bot.publishing.redactions.redactor import Redactor
from bot.publishing.register.site import build
from decisions.said.paper import Paper, paper_of
from decisions.texts.revision import Draft, first_revision
from storage.alliance import alliances
from storage.engine.database import Database
from storage.record.proposals import facts, papers
from tests import past
from tests.cast import KARA, typed
from tests.databases import tampering

AT = past.FOUNDED
BUDGET, PLAN, PAGE = b"%PDF-1.7 900", b"Mr Brown of flat 3 gets a key.", b"<script>alert(1)</script>"
PAPERS: dict[Paper, bytes] = {
    paper_of("Budget.pdf", "application/pdf", BUDGET): BUDGET,
    paper_of("Plan.txt", "text/plain", PLAN): PLAN,
    paper_of("../page.html", "text/html", PAGE): PAGE,
}


@pytest.fixture
def told(tmp_path: Path) -> Database:
    database = past.an_alliance(f"sqlite:///{tmp_path}/accord.db")
    with database.transaction() as connection:
        alliance = alliances.load(connection, 1, for_writing=True)
        for paper, content in PAPERS.items():
            papers.keep(connection, 1, paper.sha256, content, "")
        draft = Draft("A key", "A key.", typed("A key."), "Warm", papers=tuple(PAPERS))
        facts.add_proposal(connection, alliance, first_revision(alliance, draft, None, by=KARA, at=AT))
    return database


def packed(told: Database, folder: Path, *redactions: Redaction) -> tuple[ZipFile, Redactor]:
    redactor = Redactor(redactions, {})
    with told.snapshot() as connection:
        request = Request(AT.date(), AT.date(), (), "")
        write_pack(connection, 1, request, Letter("none"), redactor, folder / "pack.zip", AT)
    return ZipFile(folder / "pack.zip"), redactor


def registered(told: Database, folder: Path, *redactions: Redaction) -> str:
    with told.snapshot() as connection:
        redactor = Redactor(redactions, {})
        build(connection, 1, folder / "register", redactor, AT, with_open=True, is_attributed=False)
    return (folder / "register" / "decisions" / "1.html").read_text()


def checked(folder: Path) -> subprocess.CompletedProcess[str]:
    script = Path(__file__).parents[2] / "bot" / "templates" / "check_export.txt"
    command = [sys.executable, str(script), str(folder / "log.json"), str(folder / "papers")]
    return subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 (our own script)


def test_a_pack_carries_every_paper_with_its_bytes(told: Database, tmp_path: Path) -> None:
    pack, _ = packed(told, tmp_path)

    there = {name: pack.read(name) for name in pack.namelist() if name.startswith("papers/")}
    assert sorted(there.values()) == sorted(PAPERS.values())
    assert not any(".." in name for name in there)
    assert all(f"  {name}\n" in pack.read("SHA256SUMS").decode() for name in there)
    assert "-Budget.pdf" in pack.read("matters/1.html").decode()


def test_a_marked_paper_is_withheld_and_one_that_has_withheld_words(told: Database, tmp_path: Path) -> None:
    marked = Redaction("commercial", paper="budget.PDF"), Redaction("personal", passage="Mr Brown of flat 3")

    pack, redactor = packed(told, tmp_path, *marked)

    assert [pack.read(name) for name in pack.namelist() if name.startswith("papers/")] == [PAGE]
    page = pack.read("matters/1.html").decode()
    assert "Budget.pdf (12 bytes) ▇▇▇ [withheld: commercial]" in page
    assert "Plan.txt (30 bytes) ▇▇▇ [withheld: personal]" in page
    assert redactor.unread == []


def test_papers_that_nobody_but_a_person_can_look_into_are_named(told: Database, tmp_path: Path) -> None:
    _, redactor = packed(told, tmp_path, Redaction("personal", passage="Mr Brown of flat 3"))

    assert redactor.unread == ["Budget.pdf"]


def test_a_word_file_in_which_withheld_words_are_found_is_withheld(told: Database, tmp_path: Path) -> None:
    (budget, content), *_ = PAPERS.items()
    with told.transaction() as connection:
        papers.keep(connection, 1, budget.sha256, content, "", "For Ms Green, 900.")

    pack, redactor = packed(told, tmp_path, Redaction("personal", passage="Ms Green"))

    assert "Budget.pdf (12 bytes) ▇▇▇ [withheld: personal]" in pack.read("matters/1.html").decode()
    assert content not in {pack.read(name) for name in pack.namelist()}
    assert redactor.unread == []


def test_a_paper_that_changed_while_it_was_read_stops_the_pack(told: Database, tmp_path: Path) -> None:
    with tampering(told.engine) as connection:
        connection.execute(text("UPDATE papers SET content = x'78'"))

    with pytest.raises(NotDone, match=r"“Budget\.pdf” is not kept as the log names it"):
        packed(told, tmp_path)


def test_a_paper_that_is_marked_and_not_there_stops_the_pack(told: Database, tmp_path: Path) -> None:
    with pytest.raises(NotDone, match=r"Costs\.pdf"):
        packed(told, tmp_path, Redaction("commercial", paper="Costs.pdf"))


def test_the_register_has_papers_as_downloads_only(told: Database, tmp_path: Path) -> None:
    page = registered(told, tmp_path)

    for paper, content in PAPERS.items():
        assert (tmp_path / "register" / "papers" / f"{paper.sha256}.bin").read_bytes() == content
        assert f'href="../papers/{paper.sha256}.bin" download=' in page
    assert "<script>" not in page


def test_the_register_leaves_out_what_is_marked(told: Database, tmp_path: Path) -> None:
    registered(told, tmp_path)

    page = registered(told, tmp_path, Redaction("commercial", paper="Budget.pdf"))

    assert 'Budget.pdf <span class="soft">12 bytes</span> ▇▇▇ [withheld: commercial]' in page
    assert len([*(tmp_path / "register" / "papers").iterdir()]) == len(PAPERS) - 1


def test_programs_read_the_hash_of_each_paper_but_of_those_that_are_withheld(told: Database, tmp_path: Path) -> None:
    registered(told, tmp_path, Redaction("commercial", paper="Budget.pdf"))

    file = tmp_path / "register" / "api" / "decisions" / "1.json"
    budget, plan, _page = json.loads(file.read_text(encoding="utf-8"))["papers"]
    assert budget == {"name": "Budget.pdf", "sha256": "", "file": ""}
    assert plan["sha256"] == hashlib.sha256(PLAN).hexdigest()
    assert (file.parent / plan["file"]).read_bytes() == PLAN
    assert hashlib.sha256(BUDGET).hexdigest() not in file.read_text(encoding="utf-8")
    schema = json.loads((file.parents[1] / "schema.json").read_text(encoding="utf-8"))
    Draft202012Validator({**schema, "$ref": "#/$defs/decision"}).validate(json.loads(file.read_text(encoding="utf-8")))


def test_the_outside_script_checks_papers(told: Database, tmp_path: Path) -> None:
    with told.snapshot() as connection:
        write_papers(connection, [1], Span(), tmp_path / "papers")
        with (tmp_path / "log.json").open("w", encoding="utf-8", newline="") as out:
            write_json(connection, [1], Span(), out)

    assert "3 papers are as the log names them, 0 are not there" in checked(tmp_path).stdout

    next((tmp_path / "papers").glob("*Budget.pdf")).write_bytes(BUDGET[:-1] + b"1")
    refused = checked(tmp_path)
    assert refused.returncode == 1
    assert "Budget.pdf is no paper that the log names" in refused.stderr
