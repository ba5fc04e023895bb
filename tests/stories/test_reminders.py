"""Do those who owe an answer hear of it, and only they?"""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from tests.cast import BEN, DEV, HAL, IVY, KARA, LEADS
from tests.stories.stage import Stage, picture

WORKING_DAYS = 5


def ten_oclock_in(days: int) -> timedelta:
    """How far it is to ten o'clock in Glasgow, so many working days from now (no bank holidays are kept here)."""
    here = ZoneInfo("Europe/London")
    now = datetime.now(UTC).astimezone(here)
    day = now.date()
    while days:
        day += timedelta(days=1)
        days -= day.weekday() < WORKING_DAYS
    return datetime.combine(day, datetime.min.time().replace(hour=10), here) - now


def test_reminders_reach_the_leads_then_the_deputies_over_restarts(quiet_stage: Stage) -> None:
    stage = quiet_stage
    stage.start_bot()
    card = stage.raises()
    second = stage.raises()
    stage.consents(card, *(lead for lead in LEADS if lead not in (HAL, LEADS[1])))
    stage.consents(second, *LEADS[:6], IVY)
    stage.stop_bot()

    for minutes in (0, 5):
        stage.start_bot_ahead(ten_oclock_in(1) + timedelta(minutes=minutes))
        told = stage.private_words(HAL, "2 proposals wait for Tollcross Housing First's answer.")
        stage.stop_bot()

    assert picture(told).count("[Read and answer]") == 2
    assert len(stage.direct_messages(HAL)) == 1
    assert stage.direct_messages(DEV) == []
    assert stage.direct_messages(BEN) == []
    stage.start_bot_ahead(ten_oclock_in(3))
    stage.private_words(BEN, "waits for Harbour Shelter's answer.")
    stage.reads_and_consents(stage.direct_messages(HAL)[-1], HAL)
    stage.card_says(card, "7 of 8 partners consent")


def test_the_manager_hears_what_is_overdue(quiet_stage: Stage) -> None:
    stage = quiet_stage
    stage.start_bot()
    today = datetime.now(ZoneInfo("Europe/London")).date().isoformat()
    card = stage.raises(typed={"Decide by": today})
    stage.stop_bot()

    stage.start_bot_ahead(ten_oclock_in(1))

    notice = stage.private_words(KARA, "1 proposal is past the decide-by date. Nothing closes.")
    assert "(⏰ overdue: " in picture(notice)
    stage.card_says(card, "0 of 8 partners consent")
