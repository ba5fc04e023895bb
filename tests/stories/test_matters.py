"""Whose matter is it? All agree who decides a class; then a manager, one partner, or a partner's board has its part."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sandbox import Message
from tests import outside
from tests.cast import ANN, CAT, CHANNEL, KARA, LEADS
from tests.databases import only_sqlite
from tests.stories.stage import Stage, picture

UNTIL = (datetime.now(ZoneInfo("Europe/London")) + timedelta(days=90)).date().isoformat()
WHY = {"What we propose": "So that it goes faster.", "Why this is best for people": "A warm room."}


def opens(stage: Stage, person: str, *doors: str) -> None:
    somebody = stage.person(person)
    somebody.clicks("Partners", stage.desk())
    for door in doors:
        assert somebody.window
        somebody.clicks(door, somebody.window)


def agrees_to(stage: Stage, **typed: str) -> Message:
    """All agree to what Kara proposes about a class of matters."""
    kara, seen = stage.person(KARA), len(stage.cards())
    opens(stage, KARA, "Settings", "Whose matter is it…", "Propose who decides…")
    kara.fills({**WHY, **{name.replace("_", " "): words for name, words in typed.items()}})
    kara.submits()
    assert kara.window is None, kara.window.errors
    card = stage.until(lambda: len(stage.cards()) > seen and stage.cards()[-1])
    stage.consents(card, *LEADS)
    stage.card_says(card, "Agreed on")
    return card


@only_sqlite
def test_a_manager_decides_what_is_delegated_and_everybody_reads_it(stage: Stage) -> None:
    limits = {"Up to, for one decision": "5,000", "Up to, in all": "8,000", "Delegated until": UNTIL}
    who = {"Class of matters": "Small repairs", "Who decides": "An operations manager, up to a sum"}
    card = agrees_to(stage, **who, **limits)
    assert "*From then on:* *Small repairs*: delegated to the operations managers, up to £5,000" in picture(card)
    kara = stage.person(KARA)

    opens(stage, KARA, "Settings", "Whose matter is it…", "Decide what is delegated…")
    kara.fills({"What is decided": "A boiler", "Why": "It broke.", "Sum": "six thousand"})
    kara.submits()
    assert kara.window
    assert "whole pounds" in kara.window.errors["Sum"]
    kara.fills({"Sum": "4,500"})
    kara.submits()

    told = stage.until(lambda: [each for each in kara.sees(CHANNEL) if "A boiler" in each.text])
    assert len(told) == 1
    assert "D1 · Decided by Kara Munro, to whom it is delegated: A boiler" in picture(told[0])
    stage.until(lambda: "Small repairs: £3,500 of £8,000 left" in picture(stage.desk()))
    opens(stage, KARA, "Settings", "Whose matter is it…", "Decide what is delegated…")
    kara.fills({"What is decided": "Two boilers", "Why": "They broke.", "Sum": "4,500"})
    kara.submits()
    assert kara.window
    assert "£3,500 is left of £8,000." in kara.window.errors["Sum"]
    holds, words = outside.verdict(stage.accord("log", "export", "--format", "json").stdout)
    assert holds, words


@only_sqlite
def test_one_partner_decides_its_own_matter_and_waits_for_its_board(stage: Stage) -> None:
    mine = {"Class of matters": "Planning", "Who decides": "One partner, by law"}
    agrees_to(stage, **mine, **{"Whose matter it is by law": "Glasgow City Council"})
    cat, ann = stage.person(CAT), stage.person(ANN)
    opens(stage, CAT, "Who speaks for a partner…", "Our own limit…")
    cat.fills({"Over": "50,000", "Whose word it needs": "our committee"})
    cat.submits()
    stage.until(lambda: [each for each in cat.sees(CHANNEL) if "only with the word of our committee" in each.text])
    card = stage.raises(typed={"Whose matter it is": "Planning (Glasgow City Council decides)", "Sum": "60,000"})
    stage.card_says(card, "Glasgow City Council decides it, whose matter it is")

    ann.clicks("Consent", card)
    assert "Glasgow City Council's own matter by law" in stage.window(ANN)
    ann.closes()
    ann.clicks("Our view…", card)
    ann.fills({"What we think of it": "The ground is wet."})
    ann.submits()
    stage.card_says(card, "💬 *Harbour Shelter*: The ground is wet.")
    cat.clicks("Consent", card)
    assert "over £50,000 Glasgow City Council consents only with the word of our committee" in stage.window(CAT)
    assert cat.window
    cat.clicks("Subject to our committee…", cat.window)
    cat.fills({"We will answer by": UNTIL})
    cat.submits()
    # Nor is the window left open in which a press would consent.
    assert cat.window is None
    stage.card_says(card, "Glasgow City Council (subject to our committee, ")
    cat.clicks("Consent", card)
    assert "[Our committee agrees]" in stage.window(CAT)
    cat.submits()

    stage.card_says(card, "by Glasgow City Council, whose matter it is; views of Harbour Shelter")
    outcome = stage.until(lambda: [each for each in cat.thread(card) if "Decided: No. 2" in each.text])[0]
    assert "agreed" not in picture(outcome).casefold()
    assert stage.accord("log", "verify").returncode == 0
    holds, words = outside.verdict(stage.accord("log", "export", "--format", "json").stdout)
    assert holds, words
    assert "the one partner whose own matter it is by law (No. 2)" in words
