"""Is what a manager decided alone found by its number and by its words?"""

from decisions.alliance.matter import DelegatedDecision
from decisions.set_up.matter_search import having
from tests.cast import KARA, MONDAY


def made(number: int, what: str, why: str = "It broke.", matter: str = "Small repairs") -> DelegatedDecision:
    return DelegatedDecision(number, matter, 7, what, why, 100, KARA, MONDAY)


BOILER, ROOF, D_2 = made(1, "A boiler"), made(2, "The roof", "Rain came in."), made(11, "Boiler keys", matter="Keys")
ALL = [ROOF, D_2, BOILER]


def test_a_number_finds_that_one_alone() -> None:
    assert having("D1", ALL) == [BOILER]
    assert having(" d11 ", ALL) == [D_2]


def test_all_words_are_met_each_at_its_beginning_and_the_newest_comes_first() -> None:
    assert having("boil", ALL) == [D_2, BOILER]
    assert having("boil broke", ALL) == [D_2, BOILER]
    assert having("boil rain", ALL) == []
    assert having("oiler", ALL) == []
    assert having("rain repairs roof", ALL) == [ROOF]


def test_without_words_they_are_all_of_them() -> None:
    assert having(" ", ALL) == [D_2, ROOF, BOILER]
