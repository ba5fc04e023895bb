"""Does each list of pins bring along all that is imported where it is installed?"""

import json
import re
import subprocess
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[2]
# Prints the top-level names of all that came from outside when these were imported.
IMPORTED = """
import json, pkgutil, sys, importlib
for name in sys.argv[1:]:
    importlib.import_module(name)
print(json.dumps(sorted({name.partition(".")[0] for name in sys.modules})))
"""
OF_THE_BOT = ("bot.command_line", "bot.serving", "bot.lines.web", "bot.commands.running", "pypdf", "docx", "psycopg")
# Without pypdf, which takes cryptography along wherever it is, and does without.
OF_THE_DEMO = ("bot.command_line", "bot.app", "bot.demo.command", "docx")


@pytest.mark.parametrize(
    ("pins", "modules"), [("requirements.txt", OF_THE_BOT), ("requirements-demo.txt", OF_THE_DEMO)]
)
def test_what_is_imported_is_pinned(pins: str, modules: tuple[str, ...]) -> None:
    pinned = set(re.findall(r"^([A-Za-z0-9_.-]+)==", (HOUSE / pins).read_text(encoding="utf-8"), re.MULTILINE))

    command = [sys.executable, "-c", IMPORTED, *modules]
    told = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 (our own words)

    found = packages_distributions()
    imported = {each for name in json.loads(told.stdout) for each in found.get(name, ())}
    assert {_plain(name) for name in imported} - {_plain(name) for name in pinned} == {"accord-alliance"}


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
