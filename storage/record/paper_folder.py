"""How do the bytes of papers lie in a folder? Each in a file named by their SHA-256, whole or not at all."""

import os
import re
from pathlib import Path
from tempfile import NamedTemporaryFile

from decisions.paper import LARGEST_PAPER

_NAME = re.compile(r"[0-9a-f]{64}")
# What a kill leaves behind begins with it, and may be deleted.
COMING = ".coming-"


def put(folder: Path, sha256: str, content: bytes) -> None:
    """Return once they are on the disk. Several processes may put the same; whoever finds the file finds all of it."""
    if get(folder, sha256) != content:
        with NamedTemporaryFile(dir=folder, prefix=COMING, delete=False) as out:
            coming = Path(out.name)
            try:
                out.write(content)
                out.flush()
                os.fsync(out.fileno())
                coming.replace(folder / sha256)
            except OSError:
                coming.unlink(missing_ok=True)
                raise
    # Also the name is to be there after a power cut, whoever gave it.
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def get(folder: Path, sha256: str) -> bytes | None:
    """Return what lies there under this name, whatever it is, and no more of it than a paper may have."""
    place = folder / sha256
    if not _NAME.fullmatch(sha256) or not place.is_file():
        return None
    with place.open("rb") as file:
        return file.read(LARGEST_PAPER + 1)
