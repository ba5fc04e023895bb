"""Can a partner take time without blocking or agreeing?"""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from decisions.words.refusal import say_day
from tests.cast import ANN, DEV, KARA, LEADS
from tests.stories.stage import Stage, picture

SOON = datetime.now(ZoneInfo("Europe/London")).date() + timedelta(days=9)


def takes_time(stage: Stage, by: str, question: str = "") -> None:
    person = stage.person(by)
    person.clicks("I need time", stage.cards()[-1])
    person.fills({"We will answer by": SOON.isoformat(), "Our question": question})
    person.submits()


def test_the_card_the_thread_and_the_author_hear_of_it(stage: Stage) -> None:
    card = stage.raises()

    takes_time(stage, ANN, "Who pays the night shift?")

    stage.card_says(card, f"❓ *Harbour Shelter*, answers by {SOON.day} {SOON:%B}: Who pays the night shift?")
    stage.card_says(card, "0 of 8 partners consent")
    told = stage.private_words(KARA, f"Harbour Shelter has a question about No. 1 and will answer by {say_day(SOON)}")
    assert "> Who pays the night shift?" in picture(told)
    stage.private_words(ANN, f"Noted: Harbour Shelter will answer No. 1 · Ten winter beds by {say_day(SOON)}.")
    stage.until(lambda: any("has a question about" in it.text for it in stage.person(DEV).thread(card)))


def test_an_answer_takes_its_place_and_all_can_still_agree(stage: Stage) -> None:
    card = stage.raises()
    takes_time(stage, ANN)
    stage.card_says(card, "⏳ Needs time: Harbour Shelter")

    stage.consents(card, *LEADS[:2])
    stage.card_says(card, "✅ Glasgow City Council and Harbour Shelter consent")
    stage.consents(card, *LEADS[2:])

    stage.until(stage.outcomes)


def test_the_text_changed_while_the_window_was_open(stage: Stage) -> None:
    card = stage.raises()
    ann = stage.person(ANN)
    ann.clicks("I need time", card)
    stage.amends(card, "Twenty beds.")
    ann.fills({"We will answer by": SOON.isoformat(), "Our question": "Who pays?"})

    ann.submits()

    assert "has changed since you saw it, so nothing was recorded yet" in stage.window(ANN)
    assert "Our question (optional): [Who pays?]" in stage.window(ANN)
    ann.submits()
    stage.card_says(card, "❓ *Harbour Shelter*, answers by")


def test_who_has_answered_is_told_how_to_think_again(stage: Stage) -> None:
    card = stage.raises()
    stage.consents(card, ANN)

    stage.person(ANN).clicks("I need time", card)

    assert "If you want to think again, press Consent once more" in stage.window(ANN)
