"""Do partners answer before they read each other, and does everything open together?"""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from tests import outside
from tests.cast import ANN, DEV, KARA, LEADS
from tests.databases import only_sqlite
from tests.stories.stage import Stage, alliance_toml, picture

TODAY = datetime.now(ZoneInfo("Europe/London")).date()
SEALED = {"Sealed first round": ["Answer first, then see what the others say"], "Decide by": TODAY.isoformat()}
TWO_PARTNERS = {"Harbour Shelter": (ANN,), "Clyde Outreach": (DEV,)}
REASON = "Too few nurses"


def everything_said(stage: Stage) -> str:
    return "\n".join(picture(it) for it in stage.sandbox.workspace.messages if not it.is_deleted)


@only_sqlite
def test_all_answer_and_then_read_each_other(stage: Stage) -> None:
    card = stage.raises(typed=SEALED)
    stage.card_says(card, "0 of 8 partners have answered")
    stage.objects(card, ANN, REASON)
    stage.card_says(card, "🔒 Harbour Shelter has answered")
    stage.private_words(ANN, "Harbour Shelter's answer to No. 1 · Ten winter beds is sealed.")
    stage.person(DEV).chooses("Tell a worry privately", card)
    stage.person(DEV).fills({"What worries you": "Our street is narrow."})
    stage.person(DEV).submits()
    stage.private_words(KARA, "Our street is narrow.")
    others = [lead for lead in LEADS if lead != ANN]
    stage.consents(card, *others[:-1])
    stage.card_says(card, "7 of 8 partners have answered")
    assert REASON not in everything_said(stage)

    stage.person(others[-1]).clicks("Consent", card)
    assert "with it all answers open together" in stage.window(others[-1])
    stage.person(others[-1]).submits()

    recorded = stage.private_words(others[-1], "No. 1 · Ten winter beds. With it all answers are open.")
    assert picture(recorded).endswith("[Add a concern] [Undo]")
    stage.card_says(card, "✋ Held by 1 objection")
    stage.card_says(card, REASON)
    stage.private_words(KARA, "✋ Harbour Shelter objects to")
    stage.until(lambda: any("🔓 The answers to No. 1 are open" in picture(it) for it in stage.channel()))
    stage.consents(card, ANN)
    stage.until(stage.outcomes)
    assert stage.accord("log", "verify").returncode == 0
    holds, words = outside.verdict(stage.accord("log", "export", "--format", "json").stdout)
    assert holds, words


@only_sqlite
def test_a_partner_that_waits_has_the_answers_opened_after_the_day(quiet_stage: Stage) -> None:
    stage = quiet_stage
    stage.start_bot()
    card = stage.raises(typed=SEALED)
    stage.objects(card, ANN, REASON)
    stage.card_says(card, "🔒 Harbour Shelter has answered")
    assert "Open the answers…" not in picture(card)
    stage.stop_bot()
    stage.wait_for_bots_end()
    stage.start_bot_ahead(timedelta(days=1))
    stage.card_says(card, "[Open the answers…]")
    stage.person(DEV).clicks("Open the answers…", card)
    assert "opened by a partner that has answered" in stage.window(DEV)
    stage.person(DEV).closes()

    stage.person(ANN).clicks("Open the answers…", card)
    stage.person(ANN).submits()

    stage.card_says(card, REASON)
    stage.card_says(card, "0 of 8 partners consent")
    assert stage.accord("log", "verify").returncode == 0


@only_sqlite
def test_a_bot_that_is_killed_while_it_opens_has_opened_nothing_and_lost_nothing(quiet_stage: Stage) -> None:
    stage = quiet_stage
    stage.write_alliance(alliance_toml(TWO_PARTNERS))
    stage.start_bot("tests.stories.dying_while_opening")
    card = stage.raises(typed=SEALED)
    stage.objects(card, ANN, REASON)
    stage.card_says(card, "🔒 Harbour Shelter has answered")
    dev = stage.person(DEV)
    dev.clicks("Consent", card)
    dev.submits()
    stage.until(stage.has_ended)
    stage.wait_for_bots_end()
    assert stage.rows("SELECT count(*) FROM responses") == [(0,)]
    assert stage.rows("SELECT kind FROM log_entries ORDER BY sequence DESC LIMIT 1") == [("answer_sealed",)]
    assert REASON not in everything_said(stage)

    stage.start_bot()
    assert dev.submits().is_acked

    stage.card_says(card, REASON)
    assert stage.rows("SELECT reason FROM responses ORDER BY id") == [(REASON,), ("",)]
    assert stage.rows("SELECT count(*) FROM sealed_words") == [(0,)]
    assert stage.accord("log", "verify").returncode == 0
    holds, words = outside.verdict(stage.accord("log", "export", "--format", "json").stdout)
    assert holds, words
