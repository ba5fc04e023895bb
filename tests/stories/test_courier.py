"""Does Slack show what is stored, whatever goes wrong on the way?"""

import time
from dataclasses import replace
from itertools import pairwise

from sandbox import Message
from sandbox.traffic import Call
from tests.cast import ANN, CHANNEL, DEV, HAL, IVY, KARA, LEADS
from tests.stories.stage import Stage, picture


def test_a_card_whose_reply_was_lost_is_found_again_and_not_posted_twice(stage: Stage) -> None:
    stage.sandbox.faults.lose_reply("chat.postMessage")

    card = stage.raises()
    stage.consents(card, ANN)

    with stage.without_pauses():
        stage.card_says(card, "1 of 8 partners consent")
    assert len(stage.cards()) == 1
    assert len([call for call in stage.sandbox.calls("chat.postMessage") if "card:1" in str(call.arguments)]) == 1


def test_a_card_whose_request_was_lost_is_posted(stage: Stage) -> None:
    stage.sandbox.faults.lose_request("chat.postMessage")

    with stage.without_pauses():
        stage.raises()

        stage.until(lambda: stage.rows("SELECT 1 FROM lanes WHERE proposal_id IS NOT NULL AND card_ts <> ''"))
    assert len(stage.cards()) == 1


def test_an_outcome_whose_reply_was_lost_is_said_once(stage: Stage) -> None:
    card = stage.raises()
    stage.consents(card, *LEADS[:7])
    stage.sandbox.faults.lose_reply("chat.postMessage")

    stage.consents(card, IVY)

    with stage.without_pauses():
        stage.until(lambda: stage.rows("SELECT 1 FROM messages WHERE kind = 'outcome' AND ended_as = 'said'"))
    assert len(stage.outcomes()) == 1


def test_too_many_requests_are_waited_out(stage: Stage) -> None:
    card = stage.raises()
    with stage.without_pauses():
        stage.until(lambda: "1 proposal is open" in picture(stage.desk()))
    stage.sandbox.faults.rate_limit("chat.update", retry_after=1, times=2)

    stage.consents(card, ANN)

    stage.card_says(card, "1 of 8 partners consent")
    calls = stage.until(lambda: _answered(stage.sandbox.calls("chat.update")))
    first = next(place for place, call in enumerate(calls) if call.status == 429)
    assert [call.status for call in calls[first:]] == [429, 429, 200]
    assert all(later.at - earlier.at >= 1 for earlier, later in pairwise(calls[first:]))


def _answered(calls: list[Call]) -> list[Call]:
    """Return the calls once each has its answer: what a call changes can be seen a moment before that."""
    return calls if all(call.is_over for call in calls) else []


def test_the_bot_stops_within_ten_seconds_also_when_slack_hangs(stage: Stage) -> None:
    card = stage.raises()
    stage.sandbox.faults.hang("chat.update")
    stage.sandbox.faults.hang("chat.postEphemeral")
    stage.consents(card, ANN)
    stage.until(lambda: stage.sandbox.calls("chat.update"))

    started = time.monotonic()
    status = stage.stop_bot()

    assert status == 0
    assert time.monotonic() - started < 10
    stage.wait_for_bots_end()
    stage.start_bot()
    with stage.without_pauses():
        stage.card_says(card, "1 of 8 partners consent")


def test_a_failing_slack_is_tried_again(stage: Stage) -> None:
    card = stage.raises()
    stage.sandbox.faults.server_error("chat.update", times=2)

    stage.consents(card, ANN)

    with stage.without_pauses():
        stage.card_says(card, "1 of 8 partners consent")


def test_a_lost_update_is_repeated_although_the_state_came_back(stage: Stage) -> None:
    """Consent, then Undo: the card that Slack shows is not known when the update's reply was lost."""
    card = stage.raises()
    stage.sandbox.faults.lose_reply("chat.update")
    stage.consents(card, ANN)
    receipt = stage.private_words(ANN, "Recorded")

    stage.person(ANN).clicks("Undo", receipt)

    stage.until(lambda: stage.rows("SELECT 1 FROM responses WHERE kind = 'undo'"))
    stage.card_says(card, "0 of 8 partners consent")
    stage.until(lambda: stage.rows("SELECT 1 FROM lanes WHERE proposal_id IS NOT NULL AND shown <> ''"))
    assert "0 of 8 partners consent" in picture(card)


def test_a_deleted_card_is_reported_once_and_stops_no_other(stage: Stage) -> None:
    lost = stage.raises()
    other = stage.raises()
    stage.sandbox.deletes(lost)

    stage.consents(on_an_old_screen(lost), ANN)
    stage.private_words(KARA, "The card of No. 1 · Ten winter beds was deleted in Slack.")
    stage.consents(other, ANN)
    stage.card_says(other, "1 of 8 partners consent")
    stage.consents(on_an_old_screen(lost), DEV)

    stage.until(lambda: stage.rows("SELECT 1 FROM responses WHERE partner_id = 3"))
    told = [it for it in stage.person(KARA).direct_messages() if "was deleted in Slack" in it.text]
    assert len(told) == 1


