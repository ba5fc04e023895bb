"""Something is tried until a day: it ends by itself, nothing shows it as in force then, and all may renew it."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from decisions.words.refusal import say_day
from tests import outside
from tests.cast import CHANNEL, KARA, LEADS
from tests.databases import only_sqlite
from tests.stories.stage import Stage, picture
from tests.stories.test_living_log import canvas

TODAY = datetime.now(ZoneInfo("Europe/London")).date()
UNTIL = TODAY + timedelta(days=3)


@only_sqlite
def test_what_was_tried_ends_by_itself_and_is_renewed_by_all(quiet_stage: Stage) -> None:
    stage, kara = quiet_stage, quiet_stage.person(KARA)
    stage.sandbox.grants("canvases:write", "pins:write")
    stage.start_bot(LIVING_LOG="on")
    card = stage.raises(typed={"Try it until": UNTIL.isoformat()})
    stage.card_says(card, f"tried until {say_day(UNTIL)}")
    stage.consents(card, *LEADS)
    stage.card_says(card, "[⋯ Read | History | Renew or change… |")
    stage.until(lambda: f"· tried until {say_day(UNTIL)}" in canvas(stage))
    stage.stop_bot()
    stage.wait_for_bots_end()

    later = timedelta(days=4).total_seconds()
    stage.sandbox.workspace.clock_offset = later
    stage.launch_bot("tests.stories.ahead", [str(later)], LIVING_LOG="on")
    stage.until(lambda: stage.sandbox.socket_mode.count)

    over = f"ried until {say_day(UNTIL)}; it was not renewed"
    stage.card_says(card, f"*⌛ T{over}*")
    stage.until(lambda: over in canvas(stage))
    kara.runs("/decisions", CHANNEL)
    assert over in stage.window(KARA)
    kara.chooses("Renew or change…", card)
    kara.fills({})
    kara.submits()
    newer = stage.until(lambda: next((it for it in stage.cards() if "No. 2 ·" in it.text), None))
    stage.card_says(newer, "|No. 1 · Ten winter beds>")
    kara.chooses("Renew or change…", card)
    assert "No. 2 is open, and would take the place of No. 1 already." in stage.window(KARA)
    kara.closes()
    stage.consents(newer, *LEADS)
    stage.card_says(card, "*Superseded by No. 2*")
    assert "not renewed" not in picture(stage.cards()[0])
    assert stage.accord("log", "verify").returncode == 0
    holds, words = outside.verdict(stage.accord("log", "export", "--format", "json").stdout)
    assert holds
    assert words.endswith(outside.follows(2))
