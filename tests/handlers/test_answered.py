"""Who is asked by direct message, and does that message show what became of it, once, whatever breaks?"""

from collections.abc import Mapping
from datetime import UTC, datetime
from itertools import count
from typing import Any

import pytest

from handlers.clock import clock
from handlers.incoming.payloads import Act
from handlers.listeners.answers import responses
from handlers.listeners.desk import front_desk
from handlers.listeners.texts import proposals
from sandbox import Message
from tests.cast import ANN, BEN, DEV, HAL, KARA, LEADS, typed
from tests.handlers.desk import Desk

_ACTS = count(1)
ASKED = "SELECT l.slack_user_id FROM messages m JOIN lanes l ON l.id = m.lane_id WHERE m.kind = 'asked'"
OTHERS = [lead for lead in LEADS if lead != ANN]


def act(desk: Desk, person: str, value: Mapping[str, Any], typed: Mapping[str, Any] | None = None) -> Act:
    return Act(person, desk.now, f"act:{next(_ACTS)}", person, value, typed or {})


def asks(desk: Desk) -> None:
    """Look at the clock twice, as two processes would, and have everything said."""
    for _ in range(2):
        clock.look_after_alliances(desk.database, desk.now)
    desk.works_off(steps=2)


def messages_to(desk: Desk, person: str) -> list[Message]:
    return desk.sandbox.person(person).direct_messages()


def asked(desk: Desk) -> list[str]:
    """List who was asked, in that order."""
    return [person for (person,) in desk.rows(f"{ASKED} ORDER BY m.id")]


def amends(desk: Desk) -> None:
    words = {"title": "Beds", "text": typed("Twelve beds."), "benefit": "Warmth."}
    proposals.amend(act(desk, KARA, {"proposal": 1, "revision": 1}, words), desk.database)


def test_each_lead_is_asked_once_with_the_text(desk: Desk) -> None:
    asks(desk)

    assert asked(desk) == LEADS
    (message,) = messages_to(desk, ANN)
    assert "U0KARA asks what Harbour Shelter answers" in message.text
    assert "Ten beds." in message.text
    assert messages_to(desk, BEN) == []
    asks(desk)
    assert asked(desk) == LEADS


def test_whoever_answered_before_hears_nothing(desk: Desk) -> None:
    desk.consents()

    asks(desk)

    assert asked(desk) == OTHERS


def test_at_night_only_those_are_asked_who_want_to_be(desk: Desk) -> None:
    desk.now = datetime(2026, 11, 2, 20, tzinfo=UTC)
    front_desk.choose_hours(act(desk, HAL, {"alliance": 1, "at_once": True}), desk.database)
    clock.look_after_alliances(desk.database, desk.now)
    assert asked(desk) == [HAL]

    desk.now = datetime(2026, 11, 3, 9, tzinfo=UTC)
    clock.look_after_alliances(desk.database, desk.now)

    assert asked(desk) == [HAL], "reminders begin on the next working day"


def test_after_an_amendment_only_those_are_asked_whom_nobody_told(desk: Desk) -> None:
    desk.consents()
    asks(desk)
    amends(desk)

    asks(desk)

    assert asked(desk) == [*OTHERS, *OTHERS]
    assert "has another text since" in messages_to(desk, DEV)[0].text
    assert "U0KARA has changed the text and asks again" in messages_to(desk, DEV)[1].text


def test_it_says_what_was_answered_and_how_it_ended(desk: Desk) -> None:
    asks(desk)

    desk.consents()
    desk.works_off(steps=1)

    (message,) = messages_to(desk, ANN)
    assert message.text.startswith("✅ Harbour Shelter consents to ")
    assert "[Change]" in words_of(message)
    assert "U0KARA asks" in messages_to(desk, DEV)[0].text
    desk.withdraws()
    desk.works_off(steps=1)
    assert all(messages_to(desk, lead)[0].text.startswith("↩️ ") for lead in LEADS)
    assert desk.rows("SELECT count(*) FROM told_of") == [(0,)]


