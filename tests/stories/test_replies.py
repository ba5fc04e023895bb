"""Is an answer offered, and never recorded, when somebody writes it in the thread or puts a sign under the card?"""

import json

import pytest

from sandbox import Message
from sandbox.web_api.message_json import message_json
from tests.cast import ANN, CHANNEL, DEV, KARA, OUTSIDER
from tests.databases import only_sqlite
from tests.stories.stage import Stage, picture


def known_card(stage: Stage) -> Message:
    """Raise a proposal, and wait until the bot knows which message its card is."""
    card = stage.raises()
    stage.until(lambda: stage.rows("SELECT 1 FROM lanes WHERE card_ts = ?", card.ts))
    return card


def offered(stage: Stage, person: str) -> Message:
    return stage.private_words(person, "Nothing is recorded unless you press it.")


def comes(stage: Stage, text: str, card: Message, **more: object) -> None:
    """Have Slack tell of a reply of Ann's in its own form, and give the bot time for it."""
    kept = stage.sandbox.workspace
    with kept.changing():
        message = Message(CHANNEL, kept.new_ts(), ANN, text, [], thread_ts=card.ts)
        kept.messages.append(message)
        event = {"channel": CHANNEL, "event_ts": message.ts, "channel_type": "channel"}
        told = message_json(kept, message) | event | more
    stage.person(ANN)._announce(told, CHANNEL)
    # The offer to Dev, who answers after her, shows that hers was looked at.
    stage.person(DEV).writes("We agree", CHANNEL, card)
    offered(stage, DEV)


def offers(stage: Stage) -> list[str]:
    """List what was offered to Ann."""
    rows = stage.rows(
        "SELECT about FROM messages JOIN lanes ON lanes.id = lane_id WHERE kind = 'offer' AND slack_user_id = ?", ANN
    )
    return [(json.loads(row[0]) if isinstance(row[0], str) else row[0])["answer"] for row in rows]


@only_sqlite
@pytest.mark.parametrize(
    ("text", "more"),
    [("Looks good to us!", {"subtype": "file_share", "files": [{"id": "F1"}]}), ("agrees", {"subtype": "me_message"})],
)
def test_an_answer_with_a_picture_or_by_me_is_offered_too(stage: Stage, text: str, more: dict[str, object]) -> None:
    card = known_card(stage)

    comes(stage, text, card, **more)

    assert offers(stage) == ["consent"]


@only_sqlite
@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("&gt; We object to this\nLooks good to us!", ["consent"]),
        ("&gt; We object because two nurses are too few\nBen wrote this, what does he mean", []),
        ("We no longer object", ["consent"]),
        ("We wouldn't object", []),
        ("The object of the exercise is warmth", []),
        ("The support team called", []),
        ("*We object*: <https://example.org/doc|the plan> is dear, <@U0KARA>", ["objection"]),
    ],
)
def test_words_of_others_and_denials_are_no_answer(stage: Stage, text: str, offered: list[str]) -> None:
    card = known_card(stage)

    comes(stage, text, card)

    assert offers(stage) == offered


def test_looks_good_offers_the_consent(stage: Stage) -> None:
    card = known_card(stage)

    stage.person(ANN).writes("Looks good to us!", CHANNEL, card)

    offer = offered(stage, ANN)
    assert offer.thread_ts == card.ts
    assert "Shall I record that Harbour Shelter consents to No. 1 · Ten winter beds?" in picture(offer)
    assert stage.rows("SELECT count(*) FROM responses") == [(0,)]
    stage.person(ANN).clicks("Record our consent", offer)
    stage.card_says(card, "✅ Harbour Shelter consents")


def test_we_object_because_brings_its_reason_along(stage: Stage) -> None:
    card = known_card(stage)
    stage.person(ANN).writes('We object because "two" nurses are\ntoo few', CHANNEL, card)

    stage.person(ANN).clicks("Record our objection", offered(stage, ANN))

    assert 'Reason: ["Two" nurses are\ntoo few]' in stage.window(ANN).replace('["two"', '["Two"')
    stage.person(ANN).submits()
    stage.card_says(card, "✋ *Harbour Shelter* · Ann Lee: ")


def test_signs_under_the_card_offer_likewise(stage: Stage) -> None:
    card = known_card(stage)

    stage.person(ANN).reacts("+1", card)
    stage.person(DEV).reacts("raised_hand", card)

    assert "Record our consent" in picture(offered(stage, ANN))
    stage.person(DEV).clicks("Record our objection", offered(stage, DEV))
    assert "Object to No. 1" in stage.window(DEV)
    assert stage.rows("SELECT count(*) FROM responses") == [(0,)]


def test_nobody_else_is_bothered(stage: Stage) -> None:
    card = known_card(stage)
    stage.consents(card, ANN)
    stage.private_words(ANN, "Recorded: Harbour Shelter consents")
    for person, words, where in (
        (KARA, "I agree", card),
        (OUTSIDER, "I agree", card),
        (ANN, "We agree", card),
        (DEV, "When would it start?", card),
        (DEV, "We agree", None),
    ):
        stage.person(person).writes(words, CHANNEL, where)
    stage.person(DEV).reacts("tada", card)

    # The offer that comes last shows that all before were looked at.
    stage.person(DEV).writes("We agree", CHANNEL, card)
    offered(stage, DEV)

    assert stage.rows("SELECT count(*) FROM messages WHERE kind = 'offer'") == [(1,)]


def test_an_event_that_slack_delivers_twice_offers_once(stage: Stage) -> None:
    card = known_card(stage)
    stage.sandbox.faults.deliver("duplicate")

    stage.person(ANN).writes("We agree", CHANNEL, card)

    offered(stage, ANN)
    assert stage.rows("SELECT count(*) FROM messages WHERE kind = 'offer'") == [(1,)]


def test_after_the_decision_nothing_is_offered(stage: Stage) -> None:
    card = known_card(stage)
    stage.withdraws(card, "We found another way")
    stage.person(ANN).writes("We agree", CHANNEL, card)
    other = known_card(stage)
    stage.person(ANN).writes("We agree", CHANNEL, other)

    assert "No. 2" in picture(offered(stage, ANN))
    assert stage.rows("SELECT count(*) FROM messages WHERE kind = 'offer'") == [(1,)]
