"""Does a short campaign of faults find nothing? `make chaos` runs long ones."""

import pytest

from tests.chaos.__main__ import run


@pytest.mark.timeout(400)
@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_nothing_is_lost_and_nothing_said_twice(database: str) -> None:
    ended = run(seed=2, faults=25, database=database)

    assert ended.differences == []
    assert ended.troubles.total() == 25
    assert ended.there["acknowledged"] > 20