def test_a_deleted_card_is_posted_again_on_request(stage: Stage) -> None:
    lost = stage.raises()
    stage.sandbox.deletes(lost)
    stage.consents(on_an_old_screen(lost), ANN)

    stage.person(KARA).clicks("Post it again", stage.private_words(KARA, "was deleted in Slack"))

    stage.until(stage.cards)
    card = stage.cards()[0]
    assert "✅ Harbour Shelter consents" in picture(card)
    stage.consents(card, HAL)
    stage.card_says(card, "2 of 8 partners consent")


def test_a_channel_that_the_bot_was_removed_from_is_reported_once_and_caught_up_later(stage: Stage) -> None:
    first, second = stage.raises(), stage.raises()
    stage.sandbox.removes_bot(CHANNEL)
    stage.consents(first, ANN)
    stage.consents(second, ANN)
    words = "Accord can't post to <#C0ALLIANCE> (Slack says: not_in_channel)."
    stage.private_words(KARA, words)
    stage.until(lambda: len(stage.rows("SELECT 1 FROM lanes WHERE proposal_id IS NOT NULL AND failures > 0")) == 2)

    stage.sandbox.invites_bot(CHANNEL)

    stage.card_says(first, "1 of 8 partners consent")
    stage.card_says(second, "1 of 8 partners consent")
    assert len([it for it in stage.person(KARA).direct_messages() if words in it.text]) == 1


def test_blocks_that_slack_does_not_take_back_are_said_in_plain_words(stage: Stage) -> None:
    stage.sandbox.faults.error("chat.postMessage", "invalid_blocks")

    card = stage.raises()

    assert "Ten beds." in picture(card)
    assert "[Consent]" in picture(card)


def test_the_same_press_delivered_twice_counts_once_and_is_confirmed_once(stage: Stage) -> None:
    card = stage.raises()
    stage.sandbox.faults.deliveries.duplicate = 1

    stage.consents(card, ANN)

    stage.private_words(ANN, "Recorded")
    assert stage.rows("SELECT count(*) FROM responses") == [(1,)]
    assert stage.person(ANN).window is None
    assert len(stage.person(ANN).ephemerals(CHANNEL)) == 1


def test_a_press_that_opens_a_window_and_is_delivered_twice_opens_it_once(stage: Stage) -> None:
    card = stage.raises()
    stage.sandbox.faults.deliveries.duplicate = 1

    stage.person(HAL).clicks("Object", card)
    stage.objects(card, HAL)

    stage.private_words(HAL, "Recorded: Tollcross Housing First objects to No. 1 · Ten winter beds.")
    assert len(stage.person(HAL).ephemerals(CHANNEL)) == 1


def test_a_proposal_sent_twice_is_raised_once(stage: Stage) -> None:
    kara = stage.person(KARA)
    kara.runs("/propose", CHANNEL)
    kara.fills({"Title": "Beds", "What we propose": "Ten", "Why this is best for people": "Warm"})
    stage.sandbox.faults.deliveries.lose_ack = 1
    assert not kara.submits().is_acked

    kara.submits()

    assert kara.window is None
    stage.until(stage.cards)
    assert stage.rows("SELECT number FROM proposals") == [(1,)]


def test_the_bot_comes_back_after_its_line_was_cut(stage: Stage) -> None:
    card = stage.raises()

    stage.sandbox.disconnects(reason="refresh_requested")

    stage.until(lambda: stage.sandbox.socket_mode.count)
    stage.until(lambda: stage.person(ANN).clicks("Consent", card).is_acked)
    stage.card_says(card, "1 of 8 partners consent")


def test_slow_updates_end_with_the_true_card(stage: Stage) -> None:
    card = stage.raises()
    stage.sandbox.faults.delay("chat.update", before=0.3, times=3)

    for person in LEADS[:5]:
        stage.consents(card, person)

    stage.card_says(card, "5 of 8 partners consent")
    stage.until(lambda: stage.rows("SELECT 1 FROM lanes WHERE proposal_id IS NOT NULL AND claimed_until IS NULL"))
    assert "5 of 8 partners consent" in picture(card)


def on_an_old_screen(card: Message) -> Message:
    """A deleted card is still on the screen of a phone that was away: it can be pressed there."""
    return replace(card, is_deleted=False)


def test_what_slack_said_about_one_card_holds_for_every_other(stage: Stage) -> None:
    first, second = stage.raises(), stage.raises()
    with stage.without_pauses():
        stage.until(lambda: "2 proposals are open" in picture(stage.desk()))
    stage.sandbox.faults.rate_limit("chat.update", retry_after=3)
    stage.consents(first, ANN)
    refused = stage.until(lambda: next((call for call in updates(stage) if call.status == 429), None))
    # The bot has heard of it when it has put that card off.
    stage.until(lambda: stage.rows("SELECT 1 FROM lanes WHERE card_ts = ? AND claimed_until IS NULL", first.ts))

    stage.consents(second, DEV)

    stage.card_says(second, "1 of 8 partners consent")
    stage.card_says(first, "1 of 8 partners consent")
    assert min(call.at for call in updates(stage) if call.at > refused.at) >= refused.at + 3


def updates(stage: Stage) -> list[Call]:
    return stage.sandbox.calls("chat.update")
