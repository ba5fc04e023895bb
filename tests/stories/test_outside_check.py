"""Can somebody without our code check an export, with the script that the document prints?"""

import csv
import io
import json
import random
import re
import subprocess
import sys
from collections.abc import Callable
from itertools import product
from pathlib import Path

import pytest

from decisions.log.log_entry import canonical, sha256
from tests import outside
from tests.cast import CHANNEL, HAL, KARA, LEADS
from tests.databases import only_sqlite
from tests.reading import read_message
from tests.stories.past import after, played
from tests.stories.stage import Stage

HOLD = f"20 entries hold\n{outside.follows(1)}"
FORMS = ("json", "csv", "md", "html")
# Signs that mean something to one of the forms.
TRICKY = '=Ten <b>beds</b> --> & “more”, "said" Hal.\nAnd *tea*.'

UNSEEN: tuple[Callable[[str], str], ...] = (
    lambda text: text.replace("\r\n", "\n", 1) if "\r\n" in text else text.replace("\n", "", 1),
    lambda text: text.replace("\r\n", ",\r\n", 1) if "\r\n" in text else text.replace("\n", " \n", 1),
    lambda text: f"{text[:-2]},x\r\n",
    lambda text: text[:-1],
    lambda text: f"{text}\n",
    lambda text: f"{text}\r\n",
    lambda text: f"\ufeff{text}",
)


def one_decision(stage: Stage) -> None:
    card = stage.raises(typed={"What we propose": TRICKY})
    stage.objects(card, HAL)
    stage.consents(card, *LEADS)
    stage.until(stage.outcomes)
    for form in FORMS:
        stage.accord("log", "export", "--format", form, "--out", f"log.{form}")
    (stage.folder / "check.py").write_text(outside.script(), encoding="utf-8")
    (stage.folder / "check_all.py").write_text(outside.script_for_every_form(), encoding="utf-8")
    stage.says_all()


