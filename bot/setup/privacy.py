"""Finds files that every account of this machine can read, although they hold secrets or what people wrote."""

import stat
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import make_url

from bot.setup.settings import ENV_FILE
from storage.engine.sqlite import file_of


def open_to_all(database_url: str, papers_folder: Path | None = None) -> Iterator[str]:
    """Say what to do about each."""
    kept = file_of(make_url(database_url))
    files = [file for file in (ENV_FILE, Path(kept)) if file.is_file()]
    for file in (*files, *([papers_folder] if papers_folder else [])):
        # SQLite's companions of a file are as open as it is.
        all_of_it = f"{file}*" if file == Path(kept) else f"{file}"
        if (mode := stat.S_IMODE(file.stat().st_mode)) & stat.S_IRWXO:
            yield f"{file}: every account of this machine can read or write it (mode {mode:04o}); chmod o= {all_of_it}"
