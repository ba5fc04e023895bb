"""A manager decides what is delegated, up to a sum, and takes the newest of it back, so that its sum is left again."""

from tests.chaos.life import Life


def decides_alone(life: Life) -> None:
    _asks_whose_matter_it_is(life)
    life.presses("Decide what is delegated…")
    cost = f"{life.chance.randrange(1, 6)},000"
    life.fills(Sum=cost, Why="It broke.", **{"What is decided": life.words})
    life.submit("delegated", life.words)


def takes_it_back(life: Life) -> None:
    _asks_whose_matter_it_is(life)
    life.presses("Take back…")
    life.fills(**{"Why it is taken back": life.words})
    life.submit("slip", life.words)


def _asks_whose_matter_it_is(life: Life) -> None:
    life.who.clicks("Partners", life.desk())
    life.presses("Settings", "Whose matter is it…")
