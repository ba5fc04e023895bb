"""How does somebody without our code check an export? With the scripts that docs/decision-log.md prints or names."""

import contextlib
import io
import re
import sys
import tempfile
import warnings
from pathlib import Path
from typing import Any
from unittest.mock import patch

from decisions.log.log_entry import GENESIS, LogEntry, canonical, seal, sha256

_ROOT = Path(__file__).parents[1]
_DOCUMENT = _ROOT / "docs" / "decision-log.md"
_SCRIPT = _ROOT / "bot" / "templates" / "check_export.txt"


def script() -> str:
    """Return the whole script for JSON: does the chain hold, and does each decision follow?"""
    return _SCRIPT.read_text(encoding="utf-8")


def script_of_chain() -> str:
    """Return its beginning, which the document prints."""
    return _printed()[0]


def script_for_every_form() -> str:
    """Return the whole with what is to be put in the place of its `entries`."""
    return re.sub(r"def entries.*?(?=^heads)", lambda _: _printed()[1], script(), flags=re.DOTALL | re.MULTILINE)


def follows(decisions: int) -> str:
    """Return what it says when that many decisions follow from the log."""
    verb = "decision follows" if decisions == 1 else "decisions follow"
    return f"{decisions} {verb} from the consents of all partners to its very text\n" if decisions else ""


def export(events: list[LogEntry], hidden: tuple[tuple[int, str], ...] = ()) -> str:
    """Write these events as an export whose hashes and seal all hold; of `hidden` fields only digests."""
    previous, told = GENESIS, []
    for event in events:
        salts = dict.fromkeys(event.fields, "00")
        sealed = seal(event.alliance, event.sequence, event.at, event.kind, event.fields, salts, previous)
        fields: dict[str, Any] = {name: {"value": value, "salt": "00"} for name, value in event.fields.items()}
        for sequence, name in hidden:
            if sequence == event.sequence and name in fields:
                fields[name] = {"digest": sha256(canonical(["00", name, event.fields[name]]))}
        told.append({**vars(sealed), "fields": fields})
        previous = sealed.hash
    head = f'{{"alliances":[{{"entries":{canonical(told)}}}]'
    return f'{head},"sha256":"{sha256(head)}"}}\n'


def verdict(exported: str, form: str = "json", papers: Path | None = None) -> tuple[bool, str]:
    """Run the whole script on an export in this process: whether it is content, and what it says.

    It looks at a folder of `papers`, too.
    """
    checks = script() if form == "json" else script_for_every_form()
    said = io.StringIO()
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        # A script that ends at once closes no file.
        warnings.simplefilter("ignore", ResourceWarning)
        file = Path(folder) / f"log.{form}"
        file.write_text(exported, encoding="utf-8", newline="")
        arguments = ["check.py", str(file), *([str(papers)] if papers else [])]
        with patch.object(sys, "argv", arguments), contextlib.redirect_stdout(said):
            try:
                exec(compile(checks, "check.py", "exec"), {"__name__": "check"})  # noqa: S102 (our own script)
            except SystemExit as refused:
                return False, str(refused)
    return True, said.getvalue()


def _printed() -> list[str]:
    return re.findall(r"```python\n(.*?)```", _DOCUMENT.read_text(encoding="utf-8"), re.DOTALL)
