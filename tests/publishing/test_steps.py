"""Do minutes, register, JSON and log tell which steps were proposed, and what came of them?"""

import io
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest
from jsonschema import Draft202012Validator

from bot.publishing.chapters import Span
from bot.publishing.exports import write
from bot.publishing.foi.letter import Letter
from bot.publishing.foi.pack import write_pack
from bot.publishing.foi.request import Request
from bot.publishing.redactions.file import Redaction
from bot.publishing.redactions.redactor import Redactor
from bot.publishing.register import site
from storage.personal import people
from tests import outside
from tests.cast import ANN, DEV
from tests.databases import with_tables
from tests.handlers.test_steps import STEPS, Room

WORDS = "We talked."


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    """Clyde's objection to No. 2 is lifted when they had talked; No. 3 is held, and nobody has said what came of it."""
    made = Room(with_tables(f"sqlite:///{tmp_path_factory.mktemp('steps')}/accord.db"))
    made.agrees_on(*STEPS)
    first = made.holds()
    made.looks(date(2026, 11, 23))
    made.records(first, 1)
    made.consent(first, DEV, ANN)
    made.holds()
    made.looks(date(2026, 11, 26))
    assert made.differences() == []
    yield made
    made.database.close()


def exported(room: Room, form: str) -> str:
    out = io.StringIO()
    with room.database.snapshot() as connection:
        write(connection, [1], form, Span(), room.now.date(), out)
    return out.getvalue()


def register(room: Room, out: Path, *, is_attributed: bool) -> Path:
    with room.database.snapshot() as connection:
        redactor = Redactor((), people.everybody(connection))
        site.build(connection, 1, out, redactor, room.now, with_open=True, is_attributed=is_attributed)
    return out


def test_minutes_tell_of_the_steps_and_of_what_came_of_them(room: Room) -> None:
    words, page = exported(room, "md"), exported(room, "html")

    assert "Step 1 · We talk · proposed on 23 November 2026 · done (23 November 2026):\n\n> We talked." in words
    assert "Step 1 · We talk · proposed on 25 November 2026 · nobody has said what came of it" in words
    assert "When a decision is held: 1. We talk (after 2 working days) 2. The leads meet" in words
    assert "Steps: We talk (after 2 working days); The leads meet (after 3 working days)" in words
    assert "What came of it: it was done · When: 23 November 2026" in words
    assert "Step 1 · We talk · proposed on 25 November 2026 · nobody has said what came of it" in page
    assert page.count("<blockquote><p>We talked.</p></blockquote>") == 1


def test_the_register_says_whose_words_they_are_to_nobody_unless_it_is_attributed(room: Room, tmp_path: Path) -> None:
    plain = register(room, tmp_path / "plain", is_attributed=False)
    named = register(room, tmp_path / "named", is_attributed=True)

    page = (plain / "decisions" / "2.html").read_text(encoding="utf-8")
    assert "Step 1: We talk" in page
    assert "It was done." in page
    assert WORDS not in page
    assert "23 November 2026" not in page.split("Steps while it was held")[1].split("</section>")[0]
    assert f"It was done (23 November 2026). {WORDS}" in (named / "decisions" / "2.html").read_text(encoding="utf-8")
    told = json.loads((named / "api" / "decisions" / "2.json").read_text(encoding="utf-8"))
    assert told["steps"] == [
        {
            "step": 1,
            "what": "We talk",
            "proposed_on": "2026-11-23",
            "came_of_it": "done",
            "held_on": "2026-11-23",
            "note": WORDS,
        }
    ]
    schema = json.loads((named / "api" / "schema.json").read_text(encoding="utf-8"))
    strict = {**schema, "$ref": "#/$defs/decision", "unevaluatedProperties": False}
    for number in (1, 2, 3):
        for folder in (plain, named):
            file = (folder / "api" / "decisions" / f"{number}.json").read_text(encoding="utf-8")
            Draft202012Validator(strict).validate(json.loads(file))
    assert "steps" not in json.loads((plain / "api" / "decisions" / "1.json").read_text(encoding="utf-8"))
    effect = (plain / "decisions" / "1.html").read_text(encoding="utf-8")
    assert "When a decision is held: 1. We talk (after 2 working days)" in effect


def test_a_pack_in_which_a_step_is_withheld_holds(room: Room, tmp_path: Path) -> None:
    request = Request(date(2026, 11, 1), date(2026, 11, 30), (), "")
    hidden = Redactor([Redaction(passage="The leads meet", reason="a secret")], {})

    with room.database.snapshot() as connection:
        write_pack(connection, 1, request, Letter("none"), hidden, tmp_path / "pack.zip", room.now)
    with ZipFile(tmp_path / "pack.zip") as pack:
        pages = {name: pack.read(name).decode() for name in pack.namelist()}

    assert not [name for name, words in pages.items() if "The leads meet" in words]
    assert "▇▇▇" in pages["matters/1.html"]
    holds, words = outside.verdict(pages["entries.json"])
    assert holds, words


def test_the_outside_script_follows_the_log(room: Room) -> None:
    holds, words = outside.verdict(exported(room, "json"))

    assert holds, words
    assert words.endswith(outside.follows(2))
    assert "We talk" in exported(room, "csv")
