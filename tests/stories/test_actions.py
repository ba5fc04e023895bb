"""From decided to done: what somebody does after a decision, and what comes of it."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from decisions.words.refusal import say_day
from tests.cast import ANN, CHANNEL, KARA, LEADS, OUTSIDER
from tests.stories.stage import Stage, picture

TODAY = datetime.now(ZoneInfo("Europe/London")).date()
SOON = TODAY + timedelta(days=9)


def test_somebody_without_a_voice_does_it_and_everybody_reads_what_came_of_it(stage: Stage) -> None:
    card = stage.raises()
    stage.consents(card, *LEADS)
    stage.card_says(card, "Agreed on")
    ann, olly = stage.person(ANN), stage.person(OUTSIDER)

    ann.chooses("Add an action…", card)
    ann.fills({"What": "Ask three sites", "Who": OUTSIDER, "By when": SOON.isoformat()})
    ann.submits()

    stage.card_says(card, f"actions: 1 to be done, the next by {say_day(SOON)}")
    stage.private_words(OUTSIDER, "Ann Lee asks you to do this for ")
    olly.clicks("What waits for us", stage.desk())
    assert f"# Yours to do\nAsk three sites\nBy {say_day(SOON)}, for " in stage.window(OUTSIDER)
    assert olly.window
    olly.clicks("Done…", olly.window)
    olly.fills({"What came of it": "The east wing has room."})
    olly.submits()

    stage.card_says(card, "actions: 1 done")
    olly.clicks("What waits for us", stage.desk())
    assert "Yours to do" not in stage.window(OUTSIDER)
    stage.until(lambda: "> The east wing has room." in picture(ann.thread(card)[-1]))
    ann.chooses("Actions…", card)
    assert "☑️ *Done*: Ask three sites · " in stage.window(ANN)
    logged = stage.rows("SELECT kind, actor FROM log_entries WHERE kind LIKE 'action%' ORDER BY sequence")
    assert [tuple(row) for row in logged] == [("action_added", ANN), ("action_done", OUTSIDER)]
    assert stage.accord("log", "verify").returncode == 0
    assert "The east wing has room." in stage.accord("log", "export", "--format", "md").stdout
    stage.person(KARA).runs("/accord digest", CHANNEL)
    assert "*Actions:* ☑️ 1 done" in stage.window(KARA)