def test_a_consent_taken_back_waits_again(desk: Desk) -> None:
    asks(desk)
    desk.consents()
    desk.works_off(steps=1)

    ((response,),) = desk.rows("SELECT id FROM responses")
    taken_back = {"proposal": 1, "revision": 1, "response": response}
    responses.undo(act(desk, ANN, taken_back), desk.database)
    desk.works_off(steps=1)

    assert "U0KARA asks what Harbour Shelter answers" in messages_to(desk, ANN)[0].text


@pytest.mark.parametrize("fault", ["lose_reply", "lose_request"])
def test_it_is_changed_whatever_becomes_of_slacks_answer(desk: Desk, fault: str) -> None:
    asks(desk)
    desk.consents()
    for _ in range(2):
        desk.fails("chat.update", **{fault: True})

    desk.works_off()

    (message,) = messages_to(desk, ANN)
    assert message.text.startswith("✅ Harbour Shelter consents to ")
    assert desk.standing_twice() == []


def test_an_answer_while_the_question_is_on_its_way_shows(desk: Desk) -> None:
    """The reply to the post is lost, and what it says is out of date when it is found."""
    desk.fails("chat.postMessage", lose_reply=True)
    clock.look_after_alliances(desk.database, desk.now)
    while lane := desk._claimed():
        desk.courier._round(lane)
    ((first,),) = desk.rows(f"{ASKED} AND m.ended_at IS NULL")
    assert "U0KARA asks" in messages_to(desk, first)[0].text
    responses.consent(act(desk, first, {"proposal": 1, "revision": 1}), desk.database)

    desk.works_off()

    assert messages_to(desk, first)[0].text.startswith("✅ ")
    assert desk.standing_twice() == []


def test_a_courier_that_died_before_it_noted_the_change_makes_it_again(desk: Desk) -> None:
    asks(desk)
    desk.consents()
    desk.works_off(steps=1)
    (message,) = messages_to(desk, ANN)
    message.text = "What another courier's last call left there"
    with desk.database.transaction() as connection:
        connection.exec_driver_sql("UPDATE told_of SET shown = '1:waits'")
        connection.exec_driver_sql("UPDATE lanes SET due_at = '2026-11-02 12:00:00' WHERE slack_user_id = 'U0ANN'")

    desk.works_off(steps=1)

    assert messages_to(desk, ANN)[0].text.startswith("✅ Harbour Shelter consents to ")
    assert desk.rows("SELECT count(*) FROM told_of WHERE shown NOT LIKE '%waits'") == [(1,)]


def words_of(message: Message) -> str:
    return " ".join(f"[{block['accessory']['text']['text']}]" for block in message.blocks if "accessory" in block)


def test_what_changed_is_marked_as_answered_too(desk: Desk) -> None:
    desk.consents()
    amends(desk)
    desk.works_off(steps=1)
    notice = messages_to(desk, ANN)[-1]
    assert "has a new text. Harbour Shelter answered the earlier one" in notice.text

    responses.consent(act(desk, BEN, {"proposal": 1, "revision": 2}), desk.database)
    desk.works_off(steps=1)

    assert messages_to(desk, ANN)[-1].text.startswith("✅ Harbour Shelter consents to ")


def test_a_reminder_marks_what_is_answered(desk: Desk) -> None:
    desk.raises()
    desk.now = datetime(2026, 11, 3, 9, 30, tzinfo=UTC)
    asks(desk)
    (message,) = messages_to(desk, ANN)
    assert message.text.startswith("2 proposals wait for Harbour Shelter's answer.")

    desk.consents()
    desk.works_off(steps=1)

    (message,) = messages_to(desk, ANN)
    assert "✅ Harbour Shelter consents to No. 1 · Beds" in message.text
    assert "No. 2 · Beds" in message.text.split("\n")[0]
