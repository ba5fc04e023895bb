"""Rules are tested quickly: examples come before properties, and a mutation run repeats itself."""

from collections.abc import Iterator
from time import tzset

import pytest
from hypothesis import Phase, settings

from decisions.words import spelling

# `make mutation` asks thousands of times whether any test notices: the same examples each time, and no search for the
# smallest one.
settings.register_profile(
    "mutation", derandomize=True, database=None, deadline=None, phases=(Phase.explicit, Phase.generate)
)


@pytest.fixture(autouse=True)
def every_sign_is_folded_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """What an earlier test met would hide a change of the rule from a later one."""
    monkeypatch.setattr(spelling, "_FOLDS", spelling._Folds())


@pytest.fixture(autouse=True)
def the_machine_is_elsewhere() -> Iterator[None]:
    """Days are those of the alliance, never those where Accord runs."""
    with pytest.MonkeyPatch.context() as elsewhere:
        elsewhere.setenv("TZ", "Pacific/Auckland")
        tzset()
        yield
    tzset()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: hasattr(getattr(item, "obj", None), "is_hypothesis_test"))
