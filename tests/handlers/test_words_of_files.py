"""Are the words of papers read as they stand there, and can no file do harm?"""

import subprocess
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from decisions.said.paper import LONGEST_WORDS
from handlers.courier.fetching import paper_words
from handlers.courier.fetching.paper_words import words_of
from handlers.courier.fetching.words_of_file import MOST_UNPACKED, PDF, WORD
from tests import office_files


def words(folder: Path, content: bytes, kind: str) -> str:
    (folder / "paper").write_bytes(content)
    return words_of(folder / "paper", kind, threading.Event())


def test_the_words_of_a_word_file_are_read_with_its_tables_and_what_is_put_in(tmp_path: Path) -> None:
    content = office_files.word_file("Ten beds.", "A nurse.", cells=("Heating", "£900"), tracked="Twelve beds.")

    assert words(tmp_path, content, WORD) == "Twelve beds.\nTen beds.\nA nurse.\nHeating\n£900"


def test_a_paragraph_of_a_pdf_is_read_without_the_ends_of_its_lines(tmp_path: Path) -> None:
    content = office_files.pdf(
        "The plan", "", "Ten beds at the", "harbour, from", "December.", "Night staff 900", "Nurse 80"
    )

    assert words(tmp_path, content, PDF).splitlines()[-3:] == [
        "The plan Ten beds at the harbour, from December.",
        "Night staff 900",
        "Nurse 80",
    ]


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (office_files.locked_pdf, PDF),
        (office_files.looping_pdf, PDF),
        (lambda: b"%PDF-1.7 " + bytes(range(256)) * 40, PDF),
        (lambda: office_files.bomb(MOST_UNPACKED + 1), WORD),
        # It is not larger than may be, and still more than any text of ours.
        (lambda: office_files.bomb(MOST_UNPACKED - 2**16), WORD),
        (office_files.laughs, WORD),
        (lambda: b"PK\x03\x04", WORD),
        (lambda: office_files.word_file("Ten beds."), PDF),
        (lambda: b"\xff\xfe\x00", "text/plain"),
        (lambda: b"A" * (LONGEST_WORDS + 1), "text/plain"),
        (lambda: b"GIF89a", "image/gif"),
    ],
)
def test_what_nobody_but_a_person_can_read_has_no_words(
    tmp_path: Path, content: Callable[[], bytes], kind: str
) -> None:
    assert words(tmp_path, content(), kind) == ""


def test_what_no_database_keeps_is_left_out(tmp_path: Path) -> None:
    assert words(tmp_path, b"\xef\xbb\xbfTen\x00 beds\n", "text/plain") == "Ten beds"


def test_whoever_takes_too_long_or_is_in_the_way_of_an_end_is_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "paper").write_bytes(office_files.pdf("Ten beds."))
    stopping = threading.Event()
    stopping.set()
    assert words_of(tmp_path / "paper", PDF, stopping) == ""

    monkeypatch.setattr(paper_words, "PATIENCE_SECONDS", 0)
    assert words_of(tmp_path / "paper", PDF, threading.Event()) == ""


def test_the_other_process_has_nothing_of_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-secret")
    looked: list[object] = []
    popen = subprocess.Popen

    def looks(*command: Any, **how: Any) -> Any:
        looked.append(how["env"])
        return popen(*command, **how)

    monkeypatch.setattr(subprocess, "Popen", looks)
    assert words(tmp_path, office_files.pdf("Ten beds."), PDF) == "Ten beds."
    assert looked == [{}]
