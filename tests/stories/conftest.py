"""Which stage do the stories share? None: each has its own sandbox, bot and database."""

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.databases import give_tables
from tests.stories.begun import Begun
from tests.stories.stage import Stage


@pytest.fixture
def quiet_stage(tmp_path: Path, database_url: str) -> Iterator[Stage]:
    """A stage on which no bot runs yet."""
    stage = Stage(tmp_path, database_url)
    yield stage
    stage.close()


@pytest.fixture(scope="session")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Begun]:
    """Return an alliance that was just founded, once for all of a worker's stories."""
    return cache(lambda: Begun(tmp_path_factory.mktemp("begun")))


@pytest.fixture
def stage(quiet_stage: Stage, begun: Callable[[], Begun]) -> Stage:
    if quiet_stage.database_url.startswith("sqlite"):
        begun().copy_to(quiet_stage)
    else:
        give_tables(quiet_stage.database_url)
    quiet_stage.starts_ready()
    return quiet_stage
