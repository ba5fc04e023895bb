"""Which changes of one sign in decisions/ does no test notice? None but those with a reason beside them.

mutmut makes them and runs tests/decisions on each (pyproject.toml); the reasons stand in survivors.toml.
"""

import json
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

REASONS = Path(__file__).parent / "decisions" / "survivors.toml"
# What mutmut makes is of no use to a later run: it would not try again what other tests notice now.
MADE = Path("mutants")
# The function, what stood there, and what stands there instead.
Change = tuple[str, str, str]


def main() -> int:
    shutil.rmtree(MADE, ignore_errors=True)
    mutmut("run", is_heard=True)
    mutmut("export-cicd-stats")
    tried = json.loads((MADE / "mutmut-cicd-stats.json").read_text())["total"]
    survived = list(survivors())
    print(f"{tried} changes tried, {tried - len(survived)} noticed")
    return 0 if tried and is_explained(set(survived), set(reasons())) else 1


def is_explained(survived: set[Change], explained: set[Change]) -> bool:
    for words, changes in (
        ("No test notices, and no reason is given:", survived - explained),
        ("A reason is given for what tests do notice:", explained - survived),
    ):
        for function, was, becomes in sorted(changes):
            print(f"{words}\n  in {function}\n  - {was}\n  + {becomes}")
    return survived == explained


def survivors() -> Iterator[Change]:
    for name in re.findall(r"^\s*(\S+): ", mutmut("results"), re.MULTILINE):
        # Three lines tell the file; of the others those that begin with a sign were changed.
        lines = mutmut("show", name).splitlines()[3:]
        was, becomes = (" ".join(line[1:].strip() for line in lines if line[0:1] == sign) for sign in "-+")
        yield re.sub(r"x[_ǁ](.*)__mutmut_\d+$", r"\1", name).replace("ǁ", "."), was, becomes


def reasons() -> Iterator[Change]:
    for each in tomllib.loads(REASONS.read_text(encoding="utf-8")).get("survivor", []):
        if not each["reason"].strip():
            raise SystemExit(f"{REASONS.name}: {each['was']}: please write the reason")
        yield each["in"], each["was"], each["becomes"]


def mutmut(*arguments: str, is_heard: bool = False) -> str:
    command = [str(Path(sys.executable).with_name("mutmut")), *arguments]
    ended = subprocess.run(command, stdout=None if is_heard else subprocess.PIPE, text=True, check=False)  # noqa: S603 (ourselves)
    if ended.returncode:
        raise SystemExit(f"mutmut {arguments[0]} ended with {ended.returncode}")
    return ended.stdout or ""


if __name__ == "__main__":
    sys.exit(main())
