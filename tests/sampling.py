"""How much is tried of what is endless? `make test` takes a sample; `make campaign` takes all of it, or far more."""

import os
from collections.abc import Callable, Hashable, Iterable
from random import Random
from typing import Any, TypeVar

import pytest

T = TypeVar("T")
IS_CAMPAIGN = "CAMPAIGN" in os.environ

# By this `make campaign` finds what it is about.
sampled = pytest.mark.sampled


def sample(cases: Iterable[T], kind: Callable[[T], Hashable]) -> list[Any]:
    """Return one case of each kind, always the same; in a campaign all cases."""
    if IS_CAMPAIGN:
        return list(cases)
    kinds: dict[Hashable, list[T]] = {}
    for case in cases:
        kinds.setdefault(kind(case), []).append(case)
    chance = Random(1)  # noqa: S311 (nothing is kept secret by it)
    return [chance.choice(alike) for alike in kinds.values()]


def examples(few: int, many: int) -> int:
    """Return how many examples a property is tried with: some other few at each `make test`, many in a campaign."""
    return many if IS_CAMPAIGN else few
