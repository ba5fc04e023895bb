"""What follows: actions after a decision, corrections beside its record, and what came of a step while it is held."""

from tests.cast import LEADS
from tests.chaos.life import Life


def adds_action(life: Life) -> None:
    """One of a decision: everybody is told of each, and the channel takes one message a second."""
    life.chooses("Add an action…", life.cards())
    life.fills(What=life.words, Who=life.chance.choice(LEADS), **{"By when": life.in_days(9)})
    life.submit("action", life.words)


def says_it_is_done(life: Life) -> None:
    life.who.clicks("Done…", life.one_with("[Done…]", life.who.direct_messages()))
    life.fills(**{"What came of it": life.words})
    life.submit("done", life.words)


def corrects(life: Life) -> None:
    life.chooses("Correct the record…", [it for it in life.cards() if "stands beside" not in str(it.blocks)])
    life.fills(**{"What the record should say": life.words})
    life.submit("correction", life.words)


def says_what_came_of_step(life: Life) -> None:
    life.who.clicks("What came of it…", life.one_with("[What came of it…]", life.open_cards()))
    how = life.chance.choice(("It was done", "It was not possible"))
    life.fills(**{"This step": how, "What came of it": life.words})
    life.submit("step", life.words)
