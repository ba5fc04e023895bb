"""Does the channel read once a week where everything stands?"""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from sandbox import Message
from tests.cast import ANN, CAT, CHANNEL, KARA, LEADS
from tests.databases import with_tables
from tests.stories.stage import Stage, picture


def digests(stage: Stage) -> list[Message]:
    words = ("Where we stand on", "A quiet week")
    return [it for it in stage.sandbox.workspace.messages if it.text.startswith(words) and not it.only_for]


def just_after_nine_on_monday(weeks: int = 0) -> timedelta:
    """How far it is from now to five past nine in Glasgow on a Monday to come."""
    here = ZoneInfo("Europe/London")
    today = datetime.now(UTC).astimezone(here)
    monday = today.date() + timedelta(days=7 - today.weekday() + 7 * weeks)
    at_nine = datetime.combine(monday, datetime.min.time().replace(hour=9, minute=5), here)
    return at_nine - today


def test_every_week_has_its_digest_over_restarts_and_a_time_away(quiet_stage: Stage) -> None:
    stage = quiet_stage
    stage.start_bot()
    card = stage.raises()
    stage.consents(card, ANN)
    stage.stop_bot()

    for _ in range(2):
        stage.start_bot_ahead(just_after_nine_on_monday())
        stage.until(lambda: len(digests(stage)) == 1)
        stage.stop_bot()
    # Nobody is there for two Mondays.
    for hours in (0, 3):
        stage.start_bot_ahead(just_after_nine_on_monday(weeks=2) + timedelta(hours=hours))
        stage.until(lambda: len(digests(stage)) == 2)
        stage.card_says(card, "Gorbals Health Link (")
        stage.stop_bot()

    assert len(digests(stage)) == 2
    assert "No. 1 · Ten winter beds" in picture(digests(stage)[0])
    assert "1 of 8 consent" in picture(digests(stage)[0])


def test_a_lost_reply_posts_no_second_digest(quiet_stage: Stage) -> None:
    stage = quiet_stage
    stage.start_bot()
    stage.desk()
    stage.stop_bot()
    stage.sandbox.faults.lose_reply("chat.postMessage")

    stage.start_bot_ahead(just_after_nine_on_monday())

    stage.until(lambda: stage.rows("SELECT 1 FROM messages WHERE kind = 'digest' AND ended_as = 'said'"))
    assert len(digests(stage)) == 1
    assert digests(stage)[0].text.startswith("A quiet week: nothing was decided since")


def test_a_manager_previews_and_posts_it(stage: Stage) -> None:
    card = stage.raises()
    stage.consents(card, *LEADS)
    stage.until(stage.outcomes)
    kara = stage.person(KARA)
    kara.runs("/accord digest", CHANNEL)
    assert "agreed on" in stage.window(KARA)
    assert digests(stage) == []

    kara.submits()

    stage.until(lambda: len(digests(stage)) == 1)
    assert "No. 1 · Ten winter beds" in picture(digests(stage)[0])


def test_a_representative_reads_it_but_does_not_post_it(stage: Stage) -> None:
    stage.raises()

    stage.person(CAT).runs("/accord digest", CHANNEL)

    window = stage.person(CAT).window
    assert window
    assert not window.body.get("submit")


def test_status_shows_what_waits_and_for_whom(stage: Stage) -> None:
    card = stage.raises()
    stage.objects(card, ANN)

    stage.person(KARA).runs("/accord status", CHANNEL)

    shown = stage.window(KARA)
    assert "✋ *Held by an objection*" in shown
    assert "✋ Harbour Shelter objects (since today). What would make it acceptable: Two nurses" in shown


def test_before_the_founding_there_is_no_digest(quiet_stage: Stage) -> None:
    database = with_tables(quiet_stage.database_url)
    database.close()

    assert quiet_stage.accord("digest").stdout == "There is no digest: no alliance is founded yet\n"


def test_the_operator_posts_it_beside_a_running_bot_and_without_one(stage: Stage) -> None:
    stage.raises()

    ended = stage.accord("digest")
    assert (ended.returncode, ended.stdout) == (
        0,
        "The digest of Glasgow Alliance to End Homelessness is in its channel.\n",
    )
    assert len(digests(stage)) == 1
    stage.stop_bot()
    assert stage.accord("digest").returncode == 0

    assert len(digests(stage)) == 2
