"""Partners consent, object, take time, step back, and take what they said back."""

from tests.cast import CHANNEL, PARTNERS
from tests.chaos.life import Life
from tests.reading import answers_shown

ENDS = ("It is settled, as I say below", "It is not settled: we keep it as a concern")


def consents(life: Life) -> None:
    cards = life.open_cards()
    unanswered = [it for it in cards if life.partner not in answers_shown({"text": it.text, "blocks": it.blocks})]
    # Mostly the oldest that lacks it, for else nothing would ever be agreed.
    card = unanswered[0] if unanswered and life.chance.random() < 0.7 else life.chance.choice(cards)
    life.press("consent", lambda: life.who.clicks("Consent", card))
    asked_once_more(life)


def asked_once_more(life: Life) -> None:
    """Send the window that asks once more, if there is one."""
    read = life.reads()
    if not read.startswith("== Consent? =="):
        return
    if "[Subject to our committee…]" in read and life.chance.random() < 0.5:
        _waits_for_the_committee(life)
        return
    if "How does your objection end?" in read:
        life.fills(**{"How does your objection end?": life.chance.choice(ENDS), "How it was settled": "A nurse comes"})
    life.submit("consent")


def _waits_for_the_committee(life: Life) -> None:
    life.presses("Subject to our committee…")
    life.fills(**{"We will answer by": "2099-01-01", "Our question": life.words})
    life.submit("question", life.words)


def undoes(life: Life) -> None:
    receipt = life.one_with("[Undo]", life.who.ephemerals(CHANNEL))
    life.press("undo", lambda: life.who.clicks("Undo", receipt))


def objects(life: Life) -> None:
    life.who.clicks("Object", life.chance.choice(life.open_cards()))
    life.fills(Reason=life.words)
    if "Your answer is sealed" in life.reads():
        # It may be answered again before it opens: then nobody ever reads this.
        life.ledger.seals(life.words, life.person)
        life.submit("sealed objection")
    else:
        life.submit("objection", life.words)


def asks(life: Life) -> None:
    life.who.clicks("I need time", life.chance.choice(life.open_cards()))
    life.fills(**{"We will answer by": "2099-01-01", "Our question": life.words})
    life.submit("question", life.words)


def writes(life: Life) -> None:
    life.who.writes("We agree", CHANNEL, life.chance.choice(life.open_cards()))


def steps_back(life: Life) -> None:
    """Declare an interest in some open proposal, at the front desk."""
    life.who.clicks("Partners", life.desk())
    life.presses("Interests…", "Declare an interest…")
    number = life.chance.choice(life.open_cards()).text.partition("·")[0].strip()
    matters = [it["element"]["options"] for it in life.window.body["blocks"] if it.get("block_id") == "matter"]
    offered = [option["text"]["text"] for options in matters for option in options]
    for matter in (each for each in offered if each.startswith(f"{number} ·")):
        kind = {"In which matter": matter, "What kind of interest": "Something else"}
        life.who.fills({**kind, "What it is": life.words})
        life.submit("interest", life.words)


def says_who_takes_part(life: Life) -> None:
    """Let somebody take part who stepped back, or take part again."""
    life.who.clicks("Interests", life.one_with("[Interests]", life.open_cards()))
    if "[Take part again…]" in life.reads():
        life.presses("Take part again…")
        life.fills(**{"Why it decides after all": life.words})
        life.submit("interest", life.words)
        return
    names = [name for name in PARTNERS if f"[Let {name} take part]" in life.reads()]
    life.presses(f"Let {life.chance.choice(names)} take part")
