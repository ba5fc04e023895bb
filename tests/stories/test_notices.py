"""All consent to a text before the day on which it can be decided: it is decided when that day begins, by itself."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from tests import outside
from tests.cast import LEADS
from tests.databases import only_sqlite
from tests.stories.stage import Stage

TODAY = datetime.now(ZoneInfo("Europe/London")).date()


@only_sqlite
def test_what_all_consent_to_is_decided_when_its_day_begins(quiet_stage: Stage) -> None:
    stage = quiet_stage
    stage.start_bot()
    earliest = TODAY + timedelta(days=2)
    card = stage.raises(typed={"Not to be decided before": earliest.isoformat()})
    stage.consents(card, *LEADS)
    stage.card_says(card, "8 of 8 partners consent · decided on ")
    assert not stage.outcomes()
    stage.stop_bot()
    stage.wait_for_bots_end()

    stage.start_bot_ahead(timedelta(days=3))

    stage.card_says(card, "✅ Agreed on ")
    stage.until(stage.outcomes)
    assert stage.accord("log", "verify").returncode == 0
    holds, words = outside.verdict(stage.accord("log", "export", "--format", "json").stdout)
    assert holds
    assert words.endswith(outside.follows(1))
