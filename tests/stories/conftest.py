"""Which stage do the stories share? None: each has its own sandbox, bot and database."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.databases import give_tables
from tests.stories.stage import Stage


@pytest.fixture
def quiet_stage(tmp_path: Path, database_url: str) -> Iterator[Stage]:
    """A stage on which no bot runs yet."""
    stage = Stage(tmp_path, database_url)
    yield stage
    stage.close()


@pytest.fixture
def stage(quiet_stage: Stage) -> Stage:
    give_tables(quiet_stage.database_url)
    quiet_stage.starts_ready()
    return quiet_stage
