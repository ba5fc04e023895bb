"""Which stage do the stories share? None: each has its own sandbox, bot and database."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.stories.stage import Stage


@pytest.fixture
def quiet_stage(tmp_path: Path) -> Iterator[Stage]:
    """A stage on which no bot runs yet."""
    stage = Stage(tmp_path)
    yield stage
    stage.close()


@pytest.fixture
def stage(quiet_stage: Stage) -> Stage:
    quiet_stage.start_bot()
    return quiet_stage
