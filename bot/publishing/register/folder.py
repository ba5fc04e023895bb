"""Replaces a folder in one go, so that nothing of anybody else's is lost."""

import json
import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from bot.command_line import NotDone

MARK = "register.json"
FORMAT = "accord-register"
_OURS = re.compile(
    r"(index|pictures|interests)\.html|register(-words)?\.js|register\.css|register\.json|decisions(/\d+\.html)?"
    r"|calendar\.ics|api(/(schema|alliance|decisions|actions)\.json|/decisions(/\d+\.json)?)?|papers(/[0-9a-f]{64}\.bin)?"
)


def to_write(out: Path) -> Path:
    """Return where to write, whatever links lead there. Raises NotDone when the folder is not ours to replace."""
    folder = out.resolve()
    if folder == Path.cwd():
        raise NotDone(f"--out: {out} is the folder you are in, which can't be replaced; name another")
    if folder.is_mount():
        raise NotDone(f"--out: something is mounted at {out}, which can't be replaced; name a folder inside it")
    is_empty = folder.is_dir() and not any(folder.iterdir())
    if folder.exists() and not is_empty and not _is_a_register(folder):
        raise NotDone(
            f"--out: {out} holds something else already; name a new folder, or the one of an earlier register"
        )
    return folder


def mark(folder: Path, about: Mapping[str, object]) -> None:
    """Note what a folder holds, so that a later register may take its place."""
    (folder / MARK).write_text(json.dumps({"format": FORMAT, "version": 1, **about}), encoding="utf-8")


@contextmanager
def replaced(out: Path) -> Iterator[Path]:
    """Yield an empty folder, which takes the place of `out` when all is written.

    Whoever looks meanwhile sees the whole old one, and nobody sees a page that was left out this time.
    """
    with _readable_by_all():
        out.parent.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
        try:
            fresh.chmod(0o755)
            yield fresh
            _put_in_place(fresh, out)
        finally:
            shutil.rmtree(fresh, ignore_errors=True)


@contextmanager
def _readable_by_all() -> Iterator[None]:
    """A web server, which has another account, must be able to read what is written here."""
    before = os.umask(0o022)
    try:
        yield
    finally:
        os.umask(before)


def _is_a_register(folder: Path) -> bool:
    try:
        return bool(json.loads((folder / MARK).read_text(encoding="utf-8"))["format"] == FORMAT)
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _put_in_place(fresh: Path, out: Path) -> None:
    old = Path(tempfile.mkdtemp(prefix=f".{out.name}-old-", dir=out.parent)) / "register"
    if out.exists():
        out.rename(old)
    fresh.rename(out)
    if old.exists():
        _keep_what_others_put_there(old, out)
    shutil.rmtree(old.parent)


def _keep_what_others_put_there(old: Path, new: Path) -> None:
    folders = ("decisions", "papers", "api", "api/decisions")
    for file in [*old.iterdir(), *(file for name in folders for file in (old / name).glob("*"))]:
        name = file.relative_to(old)
        if not _OURS.fullmatch(name.as_posix()):
            (new / name).parent.mkdir(exist_ok=True)
            file.rename(new / name)