@pytest.fixture(scope="module")
def past(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return played(tmp_path_factory.mktemp("past"), one_decision)


@pytest.fixture
def exported(past: Path, quiet_stage: Stage) -> Stage:
    return after(past, quiet_stage)


def checked(stage: Stage, form: str = "json", text: str = "", script: str = "") -> subprocess.CompletedProcess[str]:
    file = stage.folder / f"{'changed' if text else 'log'}.{form}"
    if text:
        file.write_bytes(text.encode())
    script = script or ("check.py" if form == "json" else "check_all.py")
    command = [sys.executable, "-W", "ignore", script, file.name]
    return subprocess.run(command, cwd=stage.folder, capture_output=True, text=True, check=False)  # noqa: S603 (our own script)


def read(stage: Stage, form: str) -> str:
    return (stage.folder / f"log.{form}").read_bytes().decode()


def sealed_anew(text: str) -> str:
    """Do as somebody would who changed the file and knows how seals are made."""
    before = text[: text.rindex(',"sha256":"')]
    return f'{before},"sha256":"{sha256(before)}"}}\n'


def test_an_export_holds_in_every_form(exported: Stage) -> None:
    said = {form: checked(exported, form) for form in FORMS}
    said["json again"] = checked(exported, "json", script="check_all.py")

    assert {form: answer.stdout for form, answer in said.items()} == dict.fromkeys(said, HOLD), said


def test_twenty_lines_are_enough_for_the_chain() -> None:
    assert len(outside.script_of_chain().splitlines()) <= 20


@only_sqlite
def test_any_one_changed_character_is_found(exported: Stage) -> None:
    chance = random.Random(7)  # noqa: S311 (which places are tried)
    texts = {form: read(exported, form) for form in FORMS}

    for form, _ in product(FORMS, range(25)):
        text, place = texts[form], chance.randrange(len(texts[form]))
        other = chance.choice([letter for letter in '0aZ ,"\n<' if letter != text[place]])
        answer = checked(exported, form, text[:place] + other + text[place + 1 :])
        assert answer.returncode == 1, f"{text[place]!r} at {place} became {other!r}: {text[place - 40 : place + 40]}"


@only_sqlite
def test_signs_that_nobody_sees_are_covered_too(exported: Stage) -> None:
    for form, change in product(FORMS, UNSEEN):
        answer = checked(exported, form, change(read(exported, form)))
        assert (answer.returncode, "was changed" in answer.stderr) == (1, True), (form, answer)


@only_sqlite
def test_a_changed_word_under_a_new_seal_is_found_by_the_chain(exported: Stage) -> None:
    text = read(exported, "json").replace("Too few nurses", "Too few purses")

    answer = checked(exported, "json", sealed_anew(text))

    assert answer.returncode == 1
    assert re.search(r"entry \d+: reason was changed", answer.stderr)


@only_sqlite
def test_salts_of_other_names_under_a_new_seal_are_found_by_the_chain(exported: Stage) -> None:
    names, *rows = csv.reader(io.StringIO(read(exported, "csv").removeprefix("\ufeff"), newline=""))
    row = dict(zip(names[:-1], rows[3], strict=False))
    row["salts"] = row["salts"].replace('"actor"', '"actress"')
    rows[3] = [*row.values(), sha256(canonical(row))]
    csv.writer(table := io.StringIO(newline=""), quoting=csv.QUOTE_ALL).writerows([names, *rows])

    in_json = checked(exported, "json", sealed_anew(read(exported, "json").replace('"salt"', '"pepper"', 1)))
    in_csv = checked(exported, "csv", f"\ufeff{table.getvalue()}")

    assert (in_json.returncode, in_json.stderr) == (1, "entry 1: actor was changed\n")
    assert (in_csv.returncode, in_csv.stderr) == (1, "entry 4 does not hold\n")


def test_a_hidden_field_leaves_the_chain_whole(exported: Stage) -> None:
    log = json.loads(read(exported, "json"))
    for entry in log["alliances"][0]["entries"]:
        actor = entry["fields"]["actor"]
        del actor["value"], actor["salt"]

    answer = checked(exported, "json", sealed_anew(json.dumps(log, separators=(",", ":")) + "\n"))

    assert answer.stdout == HOLD, answer.stderr


def test_a_digest_in_slack_witnesses_the_log(exported: Stage) -> None:
    exported.accord("digest")
    digest = next(
        it for it in exported.sandbox.workspace.messages if it.channel == CHANNEL and "sealed" in str(it.blocks)
    )
    anchor = re.search(r"sealed with `(\w{16})`", read_message({"blocks": digest.blocks}))
    assert anchor

    met = exported.accord("log", "verify", "--anchor", f" {anchor[1].upper()[:8]} {anchor[1][8:]}")
    missed = exported.accord("log", "verify", "--anchor", "0123456789abcdef", "--json")
    wrong = exported.accord("log", "verify", "--anchor", "beds")

    assert met.returncode == 0
    assert met.stdout == (
        "Glasgow Alliance to End Homelessness: all 20 entries hold; entry 20 is the one of the anchor, "
        "so nothing up to it was changed\n"
    )
    assert (missed.returncode, json.loads(missed.stdout)["holds"]) == (1, False)
    assert wrong.returncode == 2
    assert "--anchor: 'beds' is no hash; take the 8 or more characters (0-9, a-f) from a digest" in wrong.stderr


@only_sqlite
def test_minutes_leave_out_other_days(exported: Stage) -> None:
    early = exported.accord("log", "export", "--format", "md", "--until", "2020-01-01")
    wrong_way_round = exported.accord(
        "log", "export", "--format", "md", "--since", "2020-01-02", "--until", "2020-01-01"
    )

    assert "Ten winter beds" not in early.stdout
    assert "<!-- chain [] -->" in early.stdout
    assert wrong_way_round.returncode == 2
    assert "2020-01-01 is before 2020-01-02; please give the earlier day first" in wrong_way_round.stderr


@only_sqlite
def test_minutes_say_what_was_said_and_run_nothing(exported: Stage) -> None:
    page = read(exported, "html")

    assert "Objection to No. 1" in page
    assert "=Ten &lt;b&gt;beds&lt;/b&gt; --&gt; &amp; “more”" in page
    assert page.count("<script") == 1
    assert "Kara Munro" in page or KARA in page
