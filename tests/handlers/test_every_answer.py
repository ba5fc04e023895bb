"""What becomes of a message at every answer of Slack: each error that it documents, and whatever is none of its own?"""

from collections.abc import Callable, Hashable
from itertools import product

import pytest
from sqlalchemy import text

from handlers.courier.calls import slack
from handlers.courier.calls.meanings import (
    BLOCKS_REFUSED,
    CARD_IS_FROZEN,
    CARD_IS_GONE,
    MEANINGS,
    THREAD_IS_CLOSED,
    TOKEN_IS_GONE,
    Meaning,
    meaning_of,
)
from handlers.courier.calls.names import learn_names
from handlers.courier.calls.slack import Refused
from handlers.views.blocks.kit import Message, paragraph
from sandbox.faults import GARBLED
from storage.outbox import outbox
from tests.cast import ANN, CHANNEL
from tests.handlers.desk import Desk
from tests.sampling import sample, sampled
from tests.slack_errors import METHODS, documented

# Of Slack's OpenAPI description (slackapi/slack-api-specs, 2021), and in its reference no more.
OLDER = (
    "compliance_exports_prevent_deletion",
    "invalid_json",
    "json_not_object",
    "permission_denied",
    "upgrade_required",
)
NOT_CALLED = ("conversations.info", "reactions.get", "views.push")


@pytest.fixture(autouse=True)
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slack, "PAUSES_IN_TAKING_BACK", (0, 0, 0))


def open_home(desk: Desk) -> None:
    with desk.database.transaction() as connection:
        outbox.open_home(connection, 1, ANN, desk.now, is_empty=True)


def ask_for_names(desk: Desk) -> None:
    learn_names(desk.database, desk.courier.workspaces, lambda: desk.now)


def begin_the_log(desk: Desk) -> None:
    with desk.database.transaction() as connection:
        outbox.open_log(connection, 1, desk.now)


def begin_the_log_without_canvas(desk: Desk) -> None:
    desk.sandbox.workspace.allows_canvases = False
    begin_the_log(desk)


def raise_one_whose_answer_is_lost(desk: Desk) -> None:
    desk.fails("chat.postMessage", lose_reply=True)
    desk.raises()


def end_it_and_lose_the_answer(desk: Desk) -> None:
    desk.fails("chat.postMessage", lose_reply=True)
    desk.withdraws()


def raise_one_that_another_process_says(desk: Desk) -> None:
    """While this one was paused, in the middle of its call."""

    def take_over(*_: object) -> None:
        taken = (
            "UPDATE messages SET attempted_at = :now WHERE kind = 'card' AND ended_at IS NULL AND attempted_at < :now"
        )
        with desk.database.transaction() as connection:
            connection.execute(text(taken), {"now": "2026-11-02 12:00:30.000000"})

    desk.sandbox.faults.before("chat.postMessage", take_over)
    desk.raises()


# By what the courier comes to call the method.
ACTS: dict[str, tuple[str, Callable[[Desk], None]]] = {
    "a card": ("chat.postMessage", Desk.raises),
    "a reply": ("chat.postMessage", Desk.withdraws),
    "a direct message": ("chat.postMessage", Desk.goes_away),
    "a change of the card": ("chat.update", Desk.consents),
    "a receipt": ("chat.postEphemeral", Desk.consents),
    "somebody to write to": ("conversations.open", Desk.goes_away),
    "a card's address": ("chat.getPermalink", Desk.raises),
    "a look for a card": ("conversations.history", raise_one_whose_answer_is_lost),
    "a look for a reply": ("conversations.replies", end_it_and_lose_the_answer),
    "a Home tab": ("views.publish", open_home),
    "a name": ("users.info", ask_for_names),
    "a new canvas": ("conversations.canvases.create", begin_the_log),
    "a canvas": ("canvases.edit", begin_the_log),
    "a card that came too late": ("chat.delete", raise_one_that_another_process_says),
    "a pin": ("pins.add", begin_the_log_without_canvas),
}


def test_every_word_that_slack_documents_stands_in_the_table() -> None:
    words = {word for method in METHODS if method not in NOT_CALLED for word in documented(method)}

    assert words - MEANINGS.keys() == set()


