"""All partners agree on steps for when they are stuck; one is proposed in its time, and it is told what came of it."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from tests import outside
from tests.cast import ANN, DEV, KARA, LEADS
from tests.databases import only_sqlite
from tests.stories.stage import Stage, picture

LONDON = ZoneInfo("Europe/London")


def ahead(days: int) -> timedelta:
    """Noon of the first Wednesday after so many days; no bank holiday of Scotland moves to one but at Christmas."""
    day = datetime.now(LONDON).date() + timedelta(days=days)
    while day.weekday() != 2 or (day.month, day.day) >= (12, 24) or (day.month, day.day) <= (1, 4):
        day += timedelta(days=1)
    return datetime.combine(day, time(12), LONDON) - datetime.now(LONDON)


@only_sqlite
def test_steps_are_agreed_proposed_and_recorded_and_decide_nothing(quiet_stage: Stage) -> None:
    stage, ann = quiet_stage, quiet_stage.person(ANN)
    stage.start_bot()
    ann.clicks("Partners", stage.desk())
    assert ann.window
    ann.clicks("When we are stuck…", ann.window)
    assert "The leads of all partners meet." in stage.window(ANN)
    ann.fills({"Step 4": "", "What we propose": "So we go on.", "Why this is best for people": "Nobody waits."})
    ann.submits()
    agreed = stage.until(stage.cards)[0]
    assert "2. The leads of all partners meet. (after 5 working days)" in picture(agreed)
    stage.consents(agreed, *LEADS)
    stage.card_says(agreed, "*From then on:* when a decision is held")
    card = stage.raises(typed={"Title": "A van"})
    stage.objects(card, DEV)
    stage.stop_bot()
    stage.wait_for_bots_end()

    later = ahead(10).total_seconds()
    stage.sandbox.workspace.clock_offset = later
    stage.launch_bot("tests.stories.ahead", [str(later)])
    stage.card_says(card, "🪜 Step 1 of 4 since ")
    notice = stage.private_words(KARA, "Step 1 of 4: Objector and author talk.")
    kara = stage.person(KARA)
    kara.clicks("What came of it…", notice)
    kara.fills({"This step": "It was done", "What came of it": "We found a nurse."})
    kara.submits()

    stage.card_says(card, "🪜 Step 1 of 4 was done: Objector and author talk")
    stage.card_says(card, "Held by 1 objection")
    stage.until(lambda: any("We found a nurse." in picture(it) for it in kara.thread(card)))
    assert stage.accord("log", "verify").returncode == 0
    holds, words = outside.verdict(stage.accord("log", "export", "--format", "json").stdout)
    assert holds
    assert words.endswith(outside.follows(1))
