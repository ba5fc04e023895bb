"""Can a partner of another workspace do everything from the desk in the channel? They have no commands and no Home."""

from datetime import timedelta

import pytest

from sandbox import Message, NotPossible
from sandbox.workspace import View
from storage.outbox.outbox import DESK_AFTER
from tests.cast import ANN, BEN, CHANNEL, DEV, KARA, LEADS, OUTSIDER
from tests.databases import only_sqlite
from tests.stories.stage import Stage, picture

ROW = "[Raise a proposal] [What waits for us] [Search] [I'm away] [Partners] [How it works]"
TYPED = {"Title": "Ten winter beds", "What we propose": "Ten beds.", "Why this is best for people": "Warmth."}


def presses(stage: Stage, user_id: str, words: str, place: Message | View | None = None) -> str:
    """Press one of the desk's buttons; return the window that opens."""
    assert stage.person(user_id).clicks(words, place or stage.desk()).is_acked
    return stage.window(user_id)


def desk_says(stage: Stage, words: str) -> None:
    """Wait for these words, though not for the seconds that cards have before it."""
    with stage.without_pauses():
        stage.until(lambda: words in picture(stage.desk()))


def test_a_partner_of_another_workspace_raises_a_proposal(stage: Stage) -> None:
    dev = stage.person(DEV)
    with pytest.raises(NotPossible):
        dev.runs("/propose", CHANNEL)

    presses(stage, DEV, "Raise a proposal")
    dev.fills(TYPED)
    dev.submits()

    card = stage.until(stage.cards)[0]
    assert stage.rows("SELECT author FROM proposals") == [(DEV,)]
    stage.consents(card, DEV)
    assert "# What you raised\n" in presses(stage, DEV, "What waits for us")


def test_it_sees_what_waits_reads_it_and_answers(stage: Stage) -> None:
    card = stage.raises()
    shown = presses(stage, ANN, "What waits for us")
    assert "Ten beds.\nasked today\n[Read and answer]" in shown
    window = stage.person(ANN).window
    assert window

    stage.reads_and_consents(window, ANN)

    stage.card_says(card, "✅ Harbour Shelter consents")
    assert "Nothing waits for Harbour Shelter's answer. Thank you!" in presses(stage, BEN, "What waits for us")


def test_it_chooses_to_be_asked_at_any_hour_and_takes_that_back(stage: Stage) -> None:
    assert "You are asked about new proposals in working hours.\n" in presses(stage, DEV, "What waits for us")

    for words, then in (("Ask me at once", "at any hour"), ("Only in working hours", "in working hours")):
        window = stage.person(DEV).window
        assert window
        assert f"You are asked about new proposals {then}." in presses(stage, DEV, words, window)


def test_it_searches(stage: Stage) -> None:
    stage.consents(stage.raises(), *LEADS)
    stage.until(stage.outcomes)
    ann = stage.person(ANN)

    presses(stage, ANN, "Search")
    ann.fills({"Look for": "winter"})
    ann.submits()

    assert "✅ *No. 1 · Ten winter beds*" in stage.window(ANN)


def test_it_says_that_it_is_away_before_anybody_reminded_it_and_is_back(stage: Stage) -> None:
    card, ann = stage.raises(), stage.person(ANN)
    presses(stage, ANN, "I'm away")
    ann.fills({"Last day away": "2099-12-31"})
    ann.submits()
    stage.private_words(BEN, "Ann Lee is away until 31 December 2099.")
    stage.card_says(card, "Ann Lee is away: Ben Okoro answers for Harbour Shelter.")

    assert "You are away until 31 December 2099." in presses(stage, ANN, "What waits for us")
    window = ann.window
    assert window
    ann.clicks("I'm back", window)

    assert "You are asked for Harbour Shelter again." in stage.window(ANN)
    stage.private_words(BEN, "Ann Lee is back")


def test_it_opens_the_partners_and_proposes_that_one_joins(stage: Stage) -> None:
    ann = stage.person(ANN)
    assert "*Clyde Outreach* · Dev Shah leads" in presses(stage, ANN, "Partners")
    window = ann.window
    assert window

    ann.clicks("A partner joins…", window)
    ann.fills({"The organisation's name": "Eastside Trust", "Who leads": OUTSIDER})
    ann.fills({"What we propose": "They join.", "Why this is best for people": "More beds."})
    ann.submits()

    assert "Eastside Trust joins" in picture(stage.until(stage.cards)[0])


