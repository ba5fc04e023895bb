"""Does the Home tab show each person what concerns them, and stay true?"""

from itertools import pairwise

from sandbox.workspace import View
from tests.cast import ANN, CAT, JON, KARA, LEADS, OUTSIDER
from tests.reading import read
from tests.stories.stage import Stage, picture


def home(stage: Stage, person: str) -> View:
    """Open the Home tab and wait for what it shows."""
    stage.person(person).opens_home()
    return stage.until(lambda: stage.person(person).home)


def shows(stage: Stage, person: str, words: str) -> str:
    def found() -> str | None:
        view = stage.person(person).home
        shown = read(view.body["blocks"]) if view else ""
        return shown if words in shown else None

    return stage.until(found)


def moved_home(stage: Stage, *people: str) -> None:
    """Let people of other organisations have a Home too: they work in the app's own workspace."""
    for person in people:
        stage.sandbox.workspace.users[person].team_id = stage.sandbox.workspace.team_id


def test_a_representative_answers_from_it(stage: Stage) -> None:
    card = stage.raises()
    home(stage, CAT)
    shown = shows(stage, CAT, "# Waiting on you")
    assert "Open: 0 of 8 partners consent" in shown
    assert "Ten beds.\nasked today\n[Read and answer]" in shown

    stage.reads_and_consents(home(stage, CAT), CAT)

    shows(stage, CAT, "Nothing waits for Glasgow City Council's answer. Thank you!")
    stage.card_says(card, "✅ Glasgow City Council consents")
    stage.until(lambda: any("Recorded: Glasgow" in it.text for it in stage.person(CAT).direct_messages()))


def test_it_is_current_after_what_others_do(stage: Stage) -> None:
    home(stage, CAT)
    shows(stage, CAT, "Nothing waits for")

    card = stage.raises()
    shows(stage, CAT, "No. 1 · Ten winter beds")
    stage.objects(card, ANN)
    shown = shows(stage, CAT, "# Held, and why")
    assert "✋ *Harbour Shelter*: Too few nurses\nWhat would make it acceptable: Two nurses" in shown
    stage.consents(card, *LEADS)

    shown = shows(stage, CAT, "Agreed on")
    assert "# Held, and why" not in shown
    stage.person(CAT).clicks("Show", home(stage, CAT))
    assert "== History of No. 1 ==" in stage.window(CAT)


def test_it_shows_what_changed_since_the_own_answer(stage: Stage) -> None:
    card = stage.raises()
    stage.consents(card, CAT)
    stage.amends(card, "Twelve beds.")
    stage.amends(card, "Twenty beds.")

    home(stage, CAT)

    shown = shows(stage, CAT, "What changed since your answer")
    assert "> ~Ten~ *Twenty* beds." in shown


def test_a_manager_sees_who_owes_what_and_reminds(stage: Stage) -> None:
    card = stage.raises()
    stage.consents(card, *(lead for lead in LEADS if lead != ANN))
    home(stage, KARA)
    shown = shows(stage, KARA, "◻️ Waits for Harbour Shelter (since today) · 7 of 8 consent")
    assert "# Whom we wait for\n" in shown
    assert shown.count("No. 1 · Ten winter beds") == 1
    assert "Waiting on you" not in shown

    stage.person(KARA).clicks("Remind", home(stage, KARA))

    stage.private_words(ANN, "waits for Harbour Shelter's answer.")
    stage.private_words(KARA, "Reminded about No. 1 · Ten winter beds: Ann Lee.")


def test_every_door_of_the_manager_opens(stage: Stage) -> None:
    stage.raises()
    kara = stage.person(KARA)
    doors = {
        "Raise a proposal": "== Raise a proposal ==",
        "Where we stand": "No. 1 · Ten winter beds",
        "The digest": "This is what the digest would say now.",
        "Settings": "*Digest:* every Monday at 09:00",
        "Partners": "*Harbour Shelter* · Ann Lee leads",
        "How it works": "== How Accord works ==",
    }

    for words, shown in doors.items():
        kara.clicks(words, home(stage, KARA))
        assert shown in stage.window(KARA), stage.window(KARA)
        kara.closes()


def test_a_decision_is_found_from_it(stage: Stage) -> None:
    card = stage.raises()
    stage.consents(card, *LEADS)
    stage.until(stage.outcomes)
    cat = stage.person(CAT)

    cat.clicks("Search", home(stage, CAT))
    cat.fills({"Look for": "winter"})
    cat.submits()

    assert "✅ *No. 1 · Ten winter beds*" in stage.window(CAT)


def test_being_away_is_said_there(stage: Stage) -> None:
    cat = stage.person(CAT)
    cat.clicks("I'm away…", home(stage, CAT))
    cat.fills({"Last day away": "2099-12-31"})
    cat.submits()
    shows(stage, CAT, "You are away until 31 December 2099.")

    cat.clicks("I'm back", home(stage, CAT))

    shows(stage, CAT, "You speak for *Glasgow City Council*.")
    stage.private_words(JON, "Cat Reid is back and is asked for Glasgow City Council again.")


def test_an_outsider_reads_what_accord_is(stage: Stage) -> None:
    moved_home(stage, OUTSIDER)
    stage.raises()

    home(stage, OUTSIDER)

    shown = shows(stage, OUTSIDER, "# What Accord is")
    assert "Ask Kara Munro if you should be." in shown
    assert "Ten winter beds" not in shown
    assert "[" not in shown


def test_a_home_is_sent_when_it_changed_and_not_otherwise(stage: Stage) -> None:
    card = stage.raises()
    home(stage, CAT)
    for person in LEADS[1:4]:
        stage.person(CAT).opens_home()
        stage.consents(card, person)
    stage.person(CAT).opens_home()
    shows(stage, CAT, "3 of 8 partners consent")

    sent = [call.arguments["view"] for call in stage.sandbox.traffic.of_method("views.publish")]

    assert len(sent) > 1
    assert all(before != after for before, after in pairwise(sent))


def test_the_receipt_of_a_window_opened_there_comes_as_a_direct_message(stage: Stage) -> None:
    card = stage.raises()
    stage.consents(card, *(lead for lead in LEADS if lead != CAT))
    stage.until(lambda: "7 of 8" in picture(card))

    stage.reads_and_consents(home(stage, CAT), CAT)

    stage.until(lambda: any("It is agreed." in it.text for it in stage.person(CAT).direct_messages()))
