"""Are the bytes of papers kept as the log names them?"""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from decisions.said.paper import paper_of
from storage.alliance import alliances
from storage.engine.database import Database
from storage.record.checks import comparison
from storage.record.proposals import facts, paper_folder, papers
from tests.cast import revision
from tests.databases import on_both_databases

pytestmark = on_both_databases

WORDS = "Ten beds."
CONTENT = bytes(range(256)) * 100
PAPER = paper_of("Budget.pdf", "application/pdf", CONTENT)


def carried(database: Database, content: bytes | None) -> list[str]:
    """Raise a proposal with a paper whose bytes are kept so; return what differs from the log."""
    with database.transaction() as connection:
        alliance = alliances.load(connection, 1, for_writing=True)
        if content is not None:
            papers.keep(connection, 1, PAPER.sha256, content, "https://x.slack.com/files/U1/F1/budget.pdf")
            papers.keep(connection, 1, PAPER.sha256, content, "")
        facts.add_proposal(connection, alliance, replace(revision(), papers=(PAPER,)))
    with database.snapshot() as connection:
        return [words for words in comparison.differences(connection, 1) if "paper" in words]


def test_a_paper_is_given_as_it_was_kept(database: Database) -> None:
    assert carried(database, CONTENT) == []
    with database.snapshot() as connection:
        assert papers.content(connection, 1, PAPER.sha256) == CONTENT
        assert papers.addresses(connection, 1, [PAPER])[PAPER.sha256].endswith("budget.pdf")
        assert papers.content(connection, 1, "0" * 64) is None


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "the paper “Budget.pdf” is not kept"),
        (CONTENT[:-1] + b"?", "“Budget.pdf” has other bytes than the log's"),
    ],
)
def test_a_paper_that_is_not_there_or_not_as_it_was_is_found(
    database: Database, content: bytes | None, words: str
) -> None:
    (found,) = carried(database, content)

    assert found.endswith(words)


@pytest.mark.parametrize("act", ["UPDATE papers SET permalink = 'x'", "DELETE FROM papers"])
def test_what_was_kept_is_never_changed(database: Database, act: str) -> None:
    carried(database, CONTENT)

    with pytest.raises(DatabaseError, match="append-only"), database.transaction() as connection:
        connection.execute(text(act))


@pytest.mark.parametrize(
    "change", ["content = :other", "content = :none, sha256 = 'x'", "content = :none, permalink = 'x'"]
)
def test_the_bytes_of_a_row_are_moved_or_stay_and_never_become_others(database: Database, change: str) -> None:
    carried(database, CONTENT)

    with pytest.raises(DatabaseError, match="append-only"), database.transaction() as connection:
        connection.execute(text(f"UPDATE papers SET {change}"), {"other": b"other", "none": b""})  # noqa: S608 (our own words)


@pytest.fixture
def foldered(database: Database, tmp_path: Path) -> Iterator[Database]:
    """The same database, whose papers lie in a folder from now on."""
    (tmp_path / "papers").mkdir()
    url = database.engine.url.render_as_string(hide_password=False)
    with closing(Database(url, papers_folder=tmp_path / "papers")) as opened:
        yield opened


def moved(database: Database, folder: Path | None = None) -> list[bool]:
    with database.transaction() as connection:
        waiting = papers.elsewhere(connection, lie_in_another_folder=folder is not None)
        return [papers.bring(connection, alliance_id, sha256, folder) for alliance_id, sha256 in waiting]


def amiss(database: Database) -> list[str]:
    with database.snapshot() as connection:
        return [*papers.amiss(connection)]


def keep_again(database: Database) -> None:
    with database.transaction() as connection:
        papers.keep(connection, 1, PAPER.sha256, CONTENT, "")


def test_papers_lie_in_a_folder_by_their_hash_and_the_database_has_no_bytes_of_them(
    foldered: Database, tmp_path: Path
) -> None:
    assert carried(foldered, CONTENT) == []

    (file,) = (tmp_path / "papers").iterdir()
    assert (file.name, file.read_bytes()) == (PAPER.sha256, CONTENT)
    assert file.stat().st_mode & 0o077 == 0
    with foldered.snapshot() as connection:
        assert papers.content(connection, 1, PAPER.sha256) == CONTENT
        assert connection.scalar(text("SELECT length(content) FROM papers")) == 0
        # Whoever knows the hash of another alliance's paper has no paper by it.
        assert papers.content(connection, 2, PAPER.sha256) is None


