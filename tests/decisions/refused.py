"""How does a test say that a rule declines? With the refusal: its words, the input they belong to, and whom to ask."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from decisions.refusal import Refusal


@contextmanager
def refused(expected: Refusal) -> Iterator[None]:
    with pytest.raises(Refusal) as declined:
        yield
    assert (type(declined.value), vars(declined.value)) == (type(expected), vars(expected))
