"""Does CONTRIBUTING.md lead to files that are there?"""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PATH = re.compile(r"`((?:bot|decisions|handlers|storage|tests)/[\w./]*)`((?:, `\w+\.py`)*)")


def test_every_path_that_it_names_is_there() -> None:
    named = [
        path
        for first, others in PATH.findall((ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"))
        for path in [first, *(str(Path(first).parent / each) for each in re.findall(r"\w+\.py", others))]
    ]

    assert len(named) > 60
    assert [path for path in named if not (ROOT / path).exists()] == []
