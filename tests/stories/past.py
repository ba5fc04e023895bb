"""A past that many tests of a module read: its story is played once, and each test takes a copy of its folder."""

import shutil
from collections.abc import Callable
from pathlib import Path

from tests.databases import give_tables
from tests.stories.stage import Stage


def played(folder: Path, story: Callable[[Stage], None]) -> Path:
    """Play a story to its end, stop the bot, and return the folder, which holds the database."""
    stage = Stage(folder, f"sqlite:///{folder}/accord.db")
    try:
        give_tables(stage.database_url)
        stage.starts_ready()
        story(stage)
        assert stage.stop_bot() == 0
    finally:
        stage.close()
    return folder


def after(past: Path, stage: Stage) -> Stage:
    """Have a stage go on where that story ended."""
    shutil.copytree(past, stage.folder, dirs_exist_ok=True)
    return stage
