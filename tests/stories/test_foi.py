"""Can a request for information be answered, with what is withheld marked and the chain whole?"""

import hashlib
import json
import re
import subprocess
import sys
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from tests import outside
from tests.cast import GUS, HAL, KARA, LEADS
from tests.databases import only_sqlite
from tests.stories.past import after, played
from tests.stories.stage import Stage

TODAY = datetime.now(UTC).date()
DAYS = ("--from", str(TODAY - timedelta(days=1)), "--to", str(TODAY + timedelta(days=1)))
# The check says so where a pack hides words or entries.
AS_FAR = (
    "1 decision follows from consents as far as this file shows: it lacks or hides partners, words or entries (No. 1)\n"
)
REDACTIONS = """
[[redactions]]
person = "Hal Quinn"
reason = "personal data (section 40)"

[[redactions]]
passage = "Mr  Brown of flat 3"
reason = "personal data (section 40)"

[[redactions]]
passage = "costs £900 a night"
reason = "commercial interests (section 43)"
"""


def beds_and_a_van(stage: Stage) -> None:
    """Two proposals: beds that name a person and a price, and a van."""
    beds = stage.raises(typed={"What we propose": "Ten beds for Mr Brown of flat 3.", "Topics": "Winter"})
    stage.objects(beds, HAL, reason="It costs £900\na night.", acceptable_if="Ask Hal Quinn.")
    stage.amends(beds, "Ten beds for everybody, and for Mr Brown of flat 3 a key.")
    stage.consents(beds, *LEADS)
    stage.until(stage.outcomes)
    stage.raises(typed={"Title": "A van", "What we propose": "A van.", "Why this is best for people": "Wheels."})
    stage.says_all()
    (stage.folder / "redactions.toml").write_text(REDACTIONS, encoding="utf-8")


