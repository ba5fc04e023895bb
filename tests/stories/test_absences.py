"""Are the deputies asked while the lead is away, and does the manager hear when nobody is there?"""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from decisions.words.refusal import say_day
from tests.cast import ANN, BEN, CAT, CHANNEL, JON, KARA
from tests.stories.stage import Stage, picture
from tests.stories.test_reminders import ten_oclock_in

SOON = datetime.now(ZoneInfo("Europe/London")).date() + timedelta(days=20)


def is_away(stage: Stage, person: str) -> None:
    """By the command; people who come by Slack Connect use the button of a reminder."""
    stage.person(person).runs("/accord away", CHANNEL)
    stage.person(person).fills({"Last day away": SOON.isoformat()})
    stage.person(person).submits()


def test_the_deputy_is_told_and_the_card_shows_it(stage: Stage) -> None:
    card = stage.raises()

    is_away(stage, CAT)

    stage.private_words(CAT, f"Noted: you are away until {say_day(SOON)}. Until then Jon Bell is asked")
    stage.private_words(JON, f"Cat Reid is away until {say_day(SOON)}. Until then you are asked")
    stage.card_says(card, "Cat Reid is away: Jon Bell answers for Glasgow City Council.")


def test_the_deputy_is_reminded_instead(quiet_stage: Stage) -> None:
    stage = quiet_stage
    stage.start_bot()
    stage.raises()
    is_away(stage, CAT)
    stage.private_words(JON, "Until then you are asked")
    stage.stop_bot()

    stage.start_bot_ahead(ten_oclock_in(1))

    stage.private_words(JON, "waits for Glasgow City Council's answer.")
    stage.private_words(ANN, "waits for Harbour Shelter's answer.")
    assert not [it for it in stage.person(CAT).direct_messages() if "waits for" in it.text]


def test_a_reminder_has_the_button_too_and_an_answer_is_still_taken(quiet_stage: Stage) -> None:
    stage = quiet_stage
    stage.start_bot()
    card = stage.raises()
    stage.stop_bot()
    stage.start_bot_ahead(ten_oclock_in(1))
    ann = stage.person(ANN)

    ann.clicks("I'm away", stage.private_words(ANN, "waits for Harbour Shelter's answer."))
    ann.fills({"Last day away": SOON.isoformat()})
    ann.submits()

    stage.private_words(BEN, "Ann Lee is away until")
    stage.consents(card, ANN)
    stage.card_says(card, "✅ Harbour Shelter consents")


def test_the_manager_hears_once_of_a_partner_that_nobody_can_be_asked_for(quiet_stage: Stage) -> None:
    stage = quiet_stage
    # Of people of other workspaces Slack does not tell that their account is closed.
    for person in (CAT, JON):
        stage.sandbox.deactivates(person)
    stage.start_bot()
    stage.until(lambda: stage.rows("SELECT count(*) FROM people WHERE is_gone") == [(2,)])
    stage.stop_bot()
    card_words = "Everybody who speaks for Glasgow City Council is away."

    for minutes in (0, 5):
        stage.start_bot_ahead(ten_oclock_in(1) + timedelta(minutes=minutes))
        told = stage.private_words(KARA, "Everybody who speaks for Glasgow City Council is away")
        stage.stop_bot()

    assert "nothing is decided without it" in picture(told)
    assert len(stage.person(KARA).direct_messages()) == 1
    stage.start_bot_ahead(ten_oclock_in(1) + timedelta(minutes=10))
    stage.card_says(stage.raises(), card_words)


def test_an_outsider_is_told_why_not(stage: Stage) -> None:
    stage.person(KARA).runs("/accord away", CHANNEL)

    told = stage.person(KARA).ephemerals(CHANNEL)[-1]
    assert "Only representatives of the partners are asked and reminded" in told.text
