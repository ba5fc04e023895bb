"""How does somebody without our code check an export? With the scripts that docs/decision-log.md prints."""

import re
from pathlib import Path

_DOCUMENT = Path(__file__).parents[1] / "docs" / "decision-log.md"


def script() -> str:
    """Return the script for JSON."""
    return _printed()[0]


def script_for_every_form() -> str:
    """Return it with what is to be put in the place of its `entries`."""
    for_json, entries = _printed()
    return re.sub(r"def entries.*?(?=^heads)", lambda _: entries, for_json, flags=re.DOTALL | re.MULTILINE)


def _printed() -> list[str]:
    return re.findall(r"```python\n(.*?)```", _DOCUMENT.read_text(encoding="utf-8"), re.DOTALL)
