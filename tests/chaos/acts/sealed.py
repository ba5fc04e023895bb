"""What can be done in a sealed round besides answering: take it back, add a concern, have all opened, tell a worry."""

from tests.cast import CHANNEL
from tests.chaos.life import Life


def tells_worry(life: Life) -> None:
    """Only whoever raised it and the managers are told."""
    life.chooses("Tell a worry privately", life.open_cards())
    life.fills(**{"What worries you": life.words})
    life.submit("worry", life.words)


def takes_back(life: Life) -> None:
    receipt = life.one_with("[Take it back]", life.who.ephemerals(CHANNEL))
    life.press("sealed answer taken back", lambda: life.who.clicks("Take it back", receipt))


def adds_concern(life: Life) -> None:
    """Answer once more, with a concern that nobody is to read before all answers open."""
    receipt = life.one_with("[Consent with a concern…]", life.who.ephemerals(CHANNEL))
    life.who.clicks("Consent with a concern…", receipt)
    life.fills(**{"A concern to keep in mind": life.words})
    life.ledger.seals(life.words, life.person)
    life.submit("sealed concern")


def has_all_opened(life: Life) -> None:
    """Whoever has answered waits no longer, after the day to decide by."""
    life.who.clicks("Open the answers…", life.one_with("[Open the answers…]", life.open_cards()))
    life.submit("opening")
