"""A zip that appears only when it is whole, and replaces nothing but an earlier zip."""

import hashlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, is_zipfile

from bot.command_line import NotDone

_SUMS = "SHA256SUMS"


class ZipOfText:
    """A zip of texts with a digest of each, that is there only when it is whole."""

    def __init__(self, out: Path) -> None:
        """Raise NotDone where it can't be written."""
        _refuse_unless_free(out)
        self._out = out
        handle, name = tempfile.mkstemp(prefix=f".{out.name}-", dir=out.parent)
        self._file = os.fdopen(handle, "w+b")
        self._path = Path(name)
        self._zip = ZipFile(self._file, "w", ZIP_DEFLATED)
        self._sums: dict[str, str] = {}
        self._files: dict[str, str] = {}

    def add(self, name: str, text: str) -> None:
        self._zip.writestr(name, text)
        self._sums[name] = hashlib.sha256(text.encode()).hexdigest()

    def add_file(self, name: str, content: bytes) -> None:
        """Add a file that is not one of our texts."""
        self._zip.writestr(name, content)
        self._files[name] = hashlib.sha256(content).hexdigest()

    def add_stream(self, name: str, pieces: Iterator[str]) -> None:
        digest = hashlib.sha256()
        with self._zip.open(name, "w", force_zip64=True) as out:
            for piece in pieces:
                out.write(piece.encode())
                digest.update(piece.encode())
        self._sums[name] = digest.hexdigest()

    def texts(self) -> Iterator[tuple[str, str]]:
        """Yield the names and texts that were added."""
        for name in self._sums:
            yield name, self._zip.read(name).decode()

    def finish(self) -> None:
        sums = {**self._sums, **self._files}
        self._zip.writestr(_SUMS, "".join(f"{digest}  {name}\n" for name, digest in sums.items()))
        self._zip.close()
        self._file.close()
        self._path.replace(self._out)

    def abandon(self) -> None:
        self._zip.close()
        self._file.close()
        self._path.unlink(missing_ok=True)


def _refuse_unless_free(out: Path) -> None:
    if not out.absolute().parent.is_dir():
        raise NotDone(f"--out: there is no folder {out.parent}; make it first, or name another")
    if out.exists() and not is_zipfile(out):
        raise NotDone(f"--out: {out} is something else already; name a new file, or an earlier pack")
