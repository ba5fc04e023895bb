"""Proposals are raised, in every way that changes how they are decided, amended and withdrawn."""

from typing import Any

from sandbox.screen import NotPossible
from tests.cast import CHANNEL
from tests.chaos.life import Life

# More would come of it than can be asked about in the time: one message a second a person.
MOST_OPEN = 5
SEALED = {"Sealed first round": ["Answer first, then see what the others say"]}


def raises(life: Life) -> None:
    """Raise one, and every third time with papers, which have to be fetched first."""
    count = life.chance.choice((0, 0, 2))
    papers = [life.who.uploads(f"{place}.txt", life.chance.randbytes(9), "text/plain") for place in range(count)]
    _puts(life, {"Papers": papers} if papers else {})


def raises_sealed(life: Life) -> None:
    """Everybody is to answer before anybody reads what the others say."""
    _puts(life, {**SEALED, "Decide by": life.in_days(1)}, more=True)


def raises_trial(life: Life) -> None:
    """Something is to be tried for some days."""
    _puts(life, {"Try it until": life.in_days(2)}, more=True)


def raises_costly(life: Life) -> None:
    """It is over what the council may consent to without its committee."""
    _puts(life, {"Sum": "60,000"})


def renews(life: Life) -> None:
    """What was tried goes on, or it is changed, if all agree."""
    life.chooses("Renew or change…", life.cards())
    life.fills(Title=life.words)
    life.submit("title", life.words)


def amends(life: Life) -> None:
    life.chooses("Amend", life.open_cards())
    life.fills(**{"What we propose": f"Text {life.words}"})
    life.submit("text", f"Text {life.words}")


def withdraws(life: Life) -> None:
    life.chooses("Withdraw", life.open_cards())
    life.fills(Reason=life.words)
    life.submit("withdrawal", life.words)


def _puts(life: Life, typed: dict[str, Any], *, more: bool = False) -> None:
    # Those of which no card is shown yet are counted, too: no bot may be there to show it.
    is_too_much = len(life.open_cards()) + life.ledger.unseen(len(life.cards())) > MOST_OPEN
    if is_too_much or not life.who.runs("/propose", CHANNEL).is_acked:
        raise NotPossible("there is enough to decide, or nobody to ask")
    if more:
        life.presses("More…")
    written = {"Title": life.words, "What we propose": f"Text {life.words}", "Why this is best for people": "Warmth."}
    life.who.fills({**written, **typed})
    life.submit("title", life.words)