@pytest.fixture(scope="module")
def past(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return played(tmp_path_factory.mktemp("past"), beds_and_a_van)


@pytest.fixture
def told(past: Path, quiet_stage: Stage) -> Stage:
    return after(past, quiet_stage)


def packed(stage: Stage, *arguments: str) -> dict[str, str]:
    answer = stage.accord("foi", *DAYS, *arguments, "--out", "pack.zip")
    assert answer.returncode == 0, answer.stderr
    with ZipFile(stage.folder / "pack.zip") as pack:
        return {name: pack.read(name).decode() for name in pack.namelist()}


def checked(stage: Stage, pack: dict[str, str]) -> str:
    for name in ("check.py", "entries.json"):
        (stage.folder / name).write_bytes(pack[name].encode())
    command = [sys.executable, "-W", "ignore", "check.py", "entries.json"]
    answer = subprocess.run(command, cwd=stage.folder, capture_output=True, text=True, check=False)  # noqa: S603 (our own script)
    return answer.stdout + answer.stderr


def entries(pack: dict[str, str]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(pack["entries.json"])["alliances"][0]["entries"]
    return found


def test_three_redactions_are_marked_and_the_chain_still_holds(told: Stage) -> None:
    pack = packed(told, "--redactions", "redactions.toml")

    whole = "\n".join(pack.values())
    assert checked(told, pack) == f"{len(entries(pack))} entries hold\n{AS_FAR}"
    for hidden in ("Hal Quinn", HAL, "Brown", "£900"):
        assert hidden not in whole, re.findall(rf".{{80}}{hidden}.{{80}}", whole, re.DOTALL)[:3]
    assert "It ▇▇▇ [withheld: commercial interests (section 43)]." in pack["matters/1.html"]
    assert "Ten beds for ▇▇▇ [withheld: personal data (section 40)]." in pack["matters/1.html"]
    assert "Ask ▇▇▇ [withheld: personal data (section 40)]." in pack["matters/1.html"]
    assert re.search(
        "What would make it.*?How its objection was settled.*?A nurse comes", pack["matters/1.html"], re.DOTALL
    )


def test_what_is_withheld_keeps_its_digest(told: Stage) -> None:
    whole, part = entries(packed(told)), entries(packed(told, "--redactions", "redactions.toml"))

    reasons = [each["fields"]["reason"] for log in (whole, part) for each in log if each["kind"] == "objection_raised"]

    assert reasons[1] == {
        "digest": reasons[0]["digest"],
        "shown": "It ▇▇▇ [withheld: commercial interests (section 43)].",
    }
    assert [each["hash"] for each in whole] == [each["hash"] for each in part]


def test_a_pack_that_was_changed_is_found_out(told: Stage) -> None:
    pack = packed(told, "--redactions", "redactions.toml")

    pack["entries.json"] = pack["entries.json"].replace("Two nurses", "Ten nurses").replace("A van", "A yacht")

    assert checked(told, pack) == "the file was changed, or is no JSON export\n"


def test_the_pack_holds_texts_answers_and_messages(told: Stage) -> None:
    pack = packed(told, "--reference", "FOI 2026/17", "--received", "2026-11-02", "--law", "scotland")

    beds = pack["matters/1.html"]
    for words in (
        "Ten beds for Mr Brown of flat 3.",
        "a key",
        "Objection to No. 1",
        "Tollcross Housing First (Hal Quinn)",
        '· objection\n<span class="who">· to the channel',
        "✋ Tollcross Housing First objects to No. 1",
        "✅ Agreed",
        "Ann Lee",
    ):
        assert words in beds, words
    for words in ("A van", "FOI 2026/17", "2 November 2026", "section 20 of the Freedom of Information"):
        assert words in pack["index.html"]
    assert "Alliance founded" in pack["other.html"]
    sums = dict(line.split("  ")[::-1] for line in pack["SHA256SUMS"].splitlines())
    assert sums == {
        name: hashlib.sha256(text.encode()).hexdigest() for name, text in pack.items() if name != "SHA256SUMS"
    }


@pytest.mark.parametrize("narrowed", [("--topic", "winter"), ("--words", "BRÓWN key")])
def test_a_narrowed_request_shows_nothing_else(told: Stage, narrowed: tuple[str, str]) -> None:
    pack = packed(told, *narrowed)

    assert "matters/1.html" in pack
    assert "matters/2.html" not in pack
    assert "Wheels" not in "\n".join(pack.values())
    assert checked(told, pack) == f"{len(entries(pack))} entries hold\n{AS_FAR}"
    assert narrowed[1] in pack["index.html"]


@only_sqlite
def test_a_redaction_that_is_met_nowhere_stops_it(told: Stage) -> None:
    (told.folder / "redactions.toml").write_text('[[redactions]]\npassage = "Mr Browne"\nreason = "x"\n', "utf-8")

    answer = told.accord("foi", *DAYS, "--redactions", "redactions.toml", "--out", "pack.zip")

    assert answer.returncode == 2
    assert "'Mr Browne' is met nowhere in what was found, so nothing was written" in answer.stderr
    assert not [file.name for file in told.folder.iterdir() if "pack.zip" in file.name]


@only_sqlite
@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--topic", "Wintr"), "--topic: no proposal has the topic 'Wintr'; there are: Winter"),
        (("--words", "?!"), "--words: there is no word in '?!'"),
        (("--out", "."), "--out: . is something else already; name a new file, or an earlier pack"),
        (("--out", "accord.log"), "--out: accord.log is something else already"),
        (("--out", "none/pack.zip"), "--out: there is no folder none; make it first"),
        (("--redactions", "telling.toml"), "the reason 'Mr Brown said no' tells what is withheld"),
    ],
)
def test_what_is_misspelt_is_told(told: Stage, arguments: tuple[str, str], words: str) -> None:
    telling = '[[redactions]]\npassage = "Brown"\nreason = "Mr Brown said no"\n'
    (told.folder / "telling.toml").write_text(telling, encoding="utf-8")
    (told.folder / "accord.log").write_text("mine", encoding="utf-8")

    answer = told.accord("foi", *DAYS, "--out", "pack.zip", *arguments)

    assert answer.returncode == 2
    assert words in answer.stderr
    assert (told.folder / "accord.log").read_text(encoding="utf-8") == "mine"


@only_sqlite
@pytest.mark.parametrize(
    ("written", "words"),
    [
        ('[[redactions]]\nreason = "x"\n', "redactions 1: name either a person or a passage"),
        ('[[redactions]]\npassage = "Brown"\n', "redactions 1, reason: is missing"),
        ('[[redactions]]\nperson = "Nobody Here"\nreason = "x"\n', "nobody is known as 'Nobody Here'"),
        ('[[redactions]]\npassage = "a"\nreason = "x"\n', "is shorter than 3 characters, and would hide too much"),
    ],
)
def test_a_wrong_redaction_is_told(quiet_stage: Stage, written: str, words: str) -> None:
    quiet_stage.start_bot()
    (quiet_stage.folder / "redactions.toml").write_text(written, encoding="utf-8")

    answer = quiet_stage.accord("foi", *DAYS, "--redactions", "redactions.toml", "--out", "pack.zip")

    assert answer.returncode == 2
    assert words in answer.stderr


