"""Where do the courier's tests play? At a desk with one proposal, in an office that a module's tests share."""

from collections.abc import Iterator

import pytest

from tests.handlers.desk import Desk, Office, by_the_clock
from tests.handlers.rooms import House


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    made = Office(tmp_path_factory.mktemp("office"))
    yield made
    made.sandbox.stop()


@pytest.fixture
def desk(office: Office, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """It is shortly after noon on a Monday, and No. 1 was put to the partners at noon."""
    made = office.desk()
    by_the_clock(made, monkeypatch)
    yield made
    made.closes()


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    made = House(tmp_path_factory.mktemp("house"))
    yield made
    made.sandbox.stop()
