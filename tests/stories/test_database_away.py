"""What does a person read when Accord can't reach its records?"""

from tests.cast import ANN, CHANNEL, HAL, KARA
from tests.databases import locked, no_room_left, on_both_databases, only_sqlite
from tests.stories.stage import Stage

pytestmark = on_both_databases

WORDS = "Nothing was recorded: Accord can't reach its records just now. Please try again in a minute."


def test_a_press_is_not_counted_and_can_be_repeated(stage: Stage) -> None:
    card = stage.raises()

    with locked(stage.database_url):
        press = stage.person(ANN).clicks("Consent", card)

    assert press.is_acked
    assert press.seconds < 3
    assert WORDS in stage.window(ANN)
    stage.person(ANN).closes()
    assert stage.rows("SELECT count(*) FROM responses") == [(0,)]
    stage.consents(card, ANN)
    stage.card_says(card, "1 of 8 partners consent")


def test_a_window_keeps_what_was_typed(stage: Stage) -> None:
    card = stage.raises()
    hal = stage.person(HAL)
    hal.clicks("Object", card)
    hal.fills({"Reason": "Too few nurses"})

    with locked(stage.database_url):
        hal.submits()

    assert hal.window
    assert hal.window.errors == {"Reason": WORDS}
    hal.submits()
    stage.card_says(card, "✋ *Tollcross Housing First* · Hal Quinn: ")


def test_reading_goes_on_while_another_program_writes(stage: Stage) -> None:
    with locked(stage.database_url):
        stage.person(KARA).runs("/propose", CHANNEL)

    assert stage.window(KARA).startswith("== Raise a proposal ==")


@only_sqlite
def test_a_full_disk_records_nothing_and_loses_nothing(stage: Stage) -> None:
    card = stage.raises()
    stage.until(lambda: stage.rows("SELECT count(*) FROM messages WHERE ended_at IS NULL") == [(0,)])

    assert stage.bot
    with no_room_left(stage.bot.pid):
        press = stage.person(ANN).clicks("Consent", card)

        assert press.seconds < 3
        assert WORDS in stage.window(ANN)
    stage.person(ANN).closes()
    assert stage.rows("SELECT count(*) FROM responses") == [(0,)]
    assert stage.accord("log", "verify").returncode == 0
    stage.consents(card, ANN)
    stage.card_says(card, "1 of 8 partners consent")


@only_sqlite
def test_a_bot_that_starts_while_another_program_holds_the_file_waits_for_it(stage: Stage) -> None:
    card = stage.raises()
    stage.stop_bot()
    stage.wait_for_bots_end()

    with locked(stage.database_url):
        stage.launch_bot()
        stage.until(lambda: "The database can't be reached (database is locked)" in stage.log())

    stage.until(lambda: stage.sandbox.socket_mode.count)
    stage.consents(card, ANN)
    stage.card_says(card, "1 of 8 partners consent")