# The same words in signs that nobody sees, ligatures, other widths, dashes, apostrophes and capitals.
WRITTEN = {
    "Mr Brown of flat 3": [
        "Mr \u2068Brown\u2069 of flat 3",
        "Mr \u200eBro\u034fwn of \ufb02at 3",
        "Mr\u200bBrown of flat 3",
        "\u2022 Mr\n\u2022 Brown of flat 3",
        "https://example.org/?q=Mr%20Brown+of%20flat%203",
    ],
    "0141 555-0123": ["0141 555\u22120123"],
    "O'Hara's flat": ["O\u00b4Hara\u00b4s flat", "O\u2032Hara\u2032s flat", "O\uff07Hara\uff07s flat"],
    "Strau\u00df": ["STRAUSS"],
}


def withheld(passages: Iterable[str], more: str = "") -> str:
    return "".join(f'[[redactions]]\npassage = "{each}"\nreason = "personal data"\n{more}\n' for each in passages)


@only_sqlite
def test_a_passage_is_withheld_however_its_signs_are_written(stage: Stage) -> None:
    written = [form for passage, forms in WRITTEN.items() for form in (passage, *forms)]
    for form in written:
        stage.raises(typed={"What we propose": f"Before {form} after."})
    stage.until(lambda: stage.rows("SELECT count(*) FROM messages WHERE ended_at IS NULL") == [(0,)], 90)
    (stage.folder / "redactions.toml").write_text(withheld(WRITTEN), encoding="utf-8")

    pack = packed(stage, "--redactions", "redactions.toml")
    built = stage.accord("register", "build", "--open", "--redactions", "redactions.toml", "--out", "register")

    assert built.returncode == 0, built.stderr
    pages = [*pack.values(), *(file.read_text() for file in (stage.folder / "register").rglob("*.*"))]
    assert [ascii(form) for form in written if any(form in page for page in pages)] == []
    assert checked(stage, pack) == f"{len(entries(pack))} entries hold\n"


@only_sqlite
def test_what_is_near_is_refused_until_it_is_withheld_or_allowed(stage: Stage) -> None:
    beds_and_a_van(stage)
    stage.raises(typed={"Title": "A bell", "What we propose": "A bell for Mr Brown of flat 3b."})
    stage.says_all()
    file, arguments = stage.folder / "near.toml", ("foi", *DAYS, "--redactions", "near.toml", "--out", "pack.zip")
    passage = "Mr Brown of flat 3"
    file.write_text(withheld([passage]), encoding="utf-8")
    refused = stage.accord(*arguments)
    register = stage.accord("register", "build", "--open", "--redactions", "near.toml", "--out", "register")
    file.write_text(withheld([passage], 'allowed = ["Mr Brown of flat 3b"]'), encoding="utf-8")
    allowed = stage.accord(*arguments)
    file.write_text(withheld([passage, f"{passage}b"]), encoding="utf-8")
    hidden = packed(stage, "--redactions", "near.toml")

    for answer in (refused, register):
        assert answer.returncode == 2
        assert '  "Mr Brown of flat 3b" is near to redactions 1 (Mr Brown of flat 3): ' in answer.stderr
        assert "Traceback" not in answer.stderr
    assert not (stage.folder / "register").exists()
    assert allowed.returncode == 0, allowed.stderr
    assert "Brown" not in "".join(hidden.values())


@only_sqlite
def test_a_changed_owner_is_withheld_where_two_names_are_shown_in_one_another(stage: Stage) -> None:
    stage.changes("UPDATE people SET name = 'Kara Wren' WHERE slack_user_id = 'U0GUS'")
    card = stage.raises(typed={"Owner": KARA})
    kara = stage.person(KARA)
    kara.chooses("Amend", card)
    kara.fills({"Owner": GUS})
    kara.submits()
    stage.card_says(card, "revision 2 of")
    stage.says_all()
    redaction = '[[redactions]]\nperson = "Kara Wren"\nreason = "personal data"\n'
    (stage.folder / "redactions.toml").write_text(redaction, encoding="utf-8")

    page = packed(stage, "--redactions", "redactions.toml")["matters/1.html"]

    assert "Kara Munro" in page
    assert "Wren" not in page
    assert GUS not in page


@only_sqlite
def test_days_without_an_entry_are_answered_too(told: Stage) -> None:
    answer = told.accord("foi", "--from", "2020-01-01", "--to", "2020-01-02", "--out", "pack.zip", "--json")

    assert json.loads(answer.stdout)["entries"] == 0
    with ZipFile(told.folder / "pack.zip") as pack:
        assert "The alliance holds no entry that was asked for." in pack.read("index.html").decode()


def test_the_script_of_the_pack_begins_as_the_document_prints_it() -> None:
    assert outside.script().startswith(outside.script_of_chain())
