"""What all tests share: a database, on SQLite unless a test asks for both."""

import gc
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy import URL

from tests.databases import empty_database, postgresql_server

# What tests store need not outlive a loss of power, so no commit has to wait for a disk, where memory has the room.
MEMORY, ROOM_BYTES = Path("/dev/shm"), 4 * 2**30  # noqa: S108 (each run makes a folder of its own there)
if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM_BYTES:
    os.environ["TMPDIR"] = tempfile.tempdir = str(MEMORY)


# What is collected is needed to the end; to look through it for garbage took half of the time of collecting.
gc.disable()

# How long an example takes says how much else this machine has to do.
settings.register_profile("accord", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("accord")


# They mostly wait: spread among the others, file by file, they leave the processors to them, and nobody is left with
# many of them at the end.
WAITING = (
    "tests/browser/",
    "tests/chaos/",
    "tests/stories/test_demo_command.py",
    "tests/stories/test_four_weeks.py",
    "tests/stories/test_frozen.py",
    "tests/stories/test_half_year.py",
    "tests/stories/test_socket_line.py",
)


def refuse_untyped(moment: datetime) -> str:
    raise AssertionError(f"{moment} goes to SQLite as it is, and not in UTC: its value has no type")


# By default the driver writes it in its own zone, and what is compared as text is compared wrongly.
sqlite3.register_adapter(datetime, refuse_untyped)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    places: dict[Path, float] = {}
    for those in (
        [item.path for item in items if item.nodeid.startswith(WAITING)],
        [item.path for item in items if not item.nodeid.startswith(WAITING)],
    ):
        for number, path in enumerate(those):
            places.setdefault(path, number / len(those))
    items.sort(key=lambda item: places[item.path])


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop() -> None:
    gc.freeze()
    gc.enable()


@pytest.fixture(scope="session")
def postgresql() -> Iterator[URL]:
    with postgresql_server() as server:
        yield server


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    marks = list(metafunc.definition.iter_markers())
    is_chosen = any(mark.name == "parametrize" and "database_url" in mark.args[0] for mark in marks)
    is_for_both = any(mark.name == "on_both_databases" for mark in marks)
    if is_for_both and not is_chosen and "database_url" in metafunc.fixturenames:
        metafunc.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Return the address of an empty database."""
    if getattr(request, "param", "sqlite") == "sqlite":
        yield f"sqlite:///{tmp_path}/accord.db"
        return
    with empty_database(request.getfixturevalue("postgresql")) as url:
        yield url
