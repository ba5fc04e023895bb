"""The bytes of papers in a folder: each in a file named by their SHA-256, whole or not at all."""

import os
import re
import shutil
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

from decisions.said.paper import LARGEST_PAPER

_NAME = re.compile(r"[0-9a-f]{64}")
# Names of files on their way begin with it; what a kill leaves behind may be deleted.
COMING = ".coming-"
# Longer than anything is on its way, even where Slack is slow and a disk is asleep.
LONGEST_ON_ITS_WAY = 24 * 60 * 60


def put(folder: Path, sha256: str, content: bytes | Path) -> None:
    """Return once they are on the disk. Several processes may put the same; whoever finds the file finds all of it.

    A file that has them already, on the disk that the folder is on, is moved there.
    """
    coming = content if isinstance(content, Path) else _written(folder, content)
    try:
        _make_last(coming, os.O_RDONLY)
        coming.replace(folder / sha256)
        # The name, too, is to be there after a power cut.
        _make_last(folder, os.O_RDONLY | os.O_DIRECTORY)
    except OSError:
        coming.unlink(missing_ok=True)
        raise


def _written(folder: Path, content: bytes) -> Path:
    with NamedTemporaryFile(dir=folder, prefix=COMING, delete=False) as out:
        try:
            out.write(content)
        except OSError:
            Path(out.name).unlink(missing_ok=True)
            raise
    return Path(out.name)


def _make_last(place: Path, flags: int) -> None:
    opened = os.open(place, flags)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def get(folder: Path, sha256: str) -> bytes | None:
    """Return what lies there under this name, whatever it is, but no more than a paper may have."""
    place = folder / sha256
    if not _NAME.fullmatch(sha256) or not place.is_file():
        return None
    with place.open("rb") as file:
        return file.read(LARGEST_PAPER + 1)


def sweep(folder: Path, now: float) -> None:
    """Delete what a kill left behind, file or folder. `now` is in seconds, by the clock of the folder's times.

    Several processes may do so while others put papers there: what is on its way is younger.
    """
    for left in folder.glob(f"{COMING}*"):
        with suppress(OSError):
            if now - left.lstat().st_mtime < LONGEST_ON_ITS_WAY:
                continue
            if left.is_dir() and not left.is_symlink():
                shutil.rmtree(left, ignore_errors=True)
            else:
                left.unlink()
