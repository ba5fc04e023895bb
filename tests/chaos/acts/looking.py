"""People look around: at Home, in the history, in what is found, and where everything stands."""

from tests.cast import CHANNEL
from tests.chaos.life import Life


def looks(life: Life) -> None:
    life.chance.choice((_at_home, _at_history, _at_what_is_found, _at_what_waits))(life)


def _at_home(life: Life) -> None:
    life.who.opens_home()


def _at_history(life: Life) -> None:
    life.chooses("History", life.open_cards())


def _at_what_is_found(life: Life) -> None:
    """Everything that is typed in a campaign has an id of somebody in it."""
    life.who.runs("/decisions U0", CHANNEL)


def _at_what_waits(life: Life) -> None:
    life.who.clicks("What waits for us", life.desk())
    life.presses("Where we stand")