def test_a_word_that_nobody_knows_is_to_be_mended_and_nothing_is_lost_by_it() -> None:
    assert meaning_of("chat.postMessage", "brand_new_reason") is Meaning.MESSAGE


def by_meaning(case: tuple[str, str]) -> Hashable:
    """Words of which Accord makes the same are of one kind, whatever is being said."""
    what, error = case
    special = (BLOCKS_REFUSED, CARD_IS_FROZEN, CARD_IS_GONE, THREAD_IS_CLOSED, TOKEN_IS_GONE)
    return what, meaning_of(ACTS[what][0], error), error in MEANINGS, *(error in words for words in special)


EVERY_ERROR = [
    (what, error)
    for what, (method, _) in ACTS.items()
    for error in (*documented(method), *OLDER, "a_word_that_nobody_knows")
    # A thread that is there is found; the next test is about one that is not.
    if (what, error) != ("a look for a reply", "thread_not_found")
]
ERRORS = sample(EVERY_ERROR, kind=by_meaning)
NO_ANSWERS = sample(product(ACTS, GARBLED, ("instead", "after"), (200, 502)), kind=lambda case: case[:2])


@sampled
@pytest.mark.parametrize(("what", "error"), ERRORS)
def test_what_becomes_of_a_message_at_every_error(desk: Desk, what: str, error: str) -> None:
    method, act = ACTS[what]
    # What is said of a thread is not said of the channel.
    desk.fails(method, error=error, times=1 if error in THREAD_IS_CLOSED else 2)

    act(desk)
    desk.works_off()

    assert [(call.method, call.answer.get("error")) for call in desk.sandbox.calls(method)][:1] == [(method, error)]
    assert desk.ended() == {"said"}
    assert desk.standing_twice() == []
    assert desk.told() == told_of(what, method, error)


def test_a_reply_under_a_deleted_card_is_found_in_the_channel(desk: Desk) -> None:
    card = next(it for it in desk.shown() if it.metadata and it.metadata["event_payload"]["key"] == "card:1")
    desk.sandbox.deletes(card)

    end_it_and_lose_the_answer(desk)
    desk.works_off()

    assert desk.ended() == {"said"}
    assert desk.standing_twice() == []
    assert desk.told() == ["card_lost_notice"]


def told_of(what: str, method: str, error: str) -> list[str]:
    """Say what a manager hears: only what somebody has to mend, and where there was no other way."""
    meaning = meaning_of(method, error)
    if what == "a change of the card" and error in CARD_IS_GONE | CARD_IS_FROZEN:
        return ["card_lost_notice" if error in CARD_IS_GONE else "card_frozen_notice"]
    has_another_way = what in ("a direct message", "a receipt", "somebody to write to")
    if has_another_way or meaning in (Meaning.PASSING, Meaning.UNCLEAR):
        return []
    if what in ("a reply", "a look for a reply") and error in THREAD_IS_CLOSED:
        return []
    if method in ("chat.postMessage", "chat.update", "conversations.history", "conversations.replies"):
        return [f"{meaning.value}_trouble_notice" if meaning in (Meaning.APP, Meaning.CHANNEL) else "stuck_notice"]
    return []


@sampled
@pytest.mark.parametrize(
    ("what", "how", "when", "status"),
    NO_ANSWERS,
)
def test_what_is_no_answer_of_slack_refuses_nothing(desk: Desk, what: str, how: str, when: str, status: int) -> None:
    """Something on the way answers, before or after Slack did it: it is looked for, and said once."""
    method, act = ACTS[what]
    desk.fails(method, garbled=how, is_late=when == "after", status=status, times=2)

    act(desk)
    desk.works_off()

    assert desk.ended() == {"said"}
    assert desk.standing_twice() == []
    assert desk.told() == []


def test_why_blocks_were_refused_is_logged_in_slacks_words(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(Refused, match="invalid_blocks"):
        desk.courier.workspaces.own.post(CHANNEL, Message("x", [paragraph("x" * 3001)]), "some:key")

    assert "chat.postMessage was refused: invalid_blocks: [ERROR]" in caplog.text
