"""Does a short campaign of faults find nothing? `make chaos` runs long ones."""

import pytest

from tests.chaos.__main__ import run

FAULTS = 15


@pytest.mark.timeout(400)
@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_nothing_is_lost_and_nothing_said_twice(database: str) -> None:
    ended = run(seed=2, faults=FAULTS, database=database)

    assert ended.differences == []
    assert ended.troubles.total() == FAULTS
    assert ended.there["acknowledged"] > 12
