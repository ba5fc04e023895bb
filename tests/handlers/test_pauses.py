"""How long does the courier wait before it tries again, and for an answer that never comes?"""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import text

from handlers.courier.calls import slack
from tests.handlers.desk import START, Desk
from tests.reading import read_message


@pytest.mark.parametrize(("failures", "seconds"), [(0, 2), (7, 256), (8, 300), (5000, 300)])
def test_pauses_grow_up_to_five_minutes(desk: Desk, failures: int, seconds: int) -> None:
    with desk.database.transaction() as connection:
        connection.execute(text("UPDATE lanes SET failures = :times WHERE proposal_id = 1"), {"times": failures})
    desk.fails("chat.update", status=503, error="internal_error")
    desk.consents()

    desk.works_off(steps=1)

    assert [call.status for call in desk.sandbox.calls("chat.update")] == [503]
    ((due, failed),) = desk.rows("SELECT due_at, failures FROM lanes WHERE proposal_id = 1")
    assert failed == failures + 1
    assert datetime.fromisoformat(due) - START.replace(tzinfo=None) == timedelta(seconds=seconds)


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """The courier of this desk waits less than the eight seconds that it has."""
    monkeypatch.setattr(slack, "CALL_SECONDS", 0.5)


@pytest.mark.usefixtures("impatient")
def test_a_slack_that_never_answers_is_given_up_and_knows_it_decides(desk: Desk) -> None:
    desk.fails("chat.postMessage", hang=True)

    desk.raises()
    desk.works_off()

    assert [call.is_over for call in desk.sandbox.calls("chat.postMessage")] == [False, True]
    (card,) = [it for it in desk.shown() if it.metadata and it.metadata["event_payload"]["key"] == "card:2"]
    assert "Ten beds." in read_message({"text": card.text, "blocks": card.blocks})
