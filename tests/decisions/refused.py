"""How does a test say that a rule declines? With the refusal: its words, the input they belong to, and whom to ask."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from decisions.words.refusal import Refusal


@contextmanager
def refused(expected: Refusal) -> Iterator[None]:
    with pytest.raises(Refusal) as raised:
        yield
    assert (type(raised.value), vars(raised.value)) == (type(expected), vars(expected))


def declined(act: Callable[[], object]) -> Refusal:
    with pytest.raises(Refusal) as raised:
        act()
    return raised.value
