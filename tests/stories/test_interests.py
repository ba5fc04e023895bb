"""Can a partner that has an interest step back, so that the others decide without it?"""

from sandbox import Message
from tests.cast import ANN, DEV, LEADS
from tests.databases import only_sqlite
from tests.stories.stage import Stage, picture

HOSTEL = "We run the hostel."
OTHERS = [lead for lead in LEADS if lead != ANN]


def declares(stage: Stage, person: str, matter: str, words: str = HOSTEL) -> None:
    somebody = stage.person(person)
    somebody.clicks("Partners", stage.desk())
    for words_of_button in ("Interests…", "Declare an interest…"):
        assert somebody.window
        somebody.clicks(words_of_button, somebody.window)
    fields = {"In which matter": matter, "What kind of interest": "A role or task of ours", "What it is": words}
    somebody.fills(fields)
    somebody.submits()


def presses(stage: Stage, person: str, card: Message, words: str) -> str:
    somebody = stage.person(person)
    somebody.clicks("Interests", card)
    assert somebody.window
    somebody.clicks(words, somebody.window)
    return stage.window(person)


def test_whoever_has_an_interest_steps_back_and_the_others_decide(stage: Stage) -> None:
    card = stage.raises()
    stage.objects(card, ANN, reason="Too loud")
    stage.card_says(card, "✋ Held by 1 objection")

    declares(stage, ANN, "No. 1 · Ten winter beds")

    stage.card_says(card, "0 of 7 who decide consent")
    stage.card_says(
        card,
        "↪️ *Harbour Shelter* stepped back (a role or task): We run the hostel (its objection holds nothing now",
    )
    stage.until(lambda: any("It is not asked any more." in picture(it) for it in stage.person(DEV).thread(card)))
    stage.person(ANN).clicks("Consent", card)
    assert "Harbour Shelter has stepped back from No. 1, so nothing was recorded." in stage.window(ANN)

    stage.consents(card, *OTHERS)

    stage.card_says(card, "by all 7 who decide")
    agreed = stage.until(stage.outcomes)[0]
    assert "by all 7 who decide; Harbour Shelter stepped back: We run the hostel" in picture(agreed)
    assert stage.accord("log", "verify").returncode == 0


@only_sqlite
def test_the_others_let_it_take_part_or_it_does_so_itself(stage: Stage) -> None:
    card = stage.raises()
    declares(stage, ANN, "No. 1 · Ten winter beds")
    stage.card_says(card, "↪️ *Harbour Shelter* stepped back (a role or task): We run the hostel")

    for lead in OTHERS:
        assert "let take part by" in presses(stage, lead, card, "Let Harbour Shelter take part") or lead == OTHERS[-1]
        stage.person(lead).closes()

    stage.card_says(card, "0 of 8 partners consent")
    let = "has an interest (a role or task), and the others let it take part: We run the hostel"
    stage.card_says(card, f"↪️ *Harbour Shelter* {let}")
    declares(stage, ANN, "No. 1 · Ten winter beds", "We are paid for it.")
    stage.card_says(card, "↪️ *Harbour Shelter* stepped back (a role or task): We are paid for it")
    presses(stage, ANN, card, "Take part again…")
    stage.person(ANN).fills({"Why it decides after all": "The council pays nothing."})
    stage.person(ANN).submits()
    stage.card_says(card, "0 of 8 partners consent")
    stage.consents(card, *LEADS)
    stage.card_says(card, "by all 8 partners")
    assert stage.accord("log", "verify").returncode == 0


@only_sqlite
def test_stepping_back_that_decides_is_asked_about_once_more(stage: Stage) -> None:
    card = stage.raises()
    stage.consents(card, *OTHERS)
    stage.card_says(card, "7 of 8 partners consent")

    declares(stage, ANN, "No. 1 · Ten winter beds")

    assert "when Harbour Shelter steps back it is decided, and that is final" in stage.window(ANN)
    assert not stage.rows("SELECT 1 FROM interests")
    stage.person(ANN).submits()
    stage.card_says(card, "by all 7 who decide")


@only_sqlite
def test_a_standing_interest_is_in_the_register_and_makes_nobody_step_back(stage: Stage) -> None:
    card = stage.raises()

    declares(stage, ANN, "Standing, for the register of interests")

    stage.private_words(ANN, "Recorded: your standing interest is in the register of interests.")
    stage.card_says(card, "0 of 8 partners consent")
    ann = stage.person(ANN)
    ann.clicks("Partners", stage.desk())
    assert ann.window
    ann.clicks("Interests…", ann.window)
    assert "*Harbour Shelter* · a role or task, since " in stage.window(ANN)
    assert ann.window
    ann.clicks("It has ended", ann.window)
    assert "Nobody has declared one." in stage.window(ANN)
    assert stage.accord("log", "verify").returncode == 0