@pytest.mark.parametrize(
    ("there", "words"),
    [
        (None, "is not kept in {folder}"),
        (CONTENT[:-1], "has other bytes than the log's"),
        (CONTENT[:-1] + b"?", "has other bytes than the log's"),
    ],
)
def test_a_file_that_is_missing_or_changed_is_found(
    foldered: Database, tmp_path: Path, there: bytes | None, words: str
) -> None:
    carried(foldered, CONTENT)
    file = tmp_path / "papers" / PAPER.sha256
    file.unlink()
    if there:
        file.write_bytes(there)

    with foldered.snapshot() as connection:
        (found,) = [each for each in comparison.differences(connection, 1) if "paper" in each]

    assert found.endswith(words.format(folder=tmp_path / "papers"))
    (also,) = amiss(foldered)
    assert PAPER.sha256 in also


def test_papers_move_to_a_folder_and_to_another_one_and_back(
    database: Database, foldered: Database, tmp_path: Path
) -> None:
    carried(database, CONTENT)
    assert moved(foldered) == [True]
    assert amiss(foldered) == []
    assert moved(foldered) == []
    assert "is not kept" in amiss(database)[0]
    (tmp_path / "papers").rename(tmp_path / "earlier")
    (tmp_path / "papers").mkdir()

    assert moved(foldered, tmp_path / "earlier") == [True]

    assert (tmp_path / "papers" / PAPER.sha256).read_bytes() == CONTENT
    assert moved(database, tmp_path / "papers") == [True]
    assert amiss(database) == amiss(foldered) == []


def test_what_is_not_as_it_is_named_is_not_moved(database: Database, foldered: Database, tmp_path: Path) -> None:
    carried(foldered, CONTENT)
    (tmp_path / "papers" / PAPER.sha256).write_bytes(b"other")

    assert moved(database, tmp_path / "papers") == [False]
    assert moved(database) == [False]


def test_the_same_paper_put_again_mends_what_is_amiss(database: Database, foldered: Database, tmp_path: Path) -> None:
    carried(foldered, CONTENT)
    (tmp_path / "papers" / PAPER.sha256).write_bytes(b"half")
    keep_again(foldered)
    assert amiss(foldered) == []

    keep_again(database)

    assert amiss(database) == []


@pytest.mark.usefixtures("foldered")
def test_whoever_puts_the_same_at_once_puts_it_once(tmp_path: Path) -> None:
    def puts(_: int) -> bytes | None:
        paper_folder.put(tmp_path / "papers", PAPER.sha256, CONTENT)
        return paper_folder.get(tmp_path / "papers", PAPER.sha256)

    with ThreadPoolExecutor(8) as pool:
        found = {*pool.map(puts, range(40))}

    assert found == {CONTENT}
    assert [file.name for file in (tmp_path / "papers").iterdir()] == [PAPER.sha256]


@pytest.mark.usefixtures("foldered")
def test_what_a_kill_left_half_written_is_swept_a_day_later_and_nothing_else(tmp_path: Path) -> None:
    folder, now = tmp_path / "papers", 2_000_000_000.0
    ages = {".coming-old": 2, ".coming-new": 0, PAPER.sha256: 2, "notes.txt": 2}
    for name, days in ages.items():
        (folder / name).write_bytes(CONTENT)
        os.utime(folder / name, (now, now - days * 86_400))
    (folder / ".coming-folder").mkdir()
    (folder / ".coming-folder" / "0").write_bytes(CONTENT)
    os.utime(folder / ".coming-folder", (now, now - 2 * 86_400))

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: paper_folder.sweep(folder, now), range(8)))

    assert {left.name for left in folder.iterdir()} == {".coming-new", PAPER.sha256, "notes.txt"}


def test_a_paper_that_can_not_be_written_whole_leaves_nothing(
    foldered: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)

    with pytest.raises(OSError, match="No space"):
        carried(foldered, CONTENT)

    assert [*(tmp_path / "papers").iterdir()] == []
    with foldered.snapshot() as connection:
        assert connection.scalar(text("SELECT count(*) FROM proposals")) == 0


def test_words_are_kept_beside_the_bytes_and_given_up_to_a_length(database: Database) -> None:
    with database.transaction() as connection:
        for words in (WORDS, WORDS):
            papers.keep(connection, 1, PAPER.sha256, CONTENT, "", words)

        assert papers.words(connection, 1, [PAPER], len(WORDS)) == {PAPER.sha256: WORDS}
        assert papers.words(connection, 1, [PAPER], len(WORDS) - 1) == {}
        assert papers.words(connection, 2, [PAPER], len(WORDS)) == {}
