"""What is left of a database when its process is killed in the middle of something: what stands on the disk by then."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copyfile

from sqlalchemy import event

from storage.engine.database import Database

# The file, and what was written beside it since; who begins anew makes the third one anew.
_ENDINGS = ("", "-wal", "-shm")


class Killed(BaseException):
    """No code of the process runs from here on."""


class Mortal:
    """An SQLite database for one process after the other. Its engine is kept, so each statement is compiled once."""

    def __init__(self, path: Path) -> None:
        self._files = [path.with_name(f"{path.name}{ending}") for ending in _ENDINGS]
        self._left = [path.with_name(f"left{ending}") for ending in _ENDINGS[:2]]
        self._lives_for: int | None = None
        self._refused = ""
        self.database = Database(f"sqlite:///{path}")
        event.listen(self.database.engine, "before_cursor_execute", self._live)

    def begin_anew(self, *files: Path) -> None:
        """Go on with what is in these files: the database, and perhaps what was written beside it since."""
        self.database.close()
        for place in self._files:
            place.unlink(missing_ok=True)
        for file, place in zip(files, self._files, strict=False):
            if file.exists():
                copyfile(file, place)

    def is_killed_before(self, statement: int, what: Callable[[], object]) -> bool:
        """Do it, and be killed before it comes to its statement with this number; it may end earlier."""
        self._lives_for = statement
        try:
            what()
        except Killed:
            self.begin_anew(*self._left)
            return True
        finally:
            self._lives_for = None
        return False

    @contextmanager
    def refusing(self, words: str) -> Iterator[None]:
        """Let no statement have these words."""
        self._refused = words
        try:
            yield
        finally:
            self._refused = ""

    def _live(self, _connection: object, _cursor: object, statement: str, *_: object) -> None:
        assert not self._refused or self._refused not in statement, statement
        if self._lives_for is None:
            return
        self._lives_for -= 1
        if self._lives_for == 0:
            for file, left in zip(self._files, self._left, strict=False):
                left.unlink(missing_ok=True)
                if file.exists():
                    copyfile(file, left)
            raise Killed
