"""What do commands write at a console that only a new process can have, such as one in another encoding?

The commands are given one after another, with a comma between them. The libraries are loaded once: each command runs in
a fork of this process, whose console is a file. Prints, as JSON, with which status each ended and what it wrote.
"""

import json
import os
import sys
import tempfile
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from bot.__main__ import main

COMMA = ","


def at_this_console(command: Sequence[str]) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        out, err = Path(folder, "out"), Path(folder, "err")
        child = os.fork()
        if not child:
            for number, path in ((1, out), (2, err)):
                os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600), number)
            _end(command)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        return {"status": status, "out": out.read_text("utf-8"), "err": err.read_text("utf-8")}


def _end(command: Sequence[str]) -> None:
    """Run it, and leave this process as Python does at its end."""
    status = 1
    try:
        status = main(command)
        sys.stdout.flush()
        sys.stderr.flush()
    except SystemExit as ended:
        status = int(ended.code or 0)
    finally:
        os._exit(status)


if __name__ == "__main__":
    parts = groupby(sys.argv[1:], key=COMMA.__eq__)
    answers = [at_this_console([*words]) for is_comma, words in parts if not is_comma]
    os.write(1, json.dumps(answers).encode())
