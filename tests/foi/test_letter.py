"""Does a pack say which request it answers, by when, whom to ask, and which rights its reader has?"""

from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest

from bot.publishing.foi.letter import Letter, law_of
from bot.publishing.foi.pack import write_pack
from bot.publishing.foi.request import Request
from bot.publishing.redactions.redactor import Redactor
from decisions.alliance.alliance import Settings
from tests import past

TO_ASK = Letter("none", "FOI 2026/17", date(2026, 11, 2), date(2026, 11, 30), "Kara <k@a.org>")


def first_page(folder: Path, letter: Letter) -> str:
    database = past.an_alliance(f"sqlite:///{folder}/accord.db")
    request = Request(past.FOUNDED.date(), past.FOUNDED.date(), (), "")
    with database.snapshot() as connection:
        write_pack(connection, 1, request, letter, Redactor([], {}), folder / "pack.zip", past.FOUNDED)
    with ZipFile(folder / "pack.zip") as pack:
        return " ".join(pack.read("index.html").decode().split())


def test_it_names_the_request_its_dates_and_whom_to_ask(tmp_path: Path) -> None:
    page = first_page(tmp_path, TO_ASK)

    for words in (
        "Your request</th><td>FOI 2026/17",
        "Received on</th><td>2 November 2026",
        "To be answered by</th><td>30 November 2026",
        "This answer was made on</th><td>9 January 2023",
        "Write to: Kara &lt;k@a.org&gt;",
    ):
        assert words in page, words


def test_what_is_not_known_of_a_request_is_left_out(tmp_path: Path) -> None:
    page = first_page(tmp_path, Letter("none"))

    assert not [words for words in ("Your request", "Received on", "answered by", "Whom to ask") if words in page]


@pytest.mark.parametrize(
    ("law", "words"),
    [
        ("scotland", "within six months ask the Scottish Information Commissioner"),
        ("uk", "under section 50 of the Freedom of Information Act 2000"),
        ("none", "you may ask us to look at it again"),
    ],
)
def test_it_tells_the_right_of_review(tmp_path: Path, law: str, words: str) -> None:
    assert words in first_page(tmp_path, Letter(law))


def test_the_law_is_that_of_the_bank_holidays() -> None:
    kept = {("GB", "SCT"): "scotland", ("GB", "ENG"): "uk", ("GB", ""): "uk", ("IE", ""): "none", ("", ""): "none"}

    assert {place: law_of(Settings("", "", "", "", (), *place)) for place in kept} == kept
