"""A manager decides what is delegated, up to a sum."""

from tests.chaos.life import Life


def decides_alone(life: Life) -> None:
    life.who.clicks("Partners", life.desk())
    life.presses("Settings", "Whose matter is it…", "Decide what is delegated…")
    cost = f"{life.chance.randrange(1, 6)},000"
    life.fills(Sum=cost, Why="It broke.", **{"What is decided": life.words})
    life.submit("delegated", life.words)
