"""`accord papers move`. Exit status 1: some paper is not there as it is named."""

from argparse import Namespace
from pathlib import Path

from bot.command_line import NotDone, open_database, plainly, say
from storage.engine.database import papers_folder
from storage.record.proposals import papers


@plainly
def move_papers(arguments: Namespace) -> int:
    """Bring every paper to where ACCORD_PAPERS says, each whole or not at all; what is there already stays."""
    folder = Path(arguments.folder) if arguments.folder else None
    if folder and not folder.is_dir():
        raise NotDone(f"--from: there is no folder at {folder}")
    database = open_database()
    with database.snapshot() as connection:
        into = papers_folder(connection)
        waiting = papers.elsewhere(connection, lie_in_another_folder=folder is not None)
    if into and not into.is_dir():
        raise NotDone(f"ACCORD_PAPERS: there is no folder at {into}; make it, for Accord alone")
    missing = []
    for alliance_id, sha256 in waiting:
        # One at a time: nobody's press waits for more than one.
        with database.transaction() as connection:
            if not papers.bring(connection, alliance_id, sha256, folder):
                missing.append(sha256)
    database.close()
    moved, where = len(waiting) - len(missing), str(into or "the database")
    lines = [f"{'1 paper is' if moved == 1 else f'{moved} papers are'} moved to {where}"]
    lines += [f"{sha256} is not there as it is named; bring it back from a backup" for sha256 in missing]
    say(arguments, lines, {"moved": moved, "to": where, "missing": missing})
    return 1 if missing else 0
