"""Is the decision log exported so that people, spreadsheets and other programs can read it, and does it hold?"""

import csv
import io
import json
import unicodedata

import pytest

from tests.cast import HAL, KARA, LEADS, PARTNERS
from tests.databases import only_sqlite
from tests.stories.stage import Stage


def decided(stage: Stage) -> None:
    card = stage.raises(KARA, {"Title": '=HYPERLINK("x")', "What we propose": "Ten beds.\nAnd *tea*."})
    stage.objects(card, HAL, "@Too few", "-Two nurses")
    stage.consents(card, *LEADS)
    stage.until(stage.outcomes)


def test_the_log_is_exported_as_json_that_holds_all_of_it(stage: Stage) -> None:
    decided(stage)

    exported = json.loads(stage.accord("log", "export", "--format", "json").stdout)

    (alliance,) = exported["alliances"]
    kinds = [entry["kind"] for entry in alliance["entries"]]
    assert kinds[0] == "alliance_founded"
    assert kinds[-1] == "decision_agreed"
    assert [entry["sequence"] for entry in alliance["entries"]] == list(range(1, len(kinds) + 1))
    assert alliance["entries"][-1]["fields"]["partners"]["value"] == list(PARTNERS)


def test_the_table_is_safe_for_spreadsheets(stage: Stage) -> None:
    decided(stage)

    written = stage.accord("log", "export", "--format", "csv").stdout
    table = list(csv.DictReader(io.StringIO(written.removeprefix("\ufeff"))))

    raised = next(row for row in table if row["kind"] == "proposal_raised")
    assert raised["title"] == '\'=HYPERLINK("x")'
    assert raised["actor_name"] == "Kara Munro"
    objection = next(row for row in table if row["kind"] == "objection_raised")
    assert objection["words"] == "'@Too few\n'-Two nurses"
    assert not [cell for row in table for cell in row.values() if cell.startswith(("=", "+", "-", "@"))]


@only_sqlite
def test_the_table_runs_nothing_whichever_sign_parts_cells(stage: Stage) -> None:
    formulas = ["=1+1", "\uff1d1+1", "\u200b=1+1", "\u00a0+1", "@SUM(1)", '"=1+1"', "-1", "\ufe631"]
    words = "".join(f"{formula};{formula}\t{formula};\n" for formula in formulas)
    stage.raises(typed={"Title": formulas[1], "What we propose": f"Beds;{words}", "Why this is best for people": words})
    stage.accord("log", "export", "--format", "csv", "--out", "log.csv")

    for delimiter in (",", ";", "\t"):
        with (stage.folder / "log.csv").open(encoding="utf-8-sig", newline="") as file:
            cells = [cell for row in csv.reader(file, delimiter=delimiter) for cell in row]
        seen = [unicodedata.normalize("NFKC", cell).strip('\u200b "') for cell in cells]
        assert [cell for cell in seen if cell.startswith(("=", "+", "-", "@"))] == []
        assert "1+1" in "".join(cells)


@only_sqlite
def test_the_table_opens_in_a_spreadsheet_with_its_letters(stage: Stage) -> None:
    stage.raises(typed={"Title": "Caf\u00e9 \u2013 beds"})

    stage.accord("log", "export", "--format", "csv", "--out", "log.csv")

    table = (stage.folder / "log.csv").read_bytes()
    assert table.startswith(b'\xef\xbb\xbf"alliance","sequence",')
    assert "Caf\u00e9 \u2013 beds".encode() in table


# A console that can't write our letters, a system without any, and one of another width.
CONSOLES = (
    {"PYTHONIOENCODING": "ascii"},
    {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    {"PYTHONIOENCODING": "utf-16"},
)


@only_sqlite
@pytest.mark.parametrize("console", CONSOLES)
def test_commands_write_utf8_whatever_the_console_has(stage: Stage, console: dict[str, str]) -> None:
    stage.raises(typed={"Title": "Caf\u00e9 \u2013 beds", "What we propose": "\u2705 \u0141\u00f3d\u017a"})

    commands = [["log", "export", "--format", form] for form in ("csv", "md")]
    commands += [["doctor"], ["register", "build", "--open", "--out", "register\u2013caf\u00e9"]]
    table, minutes, doctor, register = stage.accord_at_a_console(commands, **console)

    assert all("Caf\u00e9 \u2013 beds" in it["out"].replace("\\", "") for it in (table, minutes))
    assert [(it["status"], it["err"]) for it in (table, minutes, doctor, register)] == [(0, "")] * 4
    assert doctor["out"].startswith("\u2705 well ")
    assert "register\u2013caf\u00e9" in register["out"]


def test_the_minutes_read_well_and_go_to_a_file(stage: Stage) -> None:
    decided(stage)

    answer = stage.accord("log", "export", "--format", "md", "--out", "minutes.md")

    minutes = (stage.folder / "minutes.md").read_text(encoding="utf-8")
    assert answer.stdout == ""
    assert minutes.startswith("# Glasgow Alliance to End Homelessness: minutes from the decision log")
    assert "> And \\*tea\\*\\." not in minutes
    assert "> And \\*tea\\*." in minutes
    assert "**Objection to No. 1** · Tollcross Housing First" in minutes
    assert f"Consented: {', '.join(PARTNERS)}" in minutes


def test_since_leaves_out_what_is_older(stage: Stage) -> None:
    decided(stage)

    exported = json.loads(stage.accord("log", "export", "--format", "json", "--since", "2100-01-01").stdout)

    assert exported["alliances"][0]["entries"] == []
    assert "is not a date" in stage.accord("log", "export", "--format", "json", "--since", "soon").stderr


def test_verify_holds_and_finds_one_changed_byte(stage: Stage) -> None:
    decided(stage)
    stage.stop_bot()
    assert stage.accord("log", "verify").stdout.endswith("entries hold\n")
    stage.tampers("UPDATE log_entries SET fields = replace(fields, 'Ten', 'Tex') WHERE sequence = 10")

    answer = stage.accord("log", "verify")

    assert answer.returncode == 1
    assert answer.stdout == "Glasgow Alliance to End Homelessness: entry 10 does not hold\n"


@only_sqlite
def test_a_log_whose_salts_and_fields_have_other_names_is_found_and_not_exported(stage: Stage) -> None:
    decided(stage)
    stage.stop_bot()
    stage.tampers("UPDATE log_entries SET salts = replace(salts, 'actor', 'actress') WHERE sequence = 10")

    verified, exported = stage.accord("log", "verify"), stage.accord("log", "export", "--format", "json")

    assert (verified.returncode, verified.stderr) == (1, "")
    assert verified.stdout == "Glasgow Alliance to End Homelessness: entry 10 does not hold\n"
    assert exported.returncode == 2
    assert exported.stderr == (
        "accord: Glasgow Alliance to End Homelessness: entry 10 of the log does not hold. Nothing was written; "
        "`accord log verify` says all that differs\n"
    )