def test_how_it_works_says_the_way_that_works_for_everybody(stage: Stage) -> None:
    shown = presses(stage, ANN, "How it works")

    assert "press *Search*" in shown
    assert "In the workspace that installed Accord, `/propose`" in shown


def test_a_manager_sees_all_that_is_open(stage: Stage) -> None:
    card = stage.raises()
    stage.objects(card, ANN)

    shown = presses(stage, KARA, "What waits for us")

    assert "# All that is open\n" in shown
    assert "✋ Harbour Shelter objects (since today). What would make it acceptable: Two nurses · 0 of 8" in shown


def test_an_outsider_reads_why_nothing_waits(stage: Stage) -> None:
    shown = presses(stage, OUTSIDER, "What waits for us")

    assert "You are not named as somebody who speaks for a partner" in shown
    assert "Ask Kara Munro if you should be." in shown


def test_nobody_is_told_to_ask_themselves(stage: Stage) -> None:
    card = stage.raises()

    stage.person(KARA).clicks("Consent", card)
    assert "You can ask" not in stage.window(KARA)

    stage.person(OUTSIDER).clicks("Consent", card)
    assert "You can ask Kara Munro." in stage.window(OUTSIDER)


def test_a_word_that_accord_does_not_know_is_answered_with_those_it_knows(stage: Stage) -> None:
    stage.person(KARA).runs("/accord foo", CHANNEL)

    told = stage.person(KARA).ephemerals(CHANNEL)[-1].text
    assert "Accord knows no word “foo”." in told
    assert "help, partners, status, digest, away" in told
    assert stage.person(KARA).window is None


def test_it_is_posted_once_and_says_how_things_stand(quiet_stage: Stage) -> None:
    stage = quiet_stage
    stage.start_bot()
    desk_says(stage, "Nothing waits for an answer now")
    stage.until(lambda: "not pinned" in stage.log())
    card = stage.raises()
    desk_says(stage, "◻️ 1 proposal is open\n")

    stage.objects(card, ANN)
    desk_says(stage, "◻️ 1 proposal is open · ✋ 1 held by an objection")
    stage.consents(card, *LEADS)

    desk_says(stage, "Nothing waits for an answer now · ✅ 1 decided")
    assert len(stage.desks()) == 1


def test_cards_come_before_it() -> None:
    assert timedelta(seconds=1) < DESK_AFTER <= timedelta(minutes=1)


@only_sqlite
def test_it_is_pinned_where_the_app_may_and_stands_after_a_restart(quiet_stage: Stage) -> None:
    stage = quiet_stage
    stage.sandbox.grants("pins:write")
    stage.start_bot()
    first = stage.until(stage.desks)[0]
    pins = stage.sandbox.workspace.channels[CHANNEL].pins
    stage.until(lambda: first.ts in pins)
    stage.stop_bot()
    stage.wait_for_bots_end()

    stage.start_bot()

    stage.until(lambda: stage.sandbox.calls("chat.update"))
    assert stage.desks() == [first]
    assert pins == [first.ts]


def test_a_desk_that_was_deleted_is_posted_anew(stage: Stage) -> None:
    gone = stage.desk()
    stage.sandbox.deletes(gone)

    stage.raises()

    with stage.without_pauses():
        desk = stage.until(stage.desks)[0]
    assert desk.ts != gone.ts
    stage.until(lambda: "◻️ 1 proposal is open" in picture(desk))
    assert "No. 1 · Ten winter beds" in presses(stage, ANN, "What waits for us")


def test_the_digest_and_a_notice_end_with_the_same_row(stage: Stage) -> None:
    card = stage.raises()
    stage.consents(card, ANN)
    stage.amends(card, "Twelve beds.")
    notice = stage.private_words(ANN, "has a new text")
    assert picture(notice).endswith(ROW)
    assert "No. 1 · Ten winter beds" in presses(stage, ANN, "What waits for us", notice)

    assert stage.accord("digest").returncode == 0

    digest = stage.until(lambda: next((it for it in stage.channel() if "The decision log has" in it.text), None))
    assert picture(digest).endswith(ROW)
    assert "== The partners ==" in presses(stage, DEV, "Partners", digest)
