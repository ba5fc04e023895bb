"""Does CONTRIBUTING.md lead to what is there?"""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PATH = re.compile(r"`((?:bot|decisions|handlers|storage|tests)/[\w./]*)`((?:, `\w+\.py`)*)")

WITH_FUNCTIONS = re.compile(r"`([\w/]+\.py)`(?: \(([^)]*)\))?")


def test_every_path_that_it_names_is_there() -> None:
    named = [
        path
        for first, others in PATH.findall((ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"))
        for path in [first, *(str(Path(first).parent / each) for each in re.findall(r"\w+\.py", others))]
    ]

    assert len(named) > 60
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_every_function_that_it_names_stands_in_that_file() -> None:
    named: list[tuple[Path, str]] = []
    for row in (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").splitlines():
        folder = Path()
        for file, functions in WITH_FUNCTIONS.findall(row):
            folder = Path(file).parent if "/" in file else folder
            named += [(folder / Path(file).name, each) for each in re.findall(r"`(\w+)`", functions)]

    assert len(named) > 30
    assert [each for each in named if not stands_there(*each)] == []


def stands_there(file: Path, function: str) -> bool:
    words = (ROOT / file).read_text(encoding="utf-8")
    return re.search(rf"^(def|class) {function}\b", words, re.MULTILINE) is not None
