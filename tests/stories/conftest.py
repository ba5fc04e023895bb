"""Which stage do the stories share? None: each has its own sandbox, bot and database."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cast import PARTNERS
from tests.stories.stage import Stage

# The manager and all representatives.
SPEAK_OR_MANAGE = 1 + sum(map(len, PARTNERS.values()))


@pytest.fixture
def quiet_stage(tmp_path: Path, database_url: str) -> Iterator[Stage]:
    """A stage on which no bot runs yet."""
    stage = Stage(tmp_path, database_url)
    yield stage
    stage.close()


@pytest.fixture
def stage(quiet_stage: Stage) -> Stage:
    quiet_stage.start_bot()
    # Texts call people by the names that the bot asks for at its start.
    quiet_stage.until(lambda: quiet_stage.rows("SELECT count(*) FROM people WHERE name != ''")[0][0] >= SPEAK_OR_MANAGE)
    quiet_stage.until(lambda: quiet_stage.rows("SELECT 1 FROM messages WHERE kind = 'desk' AND ended_as = 'said'"))
    return quiet_stage
