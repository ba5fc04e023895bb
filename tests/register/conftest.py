"""From which past is the register built in these tests?"""

import os
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from tests import past, warm

MADE = 30

Builds = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def past_database(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Thirty decisions, one proposal that is held and one that is open."""
    url = f"sqlite:///{tmp_path_factory.mktemp('past')}/accord.db"
    database = past.an_alliance(url)
    past.decide(database, MADE)
    past.people_have_names(database)
    past.raise_open(database, datetime(2026, 11, 2, 9, tzinfo=UTC), objects=True)
    past.raise_open(database, datetime(2026, 11, 9, 9, tzinfo=UTC), objects=False)
    database.close()
    return url


@pytest.fixture
def builds(past_database: str, tmp_path: Path) -> Builds:
    """Run `accord register build --out register` in an empty folder."""

    return partial(build, past_database, tmp_path)


def build(database_url: str, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = ("bot", "register", "build", "--out", "register", *arguments)
    return warm.run(command, folder, {**os.environ, "DATABASE_URL": database_url})
