"""The papers of a period beside an export, each by its hash and its name, so that check.py can look at them."""

from collections.abc import Iterable
from pathlib import Path

from sqlalchemy import Connection

from bot.command_line import NotDone
from bot.publishing.chapters import Span, chapters
from bot.publishing.redactions.papers import file_name, kept_content
from decisions.said.paper import papers_told


def write_papers(connection: Connection, alliance_ids: Iterable[int], span: Span, folder: Path) -> None:
    """Write them. Raises NotDone where something else is in the folder."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise NotDone(f"--papers: {folder} holds something already; name a new folder")
    folder.mkdir(parents=True, exist_ok=True)
    for chapter in chapters(connection, alliance_ids, span):
        for entry in chapter.entries:
            for paper in papers_told(entry.fields.get("papers") or ()):
                content = kept_content(connection, chapter.alliance_id, paper)
                (folder / file_name(paper)).write_bytes(content)
