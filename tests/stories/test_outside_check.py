"""Can somebody without our code check an export, with the script that the document prints?"""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cast import HAL, LEADS
from tests.stories.stage import Stage

DOCUMENT = Path(__file__).parents[2] / "docs" / "decision-log.md"


@pytest.fixture
def exported(stage: Stage) -> Path:
    card = stage.raises()
    stage.objects(card, HAL)
    stage.consents(card, *LEADS)
    stage.until(stage.outcomes)
    stage.accord("log", "export", "--format", "json", "--out", "log.json")
    script = DOCUMENT.read_text(encoding="utf-8").split("```python\n")[1].split("```")[0]
    (stage.folder / "check.py").write_text(script, encoding="utf-8")
    return stage.folder


def checked(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-W", "ignore", "check.py", "log.json"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603 (our own script)


def test_an_export_holds(exported: Path) -> None:
    answer = checked(exported)

    assert answer.stdout == "Glasgow Alliance to End Homelessness: 20 entries hold\n", answer.stderr


def test_a_changed_word_is_found(exported: Path) -> None:
    log = (exported / "log.json").read_text(encoding="utf-8")
    (exported / "log.json").write_text(log.replace("Too few nurses", "Too few purses"), encoding="utf-8")

    answer = checked(exported)

    assert answer.returncode == 1
    assert "reason was changed" in answer.stderr


def test_a_hidden_field_leaves_the_chain_whole(exported: Path) -> None:
    log = json.loads((exported / "log.json").read_text(encoding="utf-8"))
    for entry in log["alliances"][0]["entries"]:
        actor = entry["fields"]["actor"]
        del actor["value"], actor["salt"]
    (exported / "log.json").write_text(json.dumps(log), encoding="utf-8")

    assert checked(exported).stdout.endswith("20 entries hold\n")
